// A bearer token's id goes with one idempotency key.
#include "answers.h"

#include <QTest>

#include <set>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace gatehouse::test;

class TokenClaimsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = test::TestCluster::start(); }

    void theSamePairIsADuplicate()
    {
        Scene scene(*m_cluster);
        const auto first = scene.send(scene.event("k1", "t1"));
        const auto again = scene.send(scene.event("k1", "t1"));
        QVERIFY(first && !first->front().isDuplicate);
        QVERIFY(again && again->front().isDuplicate);
        QVERIFY(again->front().eventId == first->front().eventId);
    }

    void aKnownKeyWithANewTokenIsADuplicate()
    {
        Scene scene(*m_cluster);
        scene.send(scene.event("k1", "t1"));
        QVERIFY(scene.send(scene.event("k1", "t2"))->front().isDuplicate);
        QVERIFY(scene.isDenied(scene.event("k2", "t2")));
    }

    void aTokenWithAnotherKeyIsDeniedAndUsesNothingUp()
    {
        Scene scene(*m_cluster);
        scene.send(scene.event("k1", "t1"));
        QVERIFY(scene.isDenied(scene.event("k2", "t1")));
        QCOMPARE(scene.count("webhook_event"), 1);
        QCOMPARE(scene.count("idempotency_key"), 1);
        QVERIFY(!scene.send(scene.event("k2", "t2"))->front().isDuplicate);
    }

    void aRefusedRequestUsesNothingUp()
    {
        Scene scene(*m_cluster);
        scene.committer.recordRefused(scene.event("k1", "t1"));
        QTRY_COMPARE(scene.count("webhook_event"), 1);
        QCOMPARE(scene.count("jwt_id"), 0);
        QVERIFY(!scene.send(scene.event("k2", "t1"))->front().isDuplicate);
    }

    void anEventThatCannotBeHeldUsesNothingUp()
    {
        Scene scene(*m_cluster);
        auto owner = scene.database.session();
        QVERIFY(
            owner.executeScript("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                                " $$BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '22000'; END$$;"
                                "CREATE TRIGGER refuse BEFORE INSERT ON gatehouse.webhook_payload"
                                " FOR EACH ROW EXECUTE FUNCTION refuse()"));
        const auto answer = scene.send(scene.event("k1", "t1"));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Invalid);
        QCOMPARE(scene.count("jwt_id"), 0);
        QCOMPARE(scene.count("idempotency_key"), 0);
    }

    void oneMisuseFailsNoOtherOfItsBatch()
    {
        Scene scene(*m_cluster);
        scene.send(scene.event("k0", "t0"));
        // One submission after the other, so that they meet in one batch.
        const std::vector<std::pair<std::string, std::string>> sent{
            {"k1", "t1"}, {"k2", "t1"}, {"k3", "t0"}, {"k3", "t3"}, {"k4", ""}, {"k1", "t1"}};
        Answers answers(sent.size());
        {
            auto blocker = scene.database.session();
            QVERIFY(blocker.executeScript("BEGIN; LOCK TABLE gatehouse.jwt_id"));
            for (std::size_t i = 0; i < sent.size(); ++i)
                scene.committer.submit({scene.event(sent[i].first, sent[i].second)}, answers.at(i));
            QVERIFY(blocker.executeScript("COMMIT"));
        }
        const auto got = answers.wait();
        QVERIFY(got[0] && !got[0]->front().isDuplicate);
        QVERIFY(!got[1] && got[1].error().kind == ErrorKind::Denied);
        QVERIFY(!got[2] && got[2].error().kind == ErrorKind::Denied);
        QVERIFY(got[3] && !got[3]->front().isDuplicate);
        QVERIFY(got[4] && !got[4]->front().isDuplicate);
        QVERIFY(got[5] && got[5]->front().isDuplicate);
        QCOMPARE(scene.count("webhook_event"), 4);
    }

    void aSubmissionOfSeveralEventsHasOneToken()
    {
        Scene scene(*m_cluster);
        const auto send = [&] {
            return submitAndWait(scene.committer,
                                 {scene.event("k1", "t1"), scene.event("k2", "t1")});
        };
        const auto first = send();
        QVERIFY(first);
        QCOMPARE(first->size(), std::size_t{2});
        const auto again = send();
        QVERIFY(again && again->back().isDuplicate);
        QVERIFY(scene.isDenied(scene.event("k2", "t1")));
    }

    void processesTogetherAcceptATokenForOneKey()
    {
        Scene scene(*m_cluster);
        Committer two(optionsFor(scene.database), scene.database.clock, scene.database.log);
        Committer three(optionsFor(scene.database), scene.database.clock, scene.database.log);
        Committer *committers[] = {&scene.committer, &two, &three};
        constexpr std::size_t rounds = 300;
        constexpr std::size_t tokens = 10;
        Answers answers(rounds);
        for (std::size_t i = 0; i < rounds; ++i) {
            const std::string token = "t" + std::to_string((i * 7) % tokens);
            const std::string key = token + "_" + std::to_string(i % 4);
            committers[i % 3]->submit({scene.event(key, token)}, answers.at(i));
        }
        std::set<Uuid> accepted;
        std::size_t denied = 0;
        for (const Answer &answer : answers.wait()) {
            if (answer)
                accepted.insert(answer->front().eventId);
            else if (answer.error().kind == ErrorKind::Denied)
                ++denied;
        }
        QCOMPARE(accepted.size(), tokens);
        QCOMPARE(scene.count("webhook_event"), static_cast<int>(tokens));
        QCOMPARE(scene.count("jwt_id"), static_cast<int>(tokens));
        QVERIFY(denied > 0);
        QCOMPARE(scene.database.cell(
                     "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"),
                 u"0");
    }

private:
    struct Scene
    {
        explicit Scene(test::TestCluster &cluster)
            : database(cluster, "token" + std::to_string(++number))
            , ids(database.clock)
            , committer(optionsFor(database), database.clock, database.log)
        {
        }
        IncomingEvent event(const std::string &key, const std::string &token)
        {
            IncomingEvent event = stripeEvent(ids, key);
            event.source = "wordpress";
            event.idempotencyKey = "wordpress:acme:" + key;
            if (!token.empty())
                event.token = UsedToken{token, database.clock.now() + std::chrono::minutes(5)};
            return event;
        }
        Answer send(const IncomingEvent &event) { return submitAndWait(committer, {event}); }
        bool isDenied(const IncomingEvent &event)
        {
            const Answer answer = send(event);
            return !answer && answer.error().kind == ErrorKind::Denied;
        }
        int count(const std::string &table)
        {
            return database.cell("SELECT count(*) FROM gatehouse." + table).toInt();
        }

        static inline int number = 0;
        GatewayDatabase database;
        UuidGenerator ids;
        Committer committer;
    };

    std::unique_ptr<test::TestCluster> m_cluster;
};

QTEST_GUILESS_MAIN(TokenClaimsTest)
#include "tokenclaims_test.moc"
