#include "adminharness.h"

using namespace gatehouse;
using namespace gatehouse::test;
using namespace Qt::StringLiterals;

/// What was measured, over time.
class MeasuresTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AdminHarness> m_harness;

    /// So many calls of one latency within that minute, hour or day.
    void measured(const std::string &table, const std::string &at, const std::string &labels,
                  int calls, int milliseconds = 100, int errors = 0) const
    {
        m_harness->sql("INSERT INTO gatehouse.metric_series (measure, labels) VALUES ('delivery', '"
                       + labels + "') ON CONFLICT DO NOTHING");
        m_harness->sql("INSERT INTO gatehouse." + table + " SELECT '" + at + "', id, "
                       + std::to_string(calls) + ", " + std::to_string(errors)
                       + ", ARRAY[gatehouse.latency_bucket(" + std::to_string(milliseconds * 1000)
                       + ")], ARRAY[" + std::to_string(calls)
                       + "] FROM gatehouse.metric_series WHERE labels = '" + labels + "'");
    }
    /// At that time of the day, with so much of the gauge of each tenant.
    void looked(const std::string &at, const std::map<std::string, int> &tenants,
                const std::string &gauge = "jobs_waiting") const
    {
        const std::string time = "'2026-11-17T" + at + "Z'";
        m_harness->sql("INSERT INTO gatehouse.metric_sample VALUES (" + time + ")");
        for (const auto &[tenant, amount] : tenants)
            m_harness->sql("INSERT INTO gatehouse.metric_gauge VALUES (" + time + ", '" + gauge
                           + "', 'stripe', '" + tenant + "', " + std::to_string(amount) + ")");
    }
    /// "12:00=3 12:10=0": a gauge's buckets.
    static QString amounts(const QJsonObject &answer, int series = 0)
    {
        QStringList all;
        const QJsonArray buckets = answer[u"series"][series][u"buckets"].toArray();
        for (const auto &each : buckets)
            all += each[u"at"].toString().mid(11, 5) + u'='
                + QString::number(each[u"amount"].toDouble());
        return all.join(u' ');
    }
    QJsonObject query(const std::string &parameters,
                      const std::string &token = AdminHarness::tokenOf("viewer")) const
    {
        const Answer answer = m_harness->get("metrics/query?measure=delivery&" + parameters, token);
        if (answer.status != 200)
            qWarning() << answer.status << answer.text("detail");
        return answer.json();
    }
    static QJsonObject bucket(const QJsonObject &answer, int series = 0, int index = 0)
    {
        return answer[u"series"][series][u"buckets"][index].toObject();
    }
    static QStringList values(const QJsonObject &answer)
    {
        QStringList all;
        const QJsonArray series = answer[u"series"].toArray();
        for (const auto &each : series)
            all += each[u"is_other"].toBool() ? u"(others)"_s : each[u"value"].toString();
        return all;
    }

