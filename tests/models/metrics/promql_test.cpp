#include "models/metrics/promql.h"

#include <QRegularExpression>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::metrics;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

MetricRequest requestOf(const std::string &measure, const std::string &by = {})
{
    return {measure, by, 5, {}, {}};
}

QStringList expressionsOf(const MetricRequest &request, const QString &job = {})
{
    QStringList expressions;
    if (const auto plan = prometheus::planOf(request, job, 60s)) {
        for (const prometheus::Query &query : plan->queries)
            expressions += query.expression;
    }
    return expressions;
}

} // namespace

/// What Prometheus is asked; tests/integration/measures has the server.
class PromQlTest : public QObject
{
    Q_OBJECT

private slots:
    void aTextIsOneLiteral_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("literal");
        QTest::newRow("plain") << u"acme"_s << u"\"acme\""_s;
        QTest::newRow("quote") << u"a\"}"_s << u"\"a\\\"}\""_s;
        QTest::newRow("backslash at the end") << u"a\\"_s << u"\"a\\\\\""_s;
        QTest::newRow("new line") << u"a\nb"_s << u"\"a\\x0ab\""_s;
        QTest::newRow("not ASCII") << u"é😀"_s << u"\"é😀\""_s;
    }
    void aTextIsOneLiteral()
    {
        QFETCH(QString, text);
        QTEST(prometheus::literal(text), "literal");
    }

    void aPatternMatchesItsTextAlone()
    {
        const QString text = u"a.b+c*(d)[e]{f}^g$|h\\?"_s;
        const QRegularExpression pattern(
            QRegularExpression::anchoredPattern(prometheus::escaped(text)));
        QVERIFY(pattern.match(text).hasMatch());
        QVERIFY(!pattern.match(QString(text).replace(u'.', u'x')).hasMatch());
    }

    void deliveriesAreTriesAndTheirBuckets()
    {
        QCOMPARE(
            expressionsOf(requestOf("delivery", "source"), u"gates"_s),
            QStringList({u"max(count_over_time(gatehouse_build_info{job=\"gates\"}[60s]))"_s,
                         u"sum by (source)(increase(job_duration_ms_count{outcome=\"succeeded\","
                         "job=\"gates\"}[60s]))"_s,
                         u"sum by (source)(increase(job_duration_ms_count{outcome!=\"succeeded\","
                         "job=\"gates\"}[60s]))"_s,
                         u"sum by (le,source)(increase(job_duration_ms_bucket{job=\"gates\"}"
                         "[60s]))"_s}));
    }

    void anOutcomeThatIsLeftOutIsNotAskedFor()
    {
        MetricRequest request = requestOf("ingest", "outcome");
        request.filter.conditions = {{u"outcome"_s, collection::Operator::Is, {u"acc*"_s}}};
        const QStringList accepted = expressionsOf(request);
        QCOMPARE(accepted.size(), 2);
        QVERIFY(accepted[1].contains(u"webhook_ingest_count{outcome=\"queued\"}"_s));
        request.filter.conditions[0].negated = true;
        const QStringList others = expressionsOf(request);
        QCOMPARE(others.size(), 2);
        QVERIFY(others[1].contains(u"webhook_ingest_fail_count{}"_s));
    }

    void aConditionIsAMatcher()
    {
        MetricRequest request = requestOf("ingest");
        request.filter.conditions = {
            {u"tenant"_s, collection::Operator::Is, {QString(), u"a.b"_s, u"c*"_s}},
            {u"source"_s, collection::Operator::Contains, {u"hub"_s}, true}};
        QVERIFY(expressionsOf(request)[1].contains(
            u"tenant=~\"(?s:|a\\\\.b|c.*)\",source!~\"(?s:(?i:.*hub.*))\""_s));
    }

    void whatItCannotTellIsNotFound()
    {
        for (const auto &[measure, by] : {std::pair{"job", ""},
                                          {"ai", ""},
                                          {"delivery", "tenant"},
                                          {"ingest", "route"},
                                          {"oldest_job_seconds", ""},
                                          {"jobs_waiting", "source"}}) {
            const auto plan = prometheus::planOf(requestOf(measure, by), {}, 60s);
            QVERIFY(!plan);
            QCOMPARE(plan.error().kind, ErrorKind::NotFound);
        }
    }

    void answersAreNotToldBySource()
    {
        MetricRequest request = requestOf("delivery", "outcome");
        QCOMPARE(expressionsOf(request).size(), 6);
        request.filter.conditions = {{u"source"_s, collection::Operator::Is, {u"stripe"_s}}};
        QVERIFY(!prometheus::planOf(request, {}, 60s));
        QVERIFY(prometheus::knows("delivery", "source")
                && prometheus::knows("delivery", "outcome"));
    }
};

QTEST_APPLESS_MAIN(PromQlTest)
#include "promql_test.moc"
