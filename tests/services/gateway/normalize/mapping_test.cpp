#include "services/gateway/normalize/mapping.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;

class MappingTest : public QObject
{
    Q_OBJECT

private slots:
    void globs_data()
    {
        QTest::addColumn<QByteArray>("glob");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char *glob, const char *text, bool matches) {
            QTest::addRow("%s on %s", glob, text)
                << QByteArray(glob) << QByteArray(text) << matches;
        };
        row("invoice.paid", "invoice.paid", true);
        row("invoice.paid", "invoice.paid.late", false);
        row("invoice.*", "invoice.paid", true);
        row("invoice.*", "invoice.", true);
        row("invoice.*", "invoice", false);
        row("*", "", true);
        row("*.created", "customer.source.created", true);
        row("*.created", "created", false);
        row("a*b*c", "aXbYc", true);
        row("a*b*c", "abc", true);
        row("a*b*c", "acb", false);
        row("a*a", "a", false);
        row("Invoice.*", "invoice.paid", false);
        row("invoice.?", "invoice.x", false);
    }
    void globs()
    {
        QFETCH(QByteArray, glob);
        QFETCH(QByteArray, text);
        QFETCH(bool, matches);
        QCOMPARE(matchesGlob(text.toStdString(), glob.toStdString()), matches);
    }

    void templatesFillTheirHoles_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<std::string>("filled");
        const std::string nothing = "nothing";
        QTest::newRow("literal") << QByteArray("commit") << std::string("commit");
        QTest::newRow("pointer") << QByteArray("{/a}") << std::string("one");
        QTest::newRow("number") << QByteArray("{/n}") << std::string("415");
        QTest::newRow("joined") << QByteArray("{/a}#{/n}!") << std::string("one#415!");
        QTest::newRow("header") << QByteArray("{header:X-Name}") << std::string("named");
        QTest::newRow("first of the type")
            << QByteArray("{event_type.first}") << std::string("customer");
        QTest::newRow("last of the type")
            << QByteArray("{event_type.last}") << std::string("updated");
        QTest::newRow("hash of the bytes")
            << QByteArray("{body.sha256}")
            << std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        QTest::newRow("absent") << QByteArray("{/b}") << nothing;
        QTest::newRow("one of two absent") << QByteArray("{/a}{/b}") << nothing;
        QTest::newRow("empty text") << QByteArray("{/empty}") << nothing;
        QTest::newRow("an object") << QByteArray("{/o}") << nothing;
        QTest::newRow("absent header") << QByteArray("{header:X-Other}") << nothing;
    }
    void templatesFillTheirHoles()
    {
        QFETCH(QByteArray, text);
        QFETCH(std::string, filled);
        const JsonIndex body(R"({"a":"one","n":415,"empty":"","o":{}})");
        const MappingInput input{body,
                                 [](std::string_view name) -> std::optional<std::string> {
                                     if (name == "X-Name")
                                         return "named";
                                     return std::nullopt;
                                 },
                                 "customer.subscription.updated", "abc"};
        const auto parsed = Template::parse(text.toStdString());
        QVERIFY(parsed.has_value());
        QCOMPARE(parsed->fill(input).value_or("nothing"), filled);
    }

    void partsOfATypeMayBeParted_data()
    {
        QTest::addColumn<std::string>("parts");
        QTest::newRow("orders/create") << std::string("orders+create");
        QTest::newRow("a.b/c") << std::string("a+c");
        QTest::newRow("push") << std::string("push+push");
    }
    void partsOfATypeMayBeParted()
    {
        QFETCH(std::string, parts);
        const JsonIndex body("{}");
        const MappingInput input{body, {}, QTest::currentDataTag(), "{}"};
        QCOMPARE(Template::parse("{event_type.first}+{event_type.last}")->fill(input).value(),
                 parts);
    }

    void brokenMappingsAreRefusedWithTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("place");
        const auto row = [](const char *name, const char *members, const char *place) {
            QTest::newRow(name) << QByteArray(R"({"source":"x","event_type":["{/t}"],)"
                                              R"("provider_event_id":["{/id}"])")
                    + members
                    + '}' << QString::fromUtf8(place);
        };
        QTest::newRow("not JSON") << QByteArray("{") << QStringLiteral("not a JSON object");
        QTest::newRow("no source") << QByteArray("{}") << QStringLiteral("needs source");
        row("unknown member", R"(,"feilds":{})", "feilds");
        row("unknown field", R"(,"fields":{"actor.name":["{/a}"]})", "fields.actor.name");
        row("field not a list", R"(,"fields":{"actor.id":"{/a}"})",
            "fields.actor.id must be a list");
        row("hole without a slash", R"(,"fields":{"actor.id":["{a}"]})", "\"{a}\"");
        row("hole not closed", ",\"fields\":{\"actor.id\":[\"{/a\"]}", "fields.actor.id");
        row("unknown time format", R"(,"fields":{"occurred_at":[{"from":"{/a}","format":"rfc"}]})",
            "fields.occurred_at");
        row("data not a pointer", R"(,"fields":{"data":["object"]})", "fields.data");
        row("unknown hole", R"(,"fields":{"actor.id":["{body.md5}"]})", "fields.actor.id");
        row("batch not a truth", R"(,"batch":"yes")", "batch must be true or false");
        row("names not an object", R"(,"event_type_names":["a"])", "event_type_names");
        row("name not a text", R"(,"event_type_names":{"a":1})", "event_type_names.a");
        row("required not a list", R"(,"required":"{/a}")", "required must be a list");
        row("second id not a template", R"(,"second_event_id":["{a}"])", "second_event_id");
        row("header check not a template", R"(,"headers_must_equal":{"X-Key":"{a}"})",
            "headers_must_equal.X-Key");
        row("event without match", R"(,"events":[{"fields":{}}])", "events[0]");
        row("event without fields", R"(,"events":[{"match":["a"]}])", "events[0].fields");
        row("job not an object", R"(,"job":"{/job_id}")", "job must be an object");
        row("job without a status", R"(,"job":{"id":["{/id}"]})", "job needs id and status");
        row("job with an unknown member", R"(,"job":{"owner":["{/a}"]})", "job.owner");
        row("job status that is not ours", R"(,"job":{"statuses":{"failed":"failed"}})",
            "job.statuses: \"failed\"");
    }
    void brokenMappingsAreRefusedWithTheirPlace()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, place);
        const auto mapping = parseMapping(json.toStdString());
        QVERIFY(!mapping.has_value());
        QCOMPARE(mapping.error().kind, ErrorKind::Invalid);
        QVERIFY2(mapping.error().message.contains(place), qPrintable(mapping.error().message));
    }
};

QTEST_GUILESS_MAIN(MappingTest)
#include "mapping_test.moc"
