#include "services/postgres/session.h"
#include "tests/integration/support/program.h"
#include "tests/integration/support/webhooks.h"
#include "tests/support/testcluster.h"

#include <QTest>

#include <atomic>
#include <mutex>
#include <set>
#include <thread>

using namespace gatehouse;
using namespace gatehouse::test;
using namespace std::chrono_literals;

/// "Nothing that was answered 202 is lost": the gateway is killed under load, again and again.
class KilledTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestCluster> m_cluster;

    static void prepare(Program &gateway)
    {
        gateway.setVariable(QStringLiteral("PROVIDER_SECRETS_STRIPE"),
                            QStringLiteral("acme:whsec_test"));
        gateway.setVariable(QStringLiteral("GATEHOUSE_ADMIN_TOKEN"),
                            QStringLiteral("gh_token_for_tests"));
    }

    std::string start(Program &gateway, const std::string &database)
    {
        prepare(gateway);
        gateway.start({QStringLiteral("serve"), QStringLiteral("--listen"),
                       QStringLiteral("127.0.0.1:0"), QStringLiteral("--database"),
                       QString::fromStdString(database)});
        const QString line = gateway.waitForLine(QStringLiteral("listening on "));
        return line.section(u' ', -1).toStdString();
    }

    static Result<postgres::Session> connectTo(const std::string &conninfo)
    {
        postgres::SessionOptions options;
        options.conninfo = conninfo;
        return postgres::Session::connect(options);
    }

    std::string makeDatabase(const std::string &name)
    {
        m_cluster->createDatabase(name);
        return m_cluster->conninfo("gatehouse_owner", name);
    }

    std::set<std::string> stored(const std::string &database) const
    {
        std::set<std::string> ids;
        auto session = connectTo(database);
        if (!session)
            return ids;
        const auto rows = session->execute(
            "SELECT provider_event_id FROM gatehouse.webhook_event WHERE signature_valid");
        for (int row = 0; rows && row < rows->size(); ++row)
            ids.insert(rows->get<std::string>(row, 0));
        return ids;
    }

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }

    void everyAcceptedIdIsFoundAfterSigkill()
    {
        const std::string database = makeDatabase("killed");
        std::mutex mutex;
        std::set<std::string> accepted;
        for (int round = 0; round < 3; ++round) {
            Program gateway{builtProgram(QStringLiteral("gatehousectl"))};
            const std::string url = start(gateway, database);
            QVERIFY2(!url.empty(), gateway.errors().constData());
            std::atomic<int> count = 0;
            std::vector<std::thread> senders;
            for (int sender = 0; sender < 4; ++sender) {
                senders.emplace_back([&, round, sender] {
                    StripeSender stripe(url, "acme", "whsec_test");
                    // Until the kill cuts the connection; bounded, should it never come.
                    for (int i = 0; i < 100'000; ++i) {
                        const std::string id = "evt_" + std::to_string(round) + "_"
                            + std::to_string(sender) + "_" + std::to_string(i);
                        const Answer answer = stripe.send(id);
                        if (answer.status != 202)
                            return;
                        const std::lock_guard lock(mutex);
                        accepted.insert(id);
                        ++count;
                    }
                });
            }
            const bool loaded = QTest::qWaitFor([&] { return count > 200; }, 60'000);
            gateway.kill();
            for (std::thread &sender : senders)
                sender.join();
            QVERIFY2(loaded, gateway.errors().constData());
            QVERIFY(gateway.waitForEnd());
        }
        const std::set<std::string> found = stored(database);
        for (const std::string &id : accepted)
            QVERIFY2(found.count(id) == 1, id.c_str());
    }

    void sigtermDrainsAndEndsCleanly()
    {
        const std::string database = makeDatabase("drained");
        Program gateway{builtProgram(QStringLiteral("gatehousectl"))};
        const std::string url = start(gateway, database);
        QVERIFY2(!url.empty(), gateway.errors().constData());
        StripeSender stripe(url, "acme", "whsec_test");
        QCOMPARE(stripe.send("evt_1").status, 202);
        gateway.terminate();
        QVERIFY(gateway.waitForEnd());
        QVERIFY2(gateway.endedNormally(), gateway.errors().constData());
        QCOMPARE(gateway.exitCode(), 0);
        QVERIFY(stored(database).count("evt_1") == 1);
    }

    void gatewayAnswers503WhileTheDatabaseIsAwayAndRecovers()
    {
        const std::string database = makeDatabase("away");
        Program gateway{builtProgram(QStringLiteral("gatehousectl"))};
        const std::string url = start(gateway, database);
        QVERIFY2(!url.empty(), gateway.errors().constData());
        StripeSender stripe(url, "acme", "whsec_test");
        QCOMPARE(stripe.send("evt_before").status, 202);

        auto superuser = connectTo(m_cluster->conninfo("postgres", "postgres"));
        QVERIFY(superuser);
        QVERIFY(superuser->execute("ALTER DATABASE away ALLOW_CONNECTIONS false"));
        QVERIFY(superuser->execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'away'"));
        QCOMPARE(stripe.send("evt_during").status, 503);
        QVERIFY(superuser->execute("ALTER DATABASE away ALLOW_CONNECTIONS true"));
        int tries = 0;
        QTRY_COMPARE_WITH_TIMEOUT(
            (++tries, stripe.send("evt_after_" + std::to_string(tries)).status), 202, 60'000);
        const std::set<std::string> found = stored(database);
        QVERIFY(found.count("evt_before") == 1);
        QVERIFY(found.count("evt_during") == 0);
    }
};

QTEST_GUILESS_MAIN(KilledTest)
#include "killed_test.moc"
