#include "models/collection/rowid.h"
#include "models/collection/sqlquery.h"
#include "models/events/eventcollection.h"
#include "tests/models/support/sampledescriptor.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::collection;
using namespace gatehouse::test;
using namespace Qt::StringLiterals;

namespace {

std::string sqlOf(const PageRequest &request)
{
    return pageStatement(sampleDescriptor(), request).value().sql;
}

std::string sqlOf(const Condition &condition)
{
    const std::string sql = sqlOf(PageRequest{{{condition}}});
    const std::size_t start = sql.find(" WHERE ");
    return start == std::string::npos ? ""
                                      : sql.substr(start + 7, sql.find(" ORDER BY") - start - 7);
}

QString field(const char *name)
{
    return QLatin1String(name);
}

bool contains(const std::string &text, const char *part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class SqlQueryTest : public QObject
{
    Q_OBJECT

private slots:
    void aPageIsReadByItsKey()
    {
        PageRequest request;
        request.from = sampleRow(7).key;
        request.limit = 50;
        const postgres::Statement statement = pageStatement(sampleDescriptor(), request).value();
        QCOMPARE(
            QString::fromStdString(statement.sql),
            QStringLiteral(
                R"(SELECT "received_at", "id", "status", "event_type", "attempts" FROM "console"."samples")"
                R"( WHERE ("received_at", "id") < ($1::timestamptz, $2::uuid))"
                R"( AND "received_at" <= $1::timestamptz)"
                R"( ORDER BY "received_at" DESC, "id" DESC LIMIT $3::bigint)"));
        QCOMPARE(statement.parameters.size(), std::size_t(3));
        QVERIFY(statement.parameters[0]
                == postgres::Parameter(postgres::Value(request.from->sort)));
        QVERIFY(statement.parameters[2] == postgres::Parameter(postgres::Value(std::int64_t(51))));
    }

    void anIdMayBeANumber()
    {
        Descriptor numbered = sampleDescriptor();
        numbered.idType = IdType::Number;
        PageRequest request;
        request.from = RowKey{sampleRow(7).key.sort, idOfNumber(42)};
        const postgres::Statement page = pageStatement(numbered, request).value();
        QVERIFY(contains(page.sql, "< ($1::timestamptz, $2::bigint)"));
        QVERIFY(page.parameters[1] == postgres::Parameter(postgres::Value(std::int64_t(42))));
        const postgres::Statement row = rowStatement(numbered, idOfNumber(42));
        QVERIFY(row.parameters[0] == postgres::Parameter(postgres::Value(std::int64_t(42))));
    }

    void numbersKeepTheirOrderAsIds()
    {
        const Descriptor numbered = [] {
            Descriptor made = sampleDescriptor();
            made.idType = IdType::Number;
            return made;
        }();
        const qint64 most = std::numeric_limits<qint64>::max();
        QVERIFY(idOfNumber(0) < idOfNumber(1) && idOfNumber(255) < idOfNumber(256));
        QVERIFY(idOfNumber(most - 1) < idOfNumber(most));
        for (const qint64 number : {qint64(0), qint64(42), most}) {
            QCOMPARE(numberOfId(idOfNumber(number)), number);
            QCOMPARE(parseId(numbered, idText(numbered, idOfNumber(number))), idOfNumber(number));
        }
        QVERIFY(!parseId(numbered, field("-1")) && !parseId(numbered, field("x")));
        QVERIFY(!parseId(sampleDescriptor(), field("42")));
    }

    void directionAndInclusionChooseTheComparison_data()
    {
        QTest::addColumn<bool>("newer");
        QTest::addColumn<bool>("inclusive");
        QTest::addColumn<QByteArray>("comparison");
        QTest::addColumn<QByteArray>("order");
        QTest::newRow("older") << false << false << QByteArray("\"id\") < (") << QByteArray("DESC");
        QTest::newRow("older, with it")
            << false << true << QByteArray("\"id\") <= (") << QByteArray("DESC");
        QTest::newRow("newer") << true << false << QByteArray("\"id\") > (") << QByteArray("ASC");
        QTest::newRow("newer, with it")
            << true << true << QByteArray("\"id\") >= (") << QByteArray("ASC");
    }
    void directionAndInclusionChooseTheComparison()
    {
        QFETCH(bool, newer);
        QFETCH(bool, inclusive);
        QFETCH(QByteArray, comparison);
        QFETCH(QByteArray, order);
        PageRequest request;
        request.direction = newer ? PageRequest::Direction::Newer : PageRequest::Direction::Older;
        request.inclusive = inclusive;
        request.from = sampleRow(7).key;
        QVERIFY(contains(sqlOf(request), comparison.constData()));
        QVERIFY(contains(sqlOf(request), order.constData()));
    }

    void namesAreQuoted()
    {
        Descriptor odd = sampleDescriptor();
        odd.view = QStringLiteral("console.a\"b");
        odd.sortColumn = QStringLiteral("c; DROP TABLE x");
        const std::string sql = pageStatement(odd, {}).value().sql;
        QVERIFY(contains(sql, R"(FROM "console"."a""b")"));
        QVERIFY(contains(sql, R"("c; DROP TABLE x" DESC)"));
    }

    void valuesAreParameters()
    {
        const QString hostile = QStringLiteral("'; DROP TABLE gatehouse.webhook_event; --");
        const Condition condition{field("event_type"), Operator::Is, {hostile}};
        const auto statement =
            pageStatement(sampleDescriptor(), PageRequest{{{condition}}}).value();
        QVERIFY(!contains(statement.sql, "DROP"));
        QVERIFY(statement.parameters[0]
                == postgres::Parameter(postgres::Value(hostile.toStdString())));
    }

    void aDisabledOrUnrestrictedConditionIsLeftOut()
    {
        const Condition disabled{field("status"), Operator::Is, {field("failed")}, false, false};
        QCOMPARE(sqlOf(disabled), std::string());
        QCOMPARE(sqlOf(Condition{field("status"), Operator::Is, {}}), std::string());
    }

    void aNegationIsNotTrueRatherThanFalse()
    {
        const Condition condition{field("status"), Operator::Is, {field("failed")}, true};
        QCOMPARE(sqlOf(condition), std::string(R"(("status" = $1::text) IS NOT TRUE)"));
    }

    void aTextIsLookedForAsItsLettersNeed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("values");
        QTest::addColumn<QByteArray>("condition");
        const QStringList ascii{field("ord_1")};
        QTest::newRow("ASCII") << field("idempotency_key") << ascii
                               << QByteArray(R"("idempotency_key" COLLATE "C" ILIKE $1::text)");
        QTest::newRow("other letters") << field("idempotency_key") << QStringList{u"m\u00fc"_s}
                                       << QByteArray(R"(("idempotency_key" ILIKE $1::text)");
        QTest::newRow("by trigrams")
            << field("error") << ascii << QByteArray(R"(("error" ILIKE $1::text)");
        QTest::newRow("several") << field("idempotency_key") << QStringList{field("a"), field("b")}
                                 << QByteArray(
                                        R"("idempotency_key" COLLATE "C" ILIKE ANY ($1::text[]))");
    }
    void aTextIsLookedForAsItsLettersNeed()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, values);
        QFETCH(QByteArray, condition);
        const auto page = pageStatement(events::eventCollection(),
                                        PageRequest{{{{name, Operator::Contains, values}}}});
        QVERIFY(page && contains(page->sql, condition.constData()));
    }

    void whereAPageBeginsIsLookedAtBeforeTheFilter()
    {
        PageRequest request{{{{field("event_type"), Operator::Contains, {field("x")}}}}};
        request.from = sampleRow(7).key;
        const std::string sql = sqlOf(request);
        QVERIFY(sql.find("\"id\") < (") < sql.find("ILIKE"));
    }

    void aPathIsLookedForInTheDocument_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QByteArrayList>("documents");
        QTest::addColumn<bool>("isIndexed");
        QTest::newRow("text") << QStringLiteral("data.object.id = ord_1042")
                              << QByteArrayList{R"({"object":{"id":"ord_1042"}})"} << true;
        QTest::newRow("number or text")
            << QStringLiteral("data.n=10.5") << QByteArrayList{R"({"n":"10.5"})", R"({"n":10.5})"}
            << true;
        QTest::newRow("no number in JSON")
            << QStringLiteral("data.n=007") << QByteArrayList{R"({"n":"007"})"} << true;
        QTest::newRow("word") << QStringLiteral("data.paid = true")
                              << QByteArrayList{R"({"paid":"true"})", R"({"paid":true})"} << true;
        QTest::newRow("list") << QStringLiteral("data.lines[].sku = A-1")
                              << QByteArrayList{R"({"lines":[{"sku":"A-1"}]})"} << true;
        QTest::newRow("quoted") << QStringLiteral("data.a\"b = \\\" = ")
                                << QByteArrayList{"{\"a\\\"b\":\"\\\\\\\" =\"}"} << true;
        QTest::newRow("beside the data")
            << QStringLiteral("actor.id = 7")
            << QByteArrayList{R"({"actor":{"id":"7"}})", R"({"actor":{"id":7}})"} << false;
    }
    void aPathIsLookedForInTheDocument()
    {
        QFETCH(QString, value);
        QFETCH(QByteArrayList, documents);
        QFETCH(bool, isIndexed);
        const Filter filter{{{field("payload"), Operator::Is, {value}}}};
        const Descriptor events = events::eventCollection();
        const auto page = pageStatement(events, PageRequest{filter});
        QVERIFY(page);
        for (qsizetype at = 0; at < documents.size(); ++at)
            QVERIFY(page->parameters[std::size_t(at)]
                    == postgres::Parameter(postgres::Value(documents[at].toStdString())));
        QCOMPARE(page->parameters.size(), std::size_t(documents.size() + 1));
        QVERIFY(contains(page->sql,
                         R"(EXISTS (SELECT FROM "console"."payloads" AS linked WHERE )"
                         R"(linked."event_id" = "console"."events"."id" AND )"));
        QCOMPARE(contains(page->sql, R"((linked."canonical"->'data') @> $1::jsonb)"), isIndexed);
        QCOMPARE(collection::isIndexed(events, filter), isIndexed);
    }

    void whatIsNoPathAndValueIsInvalid_data()
    {
        QTest::addColumn<QString>("value");
        QTest::newRow("no value") << QStringLiteral("data.id");
        QTest::newRow("empty value") << QStringLiteral("data.id = ");
        QTest::newRow("empty name") << QStringLiteral("data..id = 1");
        QTest::newRow("list without a name") << QStringLiteral("data.[].id = 1");
        QTest::newRow("too deep") << QStringLiteral("a.").repeated(40) + QStringLiteral("b = 1");
        QTest::newRow("empty") << QString();
    }
    void whatIsNoPathAndValueIsInvalid()
    {
        QFETCH(QString, value);
        const Filter filter{{{field("payload"), Operator::Is, {value}}}};
        const auto page = pageStatement(events::eventCollection(), PageRequest{filter});
        QVERIFY(!page);
        QCOMPARE(page.error().kind, ErrorKind::Invalid);
    }

    void aFilterThatCannotBeUsedIsInvalid()
    {
        const Filter filter{{{field("attempts"), Operator::Is, {field("two")}}}};
        const auto page = pageStatement(sampleDescriptor(), PageRequest{filter});
        QVERIFY(!page);
        QCOMPARE(page.error().kind, ErrorKind::Invalid);
        QVERIFY(!countStatement(sampleDescriptor(), filter));
        QVERIFY(!estimateStatement(sampleDescriptor(), filter));
    }

    void aRowIsSoughtInItsPartitionWhereTheIdSaysIt()
    {
        Descriptor timed = sampleDescriptor();
        timed.sortIsTimeOfId = true;
        const Uuid id = randomUuid();
        const char *sought = R"("received_at" = console.uuid_time($1::uuid))";
        QVERIFY(contains(rowStatement(timed, id).sql, sought));
        QVERIFY(!contains(rowStatement(sampleDescriptor(), id).sql, R"("received_at" = )"));
    }

    void severalIdsAreSoughtInTheirPartitions()
    {
        Descriptor timed = sampleDescriptor();
        timed.sortIsTimeOfId = true;
        timed.filters.append({field("id"), field("Id"), FilterType::Uuid, {}});
        const QStringList ids{QString::fromStdString(randomUuid().toString()),
                              QString::fromStdString(randomUuid().toString())};
        const auto page = pageStatement(timed, PageRequest{{{{field("id"), Operator::Is, ids}}}});
        QVERIFY(page);
        QVERIFY(contains(page->sql,
                         R"("id" = ANY ($1::uuid[]) AND "received_at" = ANY (ARRAY[)"
                         R"(console.uuid_time($2::uuid), console.uuid_time($3::uuid)]))"));
    }

    void theEstimateIsReadFromThePlan_data()
    {
        QTest::addColumn<QByteArray>("plan");
        QTest::addColumn<qint64>("rows");
        QTest::newRow("plan") << QByteArray(
            R"([{"Plan":{"Node Type":"Append","Plan Rows":10234567}}])")
                              << qint64(10234567);
        QTest::newRow("no plan") << QByteArray("[]") << qint64(-1);
        QTest::newRow("no json") << QByteArray("Seq Scan") << qint64(-1);
        QTest::newRow("negative") << QByteArray(R"([{"Plan":{"Plan Rows":-5}}])") << qint64(-1);
    }
    void theEstimateIsReadFromThePlan()
    {
        QFETCH(QByteArray, plan);
        QTEST(plannedRows(plan.toStdString()).value_or(-1), "rows");
    }
};

QTEST_GUILESS_MAIN(SqlQueryTest)
#include "sqlquery_test.moc"
