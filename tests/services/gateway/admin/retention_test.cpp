#include "adminharness.h"

#include <QTest>

namespace gatehouse::test {

/// The retention's endpoints; what a run deletes is tested in store/retention_test.cpp.
class RetentionCallsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void init() { m_harness = std::make_unique<AdminHarness>(*m_cluster); }
    void cleanup() { m_harness.reset(); }

    void rulesAreSetAndTakenAway();
    void aDryRunCountsRulesThatAreNotStored();
    void aRunDeletesAndSaysWhat();
    void aRuleThatCannotBeUsedIsRefused_data();
    void aRuleThatCannotBeUsedIsRefused();

private:
    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AdminHarness> m_harness;
};

namespace {

constexpr const char *keepMonth =
    R"("rules":[{"collection":"events","status":"processed","days":30}])";

QString daysOf(const Answer &answer, const char *collection)
{
    for (const QJsonValue rule : answer.json()[u"rules"].toArray()) {
        if (rule[u"collection"].toString() == QLatin1String(collection))
            return QString::number(rule[u"days"].toInt());
    }
    return QStringLiteral("kept");
}

} // namespace

void RetentionCallsTest::rulesAreSetAndTakenAway()
{
    QCOMPARE(daysOf(m_harness->get("retention"), "minutes"), u"30");
    const Answer set =
        m_harness->post("retention", std::string(R"({"reason":"r",)") + keepMonth + '}');
    QCOMPARE(set.status, 200);
    QCOMPARE(daysOf(set, "events"), u"30");
    QCOMPARE(daysOf(set, "minutes"), u"30"); // was not named
    const QJsonObject detail = m_harness->get("audit").items()[0].toObject()[u"detail"].toObject();
    QCOMPARE(detail[u"before"].toArray().size(), 1);
    QCOMPARE(detail[u"after"].toArray().size(), 2);
    const Answer taken = m_harness->post(
        "retention",
        R"({"reason":"r","rules":[{"collection":"events","status":"processed","days":null}]})");
    QCOMPARE(daysOf(taken, "events"), u"kept");
    QCOMPARE(daysOf(m_harness->get("retention"), "events"), u"kept");
}

void RetentionCallsTest::aDryRunCountsRulesThatAreNotStored()
{
    m_harness->addEvent("processed");
    m_harness->sql(
        "UPDATE gatehouse.webhook_event SET received_at = received_at - interval '40 days'");
    const Answer counted =
        m_harness->post("retention/dry-run", std::string("{") + keepMonth + '}', "");
    QCOMPARE(counted.status, 200);
    const QJsonArray rules = counted.json()[u"rules"].toArray();
    QCOMPARE(rules.size(), 2); // and the stored one
    QCOMPARE(rules[1][u"rows"].toInt(), 1);
    QVERIFY(rules[1][u"bytes"].toInt() > 0);
    QCOMPARE(m_harness->post("retention/dry-run", "", "").json()[u"rules"].toArray().size(), 1);
    QCOMPARE(daysOf(m_harness->get("retention"), "events"), u"kept");
    QCOMPARE(m_harness->auditEntries(), 0);
}

void RetentionCallsTest::aRunDeletesAndSaysWhat()
{
    m_harness->addEvent("processed");
    m_harness->sql(
        "UPDATE gatehouse.webhook_event SET received_at = received_at - interval '40 days'");
    QCOMPARE(
        m_harness->post("retention", std::string(R"({"reason":"r",)") + keepMonth + '}').status,
        200);
    const Answer ran = m_harness->post("retention/run", R"({"reason":"now"})");
    QCOMPARE(ran.status, 200);
    QCOMPARE(ran.json()[u"deleted"][0][u"rows"].toInt(), 1);
    QCOMPARE(ran.json()[u"is_done"].toBool(), true);
    QCOMPARE(m_harness->get("events").items().size(), 0);
    const QJsonObject entry = m_harness->get("audit").items()[0].toObject();
    QCOMPARE(entry[u"action"].toString(), u"retention.run");
    QCOMPARE(entry[u"detail"][u"deleted"][0][u"rows"].toInt(), 1);
}

void RetentionCallsTest::aRuleThatCannotBeUsedIsRefused_data()
{
    QTest::addColumn<QString>("rules");
    for (const char *rules : {"", R"("rules":[])", R"("rules":[7])", R"("rules":{})",
                              R"("rules":[{"collection":"letters","days":1}])",
                              R"("rules":[{"collection":"events","days":1}])",
                              R"("rules":[{"collection":"jobs","status":"pending","days":1}])",
                              R"("rules":[{"collection":"refused","status":"failed","days":1}])",
                              R"("rules":[{"collection":"refused","days":0}])",
                              R"("rules":[{"collection":"refused","days":40000}])",
                              R"("rules":[{"collection":"refused","days":"7"}])",
                              R"("rules":[{"collection":"refused","days":7,"hours":1}])"})
        QTest::newRow(rules) << QString::fromLatin1(rules);
}

void RetentionCallsTest::aRuleThatCannotBeUsedIsRefused()
{
    QFETCH(QString, rules);
    const std::string body =
        R"({"reason":"r")" + (rules.isEmpty() ? "" : ',' + rules.toStdString()) + '}';
    const Answer answer = m_harness->post("retention", body);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), u"field_invalid");
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::RetentionCallsTest)
#include "retention_test.moc"