private slots:
    void initTestCase()
    {
        m_cluster = TestCluster::start();
        QVERIFY(m_cluster);
        m_harness = std::make_unique<AdminHarness>(*m_cluster);
    }
    void init()
    {
        m_harness->sql("TRUNCATE gatehouse.metric_series CASCADE");
        m_harness->sql("DELETE FROM gatehouse.metric_hour_by");
        m_harness->sql("DELETE FROM gatehouse.metric_progress");
        m_harness->sql("DELETE FROM gatehouse.metric_sample");
        m_harness->sql("DELETE FROM gatehouse.masking_rule");
    }
    void cleanupTestCase()
    {
        m_harness.reset();
        m_cluster.reset();
    }

    void percentilesAreThoseOfMergedHistograms()
    {
        measured("metric_minute", "2026-11-17T12:00Z", R"({"source":"stripe"})", 90, 100);
        measured("metric_minute", "2026-11-17T12:01Z", R"({"source":"github"})", 10, 4000, 3);
        const QJsonObject answer = query(
            "from=2026-11-17T12:00:00Z&until=2026-11-17T12:15:00Z&step=15min&histograms=true");
        QCOMPARE(values(answer), QStringList{QString()});
        const QJsonObject all = bucket(answer);
        QCOMPARE(all[u"at"].toString(), u"2026-11-17T12:00:00.000000Z"_s);
        QCOMPARE(all[u"calls"].toInt(), 100);
        QCOMPARE(all[u"errors"].toInt(), 3);
        QVERIFY(qAbs(all[u"p50_ms"].toDouble() - 100) < 1);
        QVERIFY(qAbs(all[u"p95_ms"].toDouble() - 4000) < 40);
        QCOMPARE(all[u"latency_us"][u"counts"].toArray(), (QJsonArray{90, 10}));
    }

    void callsOfAiSystemsTellWhatTheyUsed()
    {
        m_harness->sql("INSERT INTO gatehouse.metric_series (measure, labels) VALUES ('ai',"
                       R"('{"tenant":"acme","model":"large"}'), ('ai', '{"model":"small"}'))");
        m_harness->sql("INSERT INTO gatehouse.metric_minute SELECT '2026-11-17T12:00Z', id, 3, 1,"
                       " '{}', '{}', 100, 20, 0.25, 2, 1 FROM gatehouse.metric_series");
        const std::string range = "from=2026-11-17T12:00:00Z&until=2026-11-17T12:01:00Z";
        const auto ai = [&](const std::string &more) {
            return m_harness->get("metrics/query?measure=ai&" + range + more);
        };
        const QJsonObject all = bucket(ai({}).json());
        QCOMPARE(all[u"calls"].toInt(), 6);
        QCOMPARE(all[u"tokens_prompt"].toInt(), 200);
        QCOMPARE(all[u"tokens_completion"].toInt(), 40);
        QCOMPARE(all[u"cost_usd"].toDouble(), 0.5);
        QCOMPARE(all[u"cache_hits"].toInt(), 4);
        QCOMPARE(all[u"unpriced"].toInt(), 2);
        const QJsonObject byModel = ai("&by=model&top=1").json();
        QCOMPARE(values(byModel), (QStringList{u"large"_s, u"(others)"_s}));
        QCOMPARE(bucket(byModel, 1)[u"cost_usd"].toDouble(), 0.25);
        QCOMPARE(bucket(ai("&model=small").json())[u"calls"].toInt(), 3);
        QVERIFY(!bucket(query(range)).contains(u"cost_usd"));
    }

    void aGaugeTellsWhatStoodOpenAtTheLastLook()
    {
        looked("12:00", {{"acme", 5}, {"globex", 2}});
        looked("12:09", {{"acme", 3}});
        looked("12:20", {});
        const std::string gauge = "metrics/query?measure=jobs_waiting&from=2026-11-17T12:00:00Z"
                                  "&until=2026-11-17T12:40:00Z&step=10min";
        const QJsonObject all = m_harness->get(gauge).json();
        QCOMPARE(amounts(all), QStringLiteral("12:00=3 12:20=0")); // nobody looked at 12:10
        QCOMPARE(all[u"measured_until"].toString(), u"2026-11-17T12:20:00.000000Z"_s);
        looked("12:39", {{"globex", 4}, {"initech", 1}});
        const QJsonObject byTenant = m_harness->get(gauge + "&by=tenant&top=1").json();
        QCOMPARE(values(byTenant), (QStringList{u"globex"_s, u"(others)"_s}));
        QCOMPARE(amounts(byTenant), QStringLiteral("12:00=0 12:20=0 12:30=4"));
        QCOMPARE(amounts(byTenant, 1), QStringLiteral("12:00=3 12:20=0 12:30=1"));
        QCOMPARE(amounts(m_harness->get(gauge + "&tenant=acme").json()),
                 QStringLiteral("12:00=3 12:20=0 12:30=0"));
    }

    void theOldestJobIsTheOldestOfAll()
    {
        looked("12:00", {{"acme", 5}, {"globex", 20}}, "oldest_job_seconds");
        QCOMPARE(amounts(m_harness
                             ->get("metrics/query?measure=oldest_job_seconds&step=1h"
                                   "&from=2026-11-17T12:00:00Z&until=2026-11-17T13:00:00Z")
                             .json()),
                 QStringLiteral("12:00=20"));
    }

    void aLimitedTokenSeesWhatStandsOpenOfItsTenantsAlone()
    {
        looked("12:00", {{"acme", 5}, {"globex", 20}});
        const std::string range = "&step=1h&from=2026-11-17T12:00:00Z&until=2026-11-17T13:00:00Z";
        const std::string token = m_harness->addScopedToken("viewer", {"acme"});
        QCOMPARE(
            amounts(m_harness->get("metrics/query?measure=jobs_waiting" + range, token).json()),
            QStringLiteral("12:00=5"));
        QCOMPARE(m_harness->get("metrics/query?measure=breakers_open" + range, token).status, 403);
        QCOMPARE(m_harness->get("metrics/query?measure=ai" + range, token).status, 200);
        const std::string ofStripe = m_harness->addScopedToken("viewer", {}, {"stripe"});
        QCOMPARE(m_harness->get("metrics/query?measure=ai" + range, ofStripe).status, 403);
        QCOMPARE(m_harness->get("metrics/query?measure=breakers_open" + range).status, 200);
    }

    void aLabelThatTheMeasureDoesNotHaveIsRefused_data()
    {
        QTest::addColumn<std::string>("query");
        QTest::addColumn<QString>("named");
        QTest::newRow("by, of events") << std::string("measure=job&by=model") << u"by"_s;
        QTest::newRow("by, of AI") << std::string("measure=ai&by=event_type") << u"by"_s;
        QTest::newRow("by, of a gauge")
            << std::string("measure=jobs_waiting&by=event_type") << u"by"_s;
        QTest::newRow("by, of breakers")
            << std::string("measure=breakers_open&by=tenant") << u"by"_s;
        QTest::newRow("a filter") << std::string("measure=job&model=large") << u"model"_s;
        QTest::newRow("a filter of AI") << std::string("measure=ai&outcome=2xx") << u"outcome"_s;
    }
    void aLabelThatTheMeasureDoesNotHaveIsRefused()
    {
        QFETCH(std::string, query);
        QFETCH(QString, named);
        const Answer answer = m_harness->get("metrics/query?" + query);
        QCOMPARE(answer.status, 400);
        QVERIFY2(answer.text("detail").contains(named), qPrintable(answer.text("detail")));
    }

    void eachValueOfALabelIsASeriesAndThoseWithTheMostComeFirst()
    {
        measured("metric_minute", "2026-11-17T12:00Z", R"({"source":"github"})", 5);
        measured("metric_minute", "2026-11-17T12:00Z", R"({"source":"stripe"})", 9);
        measured("metric_minute", "2026-11-17T12:00Z", R"({"tenant":"acme"})", 3);
        const std::string range = "from=2026-11-17T12:00:00Z&until=2026-11-17T12:01:00Z&by=source";
        QCOMPARE(values(query(range)), (QStringList{u"stripe"_s, u"github"_s, QString()}));
        const QJsonObject top = query(range + "&top=1");
        QCOMPARE(values(top), (QStringList{u"stripe"_s, u"(others)"_s}));
        QCOMPARE(bucket(top, 1)[u"calls"].toInt(), 8);
    }

    void aRangeIsWidenedToWholeSteps()
    {
        measured("metric_minute", "2026-11-17T12:01Z", R"({"source":"stripe"})", 5);
        const QJsonObject answer =
            query("from=2026-11-17T12:03:10Z&until=2026-11-17T12:04:00Z&step=5min");
        QCOMPARE(answer[u"from"].toString(), u"2026-11-17T12:00:00.000000Z"_s);
        QCOMPARE(answer[u"until"].toString(), u"2026-11-17T12:05:00.000000Z"_s);
        QCOMPARE(bucket(answer)[u"calls"].toInt(), 5);
    }

    void theCoarsestRollupsThatFitAreRead_data()
    {
        QTest::addColumn<std::string>("query");
        QTest::addColumn<int>("calls");
        QTest::newRow("minutes") << std::string("until=2026-11-17T12:30:00Z&step=30min") << 1;
        QTest::newRow("hours") << std::string("until=2026-11-17T13:00:00Z&step=1h") << 2;
        QTest::newRow("days") << std::string("until=2026-11-18T00:00:00Z&step=1d") << 3;
    }
    void theCoarsestRollupsThatFitAreRead()
    {
        QFETCH(std::string, query);
        QFETCH(int, calls);
        measured("metric_minute", "2026-11-17T12:00Z", R"({"source":"stripe"})", 1);
        measured("metric_hour", "2026-11-17T12:00Z", R"({"source":"stripe"})", 2);
        measured("metric_day", "2026-11-17T00:00Z", R"({"source":"stripe"})", 3);
        QCOMPARE(bucket(this->query("from=2026-11-17T12:00:00Z&" + query))[u"calls"].toInt(),
                 calls);
    }

    void rowsByOneLabelAreReadWhereTheyAreThere_data()
    {
        QTest::addColumn<std::string>("marginsUntil");
        QTest::addColumn<std::string>("query");
        QTest::addColumn<int>("calls");
        const std::string there = "'2026-11-17T13:00Z'", behind = "'2026-11-17T12:00Z'";
        QTest::newRow("of all") << there << std::string() << 7;
        QTest::newRow("by a label") << there << std::string("&by=source") << 8;
        QTest::newRow("with a filter") << there << std::string("&source=stripe") << 2;
        QTest::newRow("not filled so far") << behind << std::string() << 2;
        QTest::newRow("never filled") << std::string("NULL") << std::string() << 2;
    }
    void rowsByOneLabelAreReadWhereTheyAreThere()
    {
        QFETCH(std::string, marginsUntil);
        QFETCH(std::string, query);
        QFETCH(int, calls);
        measured("metric_hour", "2026-11-17T12:00Z", R"({"source":"stripe"})", 2);
        for (const char *margin :
             {"'', '2026-11-17T12:00Z', '', 7", "'source', '2026-11-17T12:00Z', 'stripe', 8"})
            m_harness->sql("INSERT INTO gatehouse.metric_hour_by SELECT 'delivery', "
                           + std::string(margin) + ", 0, '{}', '{}'");
        m_harness->sql("INSERT INTO gatehouse.metric_progress (rolled_until, margins_until)"
                       " VALUES ('2026-11-17T13:10Z', "
                       + marginsUntil + ")");
        const auto until = "from=2026-11-17T12:00:00Z&until=2026-11-17T13:00:00Z&step=1h";
        QCOMPARE(bucket(this->query(until + query))[u"calls"].toInt(), calls);
    }

    void howFarItIsMeasuredIsSaid_data()
    {
        QTest::addColumn<std::string>("step");
        QTest::addColumn<QString>("until");
        QTest::newRow("minutes") << std::string("15min") << u"2026-11-17T12:34:00.000000Z"_s;
        QTest::newRow("hours that are over")
            << std::string("1h") << u"2026-11-17T12:00:00.000000Z"_s;
        QTest::newRow("days that are over")
            << std::string("1d") << u"2026-11-17T00:00:00.000000Z"_s;
    }
    void howFarItIsMeasuredIsSaid()
    {
        QFETCH(std::string, step);
        QFETCH(QString, until);
        QVERIFY(query("step=" + step)[u"measured_until"].isNull());
        m_harness->sql(
            "INSERT INTO gatehouse.metric_progress (rolled_until) VALUES ('2026-11-17T12:34Z')");
        QCOMPARE(query("step=" + step)[u"measured_until"].toString(), until);
    }

    void callsWithoutALatencyHaveNoPercentiles()
    {
        measured("metric_minute", "2026-11-17T12:00Z", R"({"source":"stripe"})", 5);
        m_harness->sql("UPDATE gatehouse.metric_minute SET buckets = '{}', counts = '{}'");
        const QJsonObject all =
            bucket(query("from=2026-11-17T12:00:00Z&until=2026-11-17T12:01:00Z"));
        QCOMPARE(all[u"calls"].toInt(), 5);
        QVERIFY(all[u"p95_ms"].isNull());
    }

    void aFilterLeavesWhatFits()
    {
        measured("metric_minute", "2026-11-17T12:00Z",
                 R"({"source":"stripe","event_type":"invoice.paid"})", 5);
        measured("metric_minute", "2026-11-17T12:00Z",
                 R"({"source":"stripe","event_type":"invoice.sent"})", 7);
        const std::string range = "from=2026-11-17T12:00:00Z&until=2026-11-17T12:01:00Z";
        QCOMPARE(bucket(query(range + "&event_type=*.paid"))[u"calls"].toInt(), 5);
        QCOMPARE(bucket(query(range + "&source=stripe"))[u"calls"].toInt(), 12);
        QVERIFY(query(range + "&source=github")[u"series"].toArray().isEmpty());
        measured("metric_minute", "2026-11-17T12:00Z", R"({"route":"shop /orders"})", 3);
        QCOMPARE(bucket(query(range + "&route=shop%20/orders"))[u"calls"].toInt(), 3);
        QCOMPARE(bucket(query(range + "&source="))[u"calls"].toInt(), 3);
    }

    void aLimitedTokenIsToldOfItsOwnAlone()
    {
        measured("metric_minute", "2026-11-17T12:00Z", R"({"source":"stripe","tenant":"acme"})", 5);
        measured("metric_minute", "2026-11-17T12:00Z", R"({"source":"stripe","tenant":"globex"})",
                 7);
        measured("metric_minute", "2026-11-17T12:00Z", R"({"source":"stripe"})", 9);
        const std::string token = m_harness->addScopedToken("viewer", {"acme"});
        const QJsonObject answer =
            query("from=2026-11-17T12:00:00Z&until=2026-11-17T12:01:00Z&by=tenant", token);
        QCOMPARE(values(answer), QStringList{u"acme"_s});
        const std::string ofGithub = m_harness->addScopedToken("viewer", {}, {"github"});
        QVERIFY(query("from=2026-11-17T12:00:00Z&until=2026-11-17T12:01:00Z", ofGithub)[u"series"]
                    .toArray()
                    .isEmpty());
    }

    void whatIsMaskedIsNoSeries()
    {
        measured("metric_minute", "2026-11-17T12:00Z",
                 R"({"source":"stripe","event_type":"CUST-1"})", 5);
        measured("metric_minute", "2026-11-17T12:00Z", R"({"source":"stripe","event_type":"paid"})",
                 4);
        measured("metric_minute", "2026-11-17T12:00Z", R"({"source":"stripe","event_type":"sent"})",
                 3);
        const std::string range =
            "from=2026-11-17T12:00:00Z&until=2026-11-17T12:01:00Z&by=event_type&top=2";
        QCOMPARE(values(query(range)), (QStringList{u"CUST-1"_s, u"paid"_s, u"(others)"_s}));
        QCOMPARE(m_harness->post("privacy", R"({"masking":"on","reason":"r"})").status, 200);
        QCOMPARE(
            m_harness->post("masking-rules", R"({"kind":"text","value":"CUST-*","reason":"r"})")
                .status,
            201);
        const QJsonObject masked = query(range);
        QCOMPARE(values(masked), (QStringList{u"paid"_s, u"(others)"_s}));
        QCOMPARE(bucket(masked, 1)[u"calls"].toInt(), 8);
        QCOMPARE(values(query(range, AdminHarness::tokenOf("admin"))).first(), u"CUST-1"_s);
    }

    void aLabelThatIsMaskedIsRefused_data()
    {
        QTest::addColumn<std::string>("query");
        QTest::addColumn<QString>("rule");
        QTest::newRow("series") << std::string("by=event_type") << u"/event/event_type"_s;
        QTest::newRow("series of a part") << std::string("by=route") << u"/event/destination"_s;
        QTest::newRow("filter of a part") << std::string("route=shop*") << u"/event/path"_s;
    }
    void aLabelThatIsMaskedIsRefused()
    {
        QFETCH(std::string, query);
        QFETCH(QString, rule);
        QCOMPARE(m_harness->post("privacy", R"({"masking":"on","reason":"r"})").status, 200);
        const QJsonObject wish{{u"kind"_s, u"text"_s}, {u"reason"_s, u"r"_s}, {u"path"_s, rule}};
        QCOMPARE(
            m_harness->post("masking-rules", QJsonDocument(wish).toJson().toStdString()).status,
            201);
        const std::string path = "metrics/query?measure=delivery&" + query;
        QCOMPARE(m_harness->get(path, AdminHarness::tokenOf("viewer")).status, 400);
        QCOMPARE(m_harness->get(path, AdminHarness::tokenOf("admin")).status, 200);
    }

    void whatCannotBeToldIsRefused_data()
    {
        QTest::addColumn<std::string>("query");
        QTest::addColumn<QString>("parameter");
        const auto row = [](const char *name, const char *query, const char *parameter) {
            QTest::newRow(name) << std::string(query) << QString::fromLatin1(parameter);
        };
        row("no measure", "step=1h", "measure");
        row("another measure", "measure=weather", "measure");
        row("another label", "measure=job&by=colour", "by");
        row("what the rollups cannot tell", "measure=job&trace_id=1", "trace_id");
        row("part of a minute", "measure=job&step=90s", "step");
        row("no step", "measure=job&step=0s", "step");
        row("more than a year", "measure=job&step=9999d", "step");
        row("too many steps",
            "measure=job&from=2026-11-10T00:00:00Z&until=2026-11-17T00:00:00Z&step=1min", "step");
        row("minutes that are gone",
            "measure=job&from=2020-01-01T00:00:00Z&until=2020-01-01T01:00:00Z&step=1min", "step");
        row("hours that are gone",
            "measure=job&from=2020-01-01T00:00:00Z&until=2020-01-02T00:00:00Z&step=1h", "step");
        row("no range", "measure=job&from=2026-11-17T00:00:00Z&until=2026-11-17T00:00:00Z", "from");
        row("no series", "measure=job&top=0", "top");
        row("neither yes nor no", "measure=job&histograms=maybe", "histograms");
    }
    void whatCannotBeToldIsRefused()
    {
        QFETCH(std::string, query);
        QFETCH(QString, parameter);
        const Answer answer =
            m_harness->get("metrics/query?" + query, AdminHarness::tokenOf("viewer"));
        QCOMPARE(answer.status, 400);
        QVERIFY2(answer.text("detail").contains(parameter), qPrintable(answer.text("detail")));
    }
};

QTEST_GUILESS_MAIN(MeasuresTest)
#include "measures_test.moc"
