#include "adminharness.h"

#include <QTest>

namespace gatehouse::test {

class LetterGroupsTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanup();
    void cleanupTestCase() { m_harness.reset(); }

    void lettersOfOneCauseAreOneGroup();
    void theTrendCountsTheLastDayByHour();
    void aGroupGetsAStateAnOwnerAndANote();
    void whatIsNotNamedStays();
    void aResolvedGroupIsOpenAgainWhenALetterDies();
    void aLimitedTokenSeesItsOwnLettersAlone();
    void aGroupOfOthersTooIsNotALimitedTokensToChange();
    void whatWasSaidOfAGroupOfOthersTooIsNotALimitedTokensToRead();
    void whatWasSaidOutlivesTheLettersOfOthersButIsNotALimitedTokensEvenThen();
    void ofWhatWasSaidBeforeTheUpgradeNobodyKnowsWhoseItIs();
    void lettersOfBeforeTheUpgradeAreGroupedToo();
    void whatIsAskedWrongIsRefused_data();
    void whatIsAskedWrongIsRefused();

private:
    QJsonObject group(const std::string &token = AdminHarness::tokenOf("admin"));
    Answer change(const std::string &body,
                  const std::string &token = AdminHarness::tokenOf("admin"));

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AdminHarness> m_harness;
};

void LetterGroupsTest::initTestCase()
{
    m_cluster = TestCluster::start();
    m_harness = std::make_unique<AdminHarness>(*m_cluster);
}

void LetterGroupsTest::cleanup()
{
    m_harness->sql("TRUNCATE gatehouse.dead_letter_group, gatehouse.earlier_death,"
                   " gatehouse.dead_letter, gatehouse.job_execution CASCADE");
}

/// The one that there is.
QJsonObject LetterGroupsTest::group(const std::string &token)
{
    const QJsonArray items = m_harness->get("dlq/groups", token).items();
    return items.size() == 1 ? items[0].toObject() : QJsonObject();
}

Answer LetterGroupsTest::change(const std::string &body, const std::string &token)
{
    const std::string id = group()[u"id"].toString().toStdString();
    return m_harness->post("dlq/groups/" + id, body, "auto", token);
}

void LetterGroupsTest::lettersOfOneCauseAreOneGroup()
{
    m_harness->addFailed("acme");
    m_harness->addFailed("globex");
    const auto other = m_harness->addFailed("acme", "shopify");
    m_harness->sql("UPDATE gatehouse.dead_letter SET root_cause = 'timeout', state = 'recovered'"
                   " WHERE id = $1",
                   {*Uuid::parse(other.letter)});
    const QJsonArray items = m_harness->get("dlq/groups").items();
    QCOMPARE(items.size(), 2);
    QCOMPARE(items[0][u"root_cause"].toString(), QStringLiteral("http_4xx"));
    QCOMPARE(items[0][u"open"].toInt(), 2);
    QCOMPARE(items[0][u"tenants"].toArray(),
             (QJsonArray{QStringLiteral("acme"), QStringLiteral("globex")}));
    QCOMPARE(items[0][u"state"].toString(), QStringLiteral("open"));
    QCOMPARE(items[1][u"open"].toInt(), 0);
    QCOMPARE(items[1][u"total"].toInt(), 1);
}

void LetterGroupsTest::theTrendCountsTheLastDayByHour()
{
    for (const char *ago : {"10 min", "20 min", "23 h 30 min", "25 h"}) {
        const auto failed = m_harness->addFailed();
        m_harness->sql("UPDATE gatehouse.dead_letter SET died_at = now() - $2::text::interval"
                       " WHERE id = $1",
                       {*Uuid::parse(failed.letter), std::string(ago)});
    }
    const QJsonArray trend = group()[u"trend"].toArray();
    QCOMPARE(trend.size(), 24);
    QCOMPARE(trend.last().toInt(), 2);
    QCOMPARE(trend.first().toInt(), 1);
    QCOMPARE(trend[12].toInt(), 0);
}

void LetterGroupsTest::aGroupGetsAStateAnOwnerAndANote()
{
    m_harness->addFailed();
    const Answer answer = change("{\"state\":\"acknowledged\",\"owner\":\"mira\",\"note\":\"sku is"
                                 " missing\",\"reason\":\"a test\"}");
    QCOMPARE(answer.status, 200);
    for (const QJsonObject &told : {answer.json(), group()}) {
        QCOMPARE(told[u"state"].toString(), QStringLiteral("acknowledged"));
        QCOMPARE(told[u"owner"].toString(), QStringLiteral("mira"));
        QCOMPARE(told[u"note"].toString(), QStringLiteral("sku is missing"));
        QCOMPARE(told[u"changed_by"].toString(), QStringLiteral("admin"));
    }
    QCOMPARE(m_harness->database.cell("SELECT concat_ws(' ', detail->'before'->>'state',"
                                      " detail->'after'->>'state') FROM gatehouse.audit"
                                      " WHERE action = 'dlq.group' ORDER BY sequence DESC LIMIT 1"),
             QStringLiteral("open acknowledged"));
}

void LetterGroupsTest::whatIsNotNamedStays()
{
    m_harness->addFailed();
    change("{\"state\":\"ignored\",\"owner\":\"mira\",\"reason\":\"a test\"}");
    const Answer noted = change("{\"note\":\"known\",\"reason\":\"a test\"}");
    QCOMPARE(noted.text("state"), QStringLiteral("ignored"));
    QCOMPARE(noted.text("owner"), QStringLiteral("mira"));
    const Answer left = change("{\"owner\":null,\"reason\":\"a test\"}");
    QVERIFY(left.json()[u"owner"].isNull());
    QCOMPARE(left.text("note"), QStringLiteral("known"));
}

