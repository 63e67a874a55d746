#include "resources/resources.h"
#include "services/gateway/normalize/fieldorigins.h"
#include "services/gateway/normalize/normalizer.h"
#include "services/gateway/simulator/fixture.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;

namespace {

QByteArray lineOf(const std::string &file, int number)
{
    const auto text = resource(QString::fromStdString(file));
    return text ? text->split('\n').value(number - 1) : QByteArray();
}

/// "/actor/id: {/data/object/customer} from /data/object/customer"; then the file's lines are held
/// against what is said of them.
QString told(const FieldOrigins &origins, const char *field)
{
    const FieldOrigin *origin = originOf(origins, field);
    if (!origin)
        return QStringLiteral("the gateway");
    QStringList rules, sources;
    for (const MappingLine &line : origin->lines) {
        rules += QString::fromStdString(line.text);
        if (!lineOf(origins.file, line.number)
                 .contains('"' + QByteArray::fromStdString(line.text) + '"'))
            rules += QStringLiteral("(not in line %1)").arg(line.number);
    }
    for (const std::string &pointer : origin->pointers)
        sources += QStringLiteral("'%1'").arg(QString::fromStdString(pointer));
    for (const std::string &header : origin->headers)
        sources += QString::fromStdString(header);
    return rules.join(u' ')
        + (origin->isFound ? QStringLiteral(" from ") : QStringLiteral(" gave nothing"))
        + sources.join(u' ');
}

Result<FieldOrigins> stripe(const char *body)
{
    return fieldOrigins("stripe", {}, body);
}

} // namespace

class FieldOriginsTest : public QObject
{
    Q_OBJECT

private slots:
    void aFieldNamesTheLineThatGaveItAndTheValueItTook()
    {
        const auto origins =
            stripe("{\"id\":\"evt_1\",\"type\":\"charge.refunded\",\"created\":1794922327,"
                   "\"data\":{\"object\":{\"id\":\"ch_1\",\"customer\":{\"id\":\"cus_1\"}}}}");
        QVERIFY(origins.has_value());
        QCOMPARE(origins->file, std::string("mappings/stripe.json"));
        QCOMPARE(told(*origins, "/event_type"), QStringLiteral("{/type} from '/type'"));
        QCOMPARE(told(*origins, "/actor/id"),
                 QStringLiteral("{/data/object/customer/id} from '/data/object/customer/id'"));
        QCOMPARE(told(*origins, "/occurred_at"), QStringLiteral("{/created} from '/created'"));
    }

    void aPartOfTheEventTypeComesFromWhereTheTypeDoes()
    {
        const auto origins = stripe("{\"id\":\"evt_1\",\"type\":\"charge.refunded\"}");
        QVERIFY(origins.has_value());
        QCOMPARE(told(*origins, "/action/type"),
                 QStringLiteral("{event_type.last} {/type} from '/type'"));
    }

    void whatGaveNothingNamesAllThatWasTried()
    {
        const auto origins = stripe("{\"id\":\"evt_1\",\"type\":\"charge.refunded\"}");
        QVERIFY(origins.has_value());
        QCOMPARE(told(*origins, "/actor/id"),
                 QStringLiteral("{/data/object/customer} {/data/object/customer/id} gave nothing"));
    }

    void aHeaderIsNamedAndTheEventsOwnFieldGoesOverTheSources()
    {
        const auto origins =
            fieldOrigins("shopify", {{"x-shopify-topic", "orders/create"}}, "{\"id\":7}");
        QVERIFY(origins.has_value());
        QCOMPARE(told(*origins, "/event_type"),
                 QStringLiteral("{header:X-Shopify-Topic} from X-Shopify-Topic"));
        QCOMPARE(told(*origins, "/subject/type"), QStringLiteral("order from "));
        QVERIFY(lineOf(origins->file, originOf(*origins, "/subject/type")->lines.front().number)
                    .contains("subject.type"));
    }

    void whatIsInTheDataBelongsToIt()
    {
        const auto origins = stripe("{\"id\":\"evt_1\",\"type\":\"charge.refunded\"}");
        QVERIFY(origins.has_value());
        QCOMPARE(told(*origins, "/data/object/id"), QStringLiteral(" from ''"));
        QCOMPARE(told(*origins, "/database"), QStringLiteral("the gateway"));
        QCOMPARE(told(*origins, "/event_id"), QStringLiteral("the gateway"));
    }

    void everyFieldOfEverySourceIsTheValueThatItsOriginNames_data()
    {
        QTest::addColumn<QString>("source");
        for (const QString &name : resourceNames(QStringLiteral("mappings"))) {
            if (name.endsWith(QStringLiteral(".json")))
                QTest::newRow(qPrintable(name)) << name.chopped(5);
        }
    }
    void everyFieldOfEverySourceIsTheValueThatItsOriginNames();

    void whatHasNoMappingIsRefused_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("unknown source") << QByteArray("nobody") << QByteArray("{}");
        QTest::newRow("a path") << QByteArray("../schemas/canonical-event.schema")
                                << QByteArray("{}");
        QTest::newRow("not JSON") << QByteArray("stripe") << QByteArray("{");
        QTest::newRow("without a type") << QByteArray("stripe") << QByteArray("{}");
    }
    void whatHasNoMappingIsRefused()
    {
        QFETCH(QByteArray, source);
        QFETCH(QByteArray, body);
        QVERIFY(!fieldOrigins(source.toStdString(), {}, body.toStdString()));
    }
};

/// Against what the normalizer made of the same payloads: a field is found where it is not null,
/// and a rule that is one pointer names the very value.
void FieldOriginsTest::everyFieldOfEverySourceIsTheValueThatItsOriginNames()
{
    QFETCH(QString, source);
    const auto normalizer = Normalizer::load();
    const FixtureValues values =
        sampleFixtureValues(Timestamp(std::chrono::hours(500'000)), "acme");
    for (const Fixture &fixture : fixturesOf(source.toStdString())) {
        const std::string body = filledFixture(fixture.text, values);
        const auto headers = providerHeaders(source.toStdString(), fixture.name, body, values);
        const auto made = normalizer->normalizeRequest(
            {source.toStdString(), headers, body, "acme"}, [] { return Uuid(); });
        QVERIFY2(made.has_value(), fixture.name.c_str());
        const JsonIndex canonical(made->front().json), raw(made->front().raw);
        const auto origins = fieldOrigins(source.toStdString(), headers, made->front().raw);
        QVERIFY2(origins.has_value(), fixture.name.c_str());
        QCOMPARE(origins->fields.size(), std::size_t(9));
        for (const FieldOrigin &origin : origins->fields) {
            const auto value = canonical.find(*JsonPointer::parse(origin.field));
            QVERIFY2(value.has_value(), origin.field.c_str());
            QCOMPARE(origin.isFound, *value != "null");
            const bool isTime = origin.field == "/occurred_at";
            const bool isCopy = !isTime && origin.lines.size() == 1 && origin.pointers.size() == 1
                && (origin.field == "/data"
                    || origin.lines.front().text == '{' + origin.pointers.front() + '}');
            if (isCopy && origin.field == "/data")
                QCOMPARE(raw.find(*JsonPointer::parse(origin.pointers.front())), value);
            else if (isCopy)
                QCOMPARE(raw.text(*JsonPointer::parse(origin.pointers.front())),
                         canonical.text(*JsonPointer::parse(origin.field)));
        }
    }
}

QTEST_GUILESS_MAIN(FieldOriginsTest)
#include "fieldorigins_test.moc"
