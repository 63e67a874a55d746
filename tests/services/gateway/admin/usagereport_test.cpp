#include "adminharness.h"

using namespace gatehouse;
using namespace gatehouse::test;
using namespace Qt::StringLiterals;

/// What AI systems used, to be charged for.
class UsageReportTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AdminHarness> m_harness;

    void used(const std::string &day, const std::string &tenant, const std::string &user,
              const std::string &model, const std::string &calls = "1",
              const std::string &cost = "0.5") const
    {
        m_harness->sql(
            "INSERT INTO gatehouse.ai_usage_day (day, tenant, user_id_hash, model, calls,"
            " errors, tokens_prompt, tokens_completion, cost_usd, cache_hits, unpriced)"
            " VALUES ('"
            + day + "', '" + tenant + "', '" + user + "', '" + model + "', " + calls
            + ", 0, 100, 20, " + cost + ", 1, 0)");
    }
    QJsonObject report(const std::string &parameters,
                       const std::string &token = AdminHarness::tokenOf("viewer")) const
    {
        const Answer answer = m_harness->get("metrics/report?" + parameters, token);
        if (answer.status != 200)
            qWarning() << answer.status << answer.text("detail");
        return answer.json();
    }
    /// "2026-11-01/acme=2": the labels of each row and its calls.
    static QString rows(const QJsonObject &answer)
    {
        QStringList all;
        const QJsonArray items = answer[u"items"].toArray();
        for (const auto &item : items) {
            QStringList labels;
            const QJsonArray by = answer[u"by"].toArray();
            for (const auto &label : by)
                labels += item[label.toString()].toString(u"(masked)"_s);
            all += labels.join(u'/') + u'=' + QString::number(item[u"calls"].toInteger());
        }
        return all.join(u' ');
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
        m_harness->sql("DELETE FROM gatehouse.ai_usage_day");
        m_harness->sql("DELETE FROM gatehouse.masking_rule");
        used("2026-11-01", "acme", "u1", "large", "2", "1.5");
        used("2026-11-01", "acme", "u2", "small", "3");
        used("2026-11-02", "globex", "u1", "large", "4");
        used("2026-10-01", "acme", "u1", "large", "9");
    }
    void cleanupTestCase()
    {
        m_harness.reset();
        m_cluster.reset();
    }

    void theRowsThatCostMostComeFirstWhereOnlySoManyAreAskedFor()
    {
        used("2026-11-02", "acme", "u3", "large", "1", "2");
        QCOMPARE(rows(report("from=2026-11-01&until=2026-11-02&by=tenant,user_id_hash&top=2")),
                 u"acme/u3=1 acme/u1=2"_s);
        QCOMPARE(m_harness->get("metrics/report?top=0").code(), u"parameter_invalid"_s);
    }

    void rowsAreToldByTheLabelsThatAreAskedFor_data()
    {
        QTest::addColumn<QString>("by");
        QTest::addColumn<QString>("expected");
        QTest::newRow("all") << QString()
                             << u"2026-11-01/acme/u1/large=2 2026-11-01/acme/u2/small=3 "
                                "2026-11-02/globex/u1/large=4"_s;
        QTest::newRow("tenant") << u"&by=tenant"_s << u"acme=5 globex=4"_s;
        QTest::newRow("day and model, in any order")
            << u"&by=model,day"_s << u"2026-11-01/large=2 2026-11-01/small=3 2026-11-02/large=4"_s;
        QTest::newRow("user") << u"&by=user_id_hash"_s << u"u1=6 u2=3"_s;
        QTest::newRow("of one tenant") << u"&by=day&tenant=acme"_s << u"2026-11-01=5"_s;
    }
    void rowsAreToldByTheLabelsThatAreAskedFor()
    {
        QFETCH(QString, by);
        QFETCH(QString, expected);
        QCOMPARE(rows(report("from=2026-11-01&until=2026-11-02" + by.toStdString())), expected);
    }

    void countsAndCostAreAddedUp()
    {
        const QJsonObject row =
            report("from=2026-11-01&until=2026-11-30&by=tenant")[u"items"][0].toObject();
        QCOMPARE(row[u"tokens_prompt"].toInt(), 200);
        QCOMPARE(row[u"tokens_completion"].toInt(), 40);
        QCOMPARE(row[u"cost_usd"].toDouble(), 2.0);
        QCOMPARE(row[u"cache_hits"].toInt(), 2);
        QVERIFY(!row.contains(u"day"));
    }

    void whatNoNumberHoldsStopsAtTheLargest()
    {
        used("2026-11-03", "acme", "u1", "large", "9000000000000000000");
        used("2026-11-03", "acme", "u2", "large", "9000000000000000000");
        const QJsonObject row =
            report("from=2026-11-03&until=2026-11-03&by=tenant")[u"items"][0].toObject();
        QCOMPARE(row[u"calls"].toInteger(), std::numeric_limits<qint64>::max());
    }

    void withoutDaysItIsTheLastThirty()
    {
        const QJsonObject answer = report("by=day");
        const QDate from = QDate::fromString(answer[u"from"].toString(), Qt::ISODate);
        const QDate until = QDate::fromString(answer[u"until"].toString(), Qt::ISODate);
        QCOMPARE(from.daysTo(until), 29);
    }

    void aLimitedTokenSeesItsTenantsAlone()
    {
        const std::string token = m_harness->addScopedToken("viewer", {"globex"});
        QCOMPARE(rows(report("from=2026-11-01&until=2026-11-30&by=tenant", token)), u"globex=4"_s);
    }

    void aTokenOfSourcesHasNoneOfIt()
    {
        const std::string token = m_harness->addScopedToken("viewer", {}, {"stripe"});
        const Answer answer = m_harness->get("metrics/report", token);
        QCOMPARE(answer.status, 403);
        QCOMPARE(answer.code(), u"outside_scope"_s);
    }

    void whatCannotBeUsedIsNamed_data()
    {
        QTest::addColumn<QString>("query");
        QTest::newRow("no day") << u"from=yesterday"_s;
        QTest::newRow("a time") << u"until=2026-11-01T00:00:00Z"_s;
        QTest::newRow("from after until") << u"from=2026-11-02&until=2026-11-01"_s;
        QTest::newRow("too long") << u"from=2025-01-01&until=2026-11-01"_s;
        QTest::newRow("an unknown label") << u"by=day,city"_s;
        QTest::newRow("a label twice") << u"by=day,day"_s;
        QTest::newRow("no label") << u"by="_s;
    }
    void whatCannotBeUsedIsNamed()
    {
        QFETCH(QString, query);
        const Answer answer = m_harness->get("metrics/report?" + query.toStdString());
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.code(), u"parameter_invalid"_s);
    }

    void anotherParameterIsUnknown()
    {
        QCOMPARE(m_harness->get("metrics/report?colour=red").code(), u"parameter_unknown"_s);
    }
};

QTEST_GUILESS_MAIN(UsageReportTest)
#include "usagereport_test.moc"
