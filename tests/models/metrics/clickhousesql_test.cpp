#include "models/metrics/clickhousesql.h"

#include <QJsonDocument>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::metrics;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Timestamp begin(std::chrono::seconds(1'795'860'000));

MetricRequest hours(int count, const std::string &by = "model")
{
    MetricRequest request{"ai", by, 2, {}, {}};
    for (int hour = 0; hour <= count; ++hour)
        request.edges.push_back(begin + hour * 1h);
    return request;
}

QJsonObject json(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

} // namespace

/// What ClickHouse is asked and how its answers are read; tests/integration/measures has the
/// server.
class ClickHouseSqlTest : public QObject
{
    Q_OBJECT

private slots:
    void aTextIsOneLiteral_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("literal");
        QTest::newRow("plain") << u"acme"_s << QByteArray("'acme'");
        QTest::newRow("quote") << u"o'b"_s << QByteArray("'o\\'b'");
        QTest::newRow("backslash at the end") << u"a\\"_s << QByteArray("'a\\\\'");
        QTest::newRow("new line") << u"a\nb"_s << QByteArray("'a\\x0ab'");
        QTest::newRow("zero") << QString(QChar(u'\0')) << QByteArray("'\\x00'");
        QTest::newRow("not ASCII") << u"é"_s << QByteArray("'\xc3\xa9'");
    }
    void aTextIsOneLiteral()
    {
        QFETCH(QString, text);
        QTEST(clickhouse::literal(text), "literal");
    }

    void foreignTextsAreLiteralsAlone()
    {
        MetricRequest request = hours(2);
        const QString evil = u"x') OR sleep(3) --"_s;
        request.filter.conditions = {{u"tenant"_s, collection::Operator::Is, {evil}},
                                     {u"route"_s, collection::Operator::Is, {evil + u'*'}},
                                     {u"agent"_s, collection::Operator::Contains, {evil}, true}};
        QByteArray statement = clickhouse::measureStatement(request);
        for (const QString &text : {evil, evil + u'%'})
            statement.replace(clickhouse::literal(text), "?");
        QVERIFY(!statement.contains("sleep"));
    }

    void conditionsThatRestrictNothingAreNone()
    {
        collection::Filter filter;
        filter.conditions = {{u"tenant"_s, collection::Operator::Is, {}}};
        filter.conditions += {u"tenant"_s, collection::Operator::Is, {u"acme"_s}, false, false};
        QCOMPARE(clickhouse::conditionsOf(filter), QByteArray());
    }

    void seriesAreReadByTheirBuckets()
    {
        const auto series = clickhouse::seriesOf(
            json(
                R"({"data": [[1, 1, "large", "3", "1", "70", "7", 0.5, "1", "0", [127, 545], ["1", "2"]],
                              [0, 0, "", 2, 0, 18446744073709551615, 0, 0, 0, 2, [], []]]})"),
            hours(2));
        QVERIFY(series);
        QCOMPARE(series->size(), std::size_t(2));
        const browsing::MetricCell &cell = series->at(0).cells.at(1);
        QCOMPARE(series->at(0).value, std::string("large"));
        QCOMPARE(cell.calls, 3);
        QCOMPARE(cell.errors, 1);
        QCOMPARE(cell.tokensPrompt, 70);
        QCOMPARE(cell.costUsd, 0.5);
        QCOMPARE(cell.cacheHits, 1);
        QCOMPARE(cell.latency.size(), 3);
        QVERIFY(series->at(1).isOther);
        QCOMPARE(series->at(1).cells.at(0).unpriced, 2);
    }

    void moreTokensThanThereCanBeAreTheMost()
    {
        const auto series = clickhouse::seriesOf(
            json(
                R"({"data": [[0, 1, "a", "1", "0", "18446744073709551615", "7", 0, "0", "0", [], []]]})"),
            hours(1));
        QVERIFY(series);
        QCOMPARE(series->at(0).cells.at(0).tokensPrompt, 9'000'000'000'000'000'000);
    }

    void whatWasNotAskedForIsRefused_data()
    {
        QTest::addColumn<QByteArray>("data");
        const auto row = [](const char *name, const char *data) {
            QTest::newRow(name) << QByteArray(data);
        };
        row("no rows at all", R"({})");
        row("rows that are none", R"({"data": [5]})");
        row("too few columns", R"({"data": [[0, 1, "a", 1]]})");
        row("a bucket behind the last", R"({"data": [[2, 1, "a", 1, 0, 0, 0, 0, 0, 0, [], []]]})");
        row("a bucket before the first",
            R"({"data": [[-1, 1, "a", 1, 0, 0, 0, 0, 0, 0, [], []]]})");
        row("twice the same", R"({"data": [[0, 1, "a", 1, 0, 0, 0, 0, 0, 0, [], []],
                                           [0, 1, "a", 1, 0, 0, 0, 0, 0, 0, [], []]]})");
        row("a label that is no text", R"({"data": [[0, 1, 7, 1, 0, 0, 0, 0, 0, 0, [], []]]})");
        row("half a call", R"({"data": [[0, 1, "a", 1.5, 0, 0, 0, 0, 0, 0, [], []]]})");
        row("a number that is none", R"({"data": [[0, 1, "a", "1e9", 0, 0, 0, 0, 0, 0, [], []]]})");
        row("more than there can be",
            R"({"data": [[0, 1, "a", "99999999999999", 0, 0, 0, 0, 0, 0, [], []]]})");
        row("more errors than calls", R"({"data": [[0, 1, "a", 1, 2, 0, 0, 0, 0, 0, [], []]]})");
        row("more latencies than calls",
            R"({"data": [[0, 1, "a", 1, 0, 0, 0, 0, 0, 0, [5, 6], [1, 1]]]})");
        row("latencies without counts", R"({"data": [[0, 1, "a", 1, 0, 0, 0, 0, 0, 0, [5], []]]})");
        row("a cost below zero", R"({"data": [[0, 1, "a", 1, 0, 0, 0, -1, 0, 0, [], []]]})");
        row("more series than asked for", R"({"data": [[0, 1, "a", 1, 0, 0, 0, 0, 0, 0, [], []],
            [0, 1, "b", 1, 0, 0, 0, 0, 0, 0, [], []], [0, 1, "c", 1, 0, 0, 0, 0, 0, 0, [], []],
            [0, 1, "d", 1, 0, 0, 0, 0, 0, 0, [], []]]})");
    }
    void whatWasNotAskedForIsRefused()
    {
        QFETCH(QByteArray, data);
        const auto series = clickhouse::seriesOf(json(data), hours(2));
        QVERIFY(!series);
        QCOMPARE(series.error().kind, ErrorKind::Invalid);
    }

    void progressIsTheLastMinute()
    {
        const auto last = clickhouse::lastMinuteOf(json(R"({"data": [["3", 1795860000]]})"));
        QVERIFY(last);
        QCOMPARE(*last, std::optional(begin));
        const auto none = clickhouse::lastMinuteOf(json(R"({"data": [["0", 0]]})"));
        QVERIFY(none && !*none);
        QVERIFY(!clickhouse::lastMinuteOf(json(R"({"data": []})")));
        QVERIFY(!clickhouse::lastMinuteOf(json(R"({"data": [["3", "soon"]]})")));
    }
};

QTEST_APPLESS_MAIN(ClickHouseSqlTest)
#include "clickhousesql_test.moc"