void LetterGroupsTest::aResolvedGroupIsOpenAgainWhenALetterDies()
{
    const auto failed = m_harness->addFailed();
    QCOMPARE(change("{\"state\":\"resolved\",\"reason\":\"a test\"}").text("state"),
             QStringLiteral("resolved"));
    m_harness->sql(
        "UPDATE gatehouse.dead_letter SET died_at = now() + interval '1 s' WHERE id = $1",
        {*Uuid::parse(failed.letter)});
    QCOMPARE(group()[u"state"].toString(), QStringLiteral("open"));
}

void LetterGroupsTest::aLimitedTokenSeesItsOwnLettersAlone()
{
    m_harness->addFailed("acme");
    m_harness->addFailed("globex");
    const QJsonObject seen = group(m_harness->addScopedToken("support", {"acme"}));
    QCOMPARE(seen[u"total"].toInt(), 1);
    QCOMPARE(seen[u"tenants"].toArray(), (QJsonArray{QStringLiteral("acme")}));
    QCOMPARE(group(m_harness->addScopedToken("support", {"nobody"})), QJsonObject());
}

void LetterGroupsTest::aGroupOfOthersTooIsNotALimitedTokensToChange()
{
    const std::string token = m_harness->addScopedToken("support", {"acme"});
    const std::string body = "{\"state\":\"ignored\",\"reason\":\"a test\"}";
    m_harness->addFailed("acme");
    QCOMPARE(change(body, token).status, 200);
    m_harness->addFailed("globex");
    QCOMPARE(change(body, token).code(), QStringLiteral("outside_scope"));
}

void LetterGroupsTest::whatWasSaidOfAGroupOfOthersTooIsNotALimitedTokensToRead()
{
    const std::string token = m_harness->addScopedToken("support", {"acme"});
    m_harness->addFailed("acme");
    change("{\"state\":\"acknowledged\",\"owner\":\"mira\",\"note\":\"globex called\","
           "\"reason\":\"a test\"}");
    QCOMPARE(group(token)[u"note"].toString(), QStringLiteral("globex called"));
    m_harness->addFailed("globex");
    const QJsonObject shared = group(token);
    QCOMPARE(shared[u"state"].toString(), QStringLiteral("acknowledged"));
    for (const char *name : {"owner", "note", "changed_at", "changed_by"})
        QVERIFY2(shared[QLatin1String(name)].isNull(), name);
    QCOMPARE(group()[u"note"].toString(), QStringLiteral("globex called"));
}

void LetterGroupsTest::whatWasSaidOutlivesTheLettersOfOthersButIsNotALimitedTokensEvenThen()
{
    const std::string token = m_harness->addScopedToken("support", {"acme"});
    m_harness->addFailed("acme");
    m_harness->addFailed("globex");
    change("{\"note\":\"globex called\",\"reason\":\"a test\"}");
    m_harness->sql("DELETE FROM gatehouse.dead_letter WHERE tenant = 'globex'");
    QCOMPARE(group()[u"note"].toString(), QStringLiteral("globex called"));
    QVERIFY(group(token)[u"note"].isNull());
    QCOMPARE(change("{\"note\":\"mine\",\"reason\":\"a test\"}", token).code(),
             QStringLiteral("outside_scope"));
}

void LetterGroupsTest::ofWhatWasSaidBeforeTheUpgradeNobodyKnowsWhoseItIs()
{
    const std::string token = m_harness->addScopedToken("support", {"acme"});
    m_harness->addFailed("acme");
    change("{\"note\":\"globex called\",\"reason\":\"a test\"}");
    m_harness->sql("UPDATE gatehouse.dead_letter_group SET tenants = NULL, sources = NULL");
    QVERIFY(group(token)[u"note"].isNull());
    change("{\"state\":\"acknowledged\",\"reason\":\"a test\"}"); // the note is kept
    QVERIFY(group(token)[u"note"].isNull());
    change("{\"note\":\"sku is missing\",\"reason\":\"a test\"}");
    QCOMPARE(group(token)[u"note"].toString(), QStringLiteral("sku is missing"));
}

void LetterGroupsTest::lettersOfBeforeTheUpgradeAreGroupedToo()
{
    m_harness->addFailed("acme");
    const QJsonObject asItIs = group();
    for (const char *undo :
         {"ALTER TABLE gatehouse.dead_letter ALTER COLUMN group_id DROP NOT NULL",
          "UPDATE gatehouse.dead_letter SET group_id = NULL",
          "DROP INDEX gatehouse.dead_letter_in_group"})
        m_harness->sql(undo);
    m_harness->database.migrateAgain(37);
    QCOMPARE(group(), asItIs);
}

void LetterGroupsTest::whatIsAskedWrongIsRefused_data()
{
    QTest::addColumn<std::string>("body");
    QTest::newRow("nothing") << std::string("{\"reason\":\"a test\"}");
    QTest::newRow("no reason") << std::string("{\"state\":\"ignored\"}");
    QTest::newRow("another state") << std::string("{\"state\":\"done\",\"reason\":\"a test\"}");
    QTest::newRow("an owner that is no text") << std::string("{\"owner\":1,\"reason\":\"a test\"}");
}

void LetterGroupsTest::whatIsAskedWrongIsRefused()
{
    QFETCH(const std::string, body);
    m_harness->addFailed();
    QCOMPARE(change(body).status, 400);
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::LetterGroupsTest)
#include "lettergroups_test.moc"
