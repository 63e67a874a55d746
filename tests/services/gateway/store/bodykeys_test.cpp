#include "services/gateway/store/bodykeys.h"
#include "tests/services/gateway/support/gatewaydatabase.h"
#include "tests/support/vaults.h"

#include <QTest>

namespace gatehouse::test {

using namespace gateway;

class BodyKeysTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void init()
    {
        m_database =
            std::make_unique<GatewayDatabase>(*m_cluster, "bodykeys" + std::to_string(++m_number));
    }
    void cleanup() { m_database.reset(); }

    void aTenantWithoutAKeyIsNotSealed();
    void aBodyOpensForItsEventAlone();
    void anOldBodyOpensAfterTheKeyWasReplaced();
    void whatIsNotSealedComesBackAsItIs();
    void aBodyThatWasChangedDoesNotOpen();
    void withAnotherMasterKeyNothingIsSealedInClear();
    void theLongestBodyIsSealed();

private:
    std::string makeKey(const std::string &tenant = "acme")
    {
        auto session = m_database->session("gatehouse_gateway");
        const auto made = insertBodyKey(session, m_vault, m_ids.next(), tenant, "mira");
        if (!made)
            qFatal("%s", qPrintable(made.error().detail));
        return *made;
    }
    void refresh(BodyKeys &keys)
    {
        auto session = m_database->session("gatehouse_gateway");
        QVERIFY(keys.refresh(session));
    }

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<GatewayDatabase> m_database;
    SystemClock m_clock;
    UuidGenerator m_ids{m_clock};
    const secrets::Vault m_vault = vaultOf('k');
    const Uuid m_event = m_ids.next();
    int m_number = 0;
};

void BodyKeysTest::aTenantWithoutAKeyIsNotSealed()
{
    BodyKeys keys(&m_vault);
    refresh(keys);
    QVERIFY(!keys.isUsed());
    makeKey("globex");
    refresh(keys);
    QVERIFY(keys.isUsed());
    QVERIFY(!keys.seal("acme", m_event, "body")->has_value());
    QVERIFY(keys.seal("globex", m_event, "body")->has_value());
}

void BodyKeysTest::aBodyOpensForItsEventAlone()
{
    makeKey();
    BodyKeys keys(&m_vault);
    refresh(keys);
    const std::string sealed = **keys.seal("acme", m_event, R"({"email":"jane@example.com"})");
    QVERIFY(isSealedBody(sealed));
    QVERIFY(sealed.find("jane") == std::string::npos);
    QCOMPARE(*keys.open(m_event, sealed), std::string(R"({"email":"jane@example.com"})"));
    QCOMPARE(keys.open(m_ids.next(), sealed).error().kind, ErrorKind::Invalid);
}

void BodyKeysTest::anOldBodyOpensAfterTheKeyWasReplaced()
{
    const std::string first = makeKey();
    BodyKeys keys(&m_vault);
    refresh(keys);
    const std::string old = **keys.seal("acme", m_event, "{}");
    const std::string second = makeKey();
    QVERIFY(first != second);
    refresh(keys);
    QCOMPARE(*keys.open(m_event, old), std::string("{}"));
    const std::string fresh = **keys.seal("acme", m_event, "{}");
    QVERIFY(fresh.find(second) != std::string::npos);
    QVERIFY(old.find(first) != std::string::npos);
    QCOMPARE(m_database->cell(
                 "SELECT string_agg(state, ',' ORDER BY created_at) FROM console.body_keys"),
             u"former,active");
}

void BodyKeysTest::whatIsNotSealedComesBackAsItIs()
{
    const BodyKeys keys(nullptr);
    QCOMPARE(*keys.open(m_event, "{}"), std::string("{}"));
    QCOMPARE(*keys.open(m_event, ""), std::string());
}

void BodyKeysTest::aBodyThatWasChangedDoesNotOpen()
{
    makeKey();
    BodyKeys keys(&m_vault);
    refresh(keys);
    std::string sealed = **keys.seal("acme", m_event, "{}");
    sealed.back() = static_cast<char>(sealed.back() ^ 1);
    QCOMPARE(keys.open(m_event, sealed).error().kind, ErrorKind::Invalid);
    QCOMPARE(BodyKeys(&m_vault).open(m_event, sealed).error().kind, ErrorKind::NotFound);
}

void BodyKeysTest::withAnotherMasterKeyNothingIsSealedInClear()
{
    makeKey();
    const secrets::Vault another = vaultOf('o');
    BodyKeys keys(&another);
    auto session = m_database->session("gatehouse_gateway");
    QVERIFY(!keys.refresh(session));
    QVERIFY(keys.isUsed());
    QCOMPARE(keys.seal("acme", m_event, "{}").error().kind, ErrorKind::Conflict);
}

void BodyKeysTest::theLongestBodyIsSealed()
{
    makeKey();
    BodyKeys keys(&m_vault);
    refresh(keys);
    const std::string body(std::size_t{512} * 1024, 'x');
    QCOMPARE(*keys.open(m_event, **keys.seal("acme", m_event, body)), body);
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::BodyKeysTest)
#include "bodykeys_test.moc"
