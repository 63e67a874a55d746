// An event that is known by two keys: a hit on either is a duplicate of the first.
#include "answers.h"

#include <QTest>

#include <set>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace gatehouse::test;

namespace {

constexpr const char *danglingKeys =
    "SELECT count(*) FROM gatehouse.idempotency_key k"
    " WHERE NOT EXISTS (SELECT FROM gatehouse.webhook_event e WHERE e.id = k.event_id)";

} // namespace

class SecondKeyTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = test::TestCluster::start(); }

    void aHitOnEitherKeyIsADuplicate_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::addColumn<bool>("isDuplicate");
        const auto row = [](const char *name, const char *first, const char *second, bool is) {
            QTest::newRow(name) << QString::fromUtf8(first) << QString::fromUtf8(second) << is;
        };
        row("both", "w1", "e1", true);
        row("first only", "w1", "e2", true);
        row("second only", "w2", "e1", true);
        row("first, without a second", "w1", "", true);
        row("neither", "w2", "e2", false);
        row("crosswise", "e1", "w1", false);
    }
    void aHitOnEitherKeyIsADuplicate()
    {
        QFETCH(QString, first);
        QFETCH(QString, second);
        QFETCH(bool, isDuplicate);
        Scene scene(*m_cluster);
        const auto original = scene.send(scene.event("w1", "e1"));
        const auto again = scene.send(scene.event(first.toStdString(), second.toStdString()));
        QVERIFY(!original.isDuplicate);
        QCOMPARE(again.isDuplicate, isDuplicate);
        QCOMPARE(again.eventId == original.eventId, isDuplicate);
        QCOMPARE(scene.count(), isDuplicate ? 1 : 2);
        QCOMPARE(scene.database.cell(danglingKeys), u"0");
    }

    void bothKeysOfADuplicateLeadToTheFirstEvent()
    {
        Scene scene(*m_cluster);
        const auto original = scene.send(scene.event("w1", "e1"));
        QVERIFY(scene.send(scene.event("w2", "e1")).isDuplicate);
        QVERIFY(scene.send(scene.event("w1", "e3")).isDuplicate);
        for (const auto &event : {scene.event("w2", "e9"), scene.event("w9", "e3")}) {
            const auto answer = scene.send(event);
            QVERIFY(answer.isDuplicate);
            QVERIFY(answer.eventId == original.eventId);
        }
        QCOMPARE(scene.count(), 1);
    }

    void twoEventsThatMeetInAThirdAreNotMixed()
    {
        Scene scene(*m_cluster);
        const auto one = scene.send(scene.event("w1", "e1"));
        const auto two = scene.send(scene.event("w2", "e2"));
        const auto third = scene.send(scene.event("w1", "e2"));
        QVERIFY(third.isDuplicate);
        QVERIFY(third.eventId == one.eventId);
        QVERIFY(scene.send(scene.event("w2", "")).eventId == two.eventId);
        QCOMPARE(scene.count(), 2);
    }

    void oneBatchIsJudgedAsIfItCameOneByOne()
    {
        Scene scene(*m_cluster);
        const auto old = scene.send(scene.event("w0", "e0"));
        const std::vector<IncomingEvent> events{scene.event("w1", "e1"), scene.event("w2", "e1"),
                                                scene.event("w2", "e2"), scene.event("w3", "e2"),
                                                scene.event("w4", "e0"), scene.event("w4", "e4"),
                                                scene.event("w5", "")};
        const auto answers = submitAndWait(scene.committer, events);
        QVERIFY(answers);
        QList<bool> duplicates;
        for (const Committed &answer : *answers)
            duplicates << answer.isDuplicate;
        QCOMPARE(duplicates, (QList<bool>{false, true, true, true, true, true, false}));
        for (std::size_t i = 1; i < 4; ++i)
            QVERIFY(answers->at(i).eventId == answers->at(0).eventId);
        QVERIFY(answers->at(4).eventId == old.eventId && answers->at(5).eventId == old.eventId);
        QCOMPARE(scene.count(), 3);
        QCOMPARE(scene.database.cell(danglingKeys), u"0");
        QVERIFY(scene.send(scene.event("w9", "e2")).eventId == answers->at(0).eventId);
        QVERIFY(scene.send(scene.event("w9x", "e4")).eventId == old.eventId);
    }

    void anExpiredKeyIsTakenOver()
    {
        Scene scene(*m_cluster);
        scene.send(scene.event("w1", "e1"));
        auto owner = scene.database.session();
        QVERIFY(owner.execute(
            "UPDATE gatehouse.idempotency_key SET expires_at = now() - interval '1 s'"));
        const auto again = scene.send(scene.event("w1", "e1"));
        QVERIFY(!again.isDuplicate);
        QVERIFY(scene.send(scene.event("w2", "e1")).eventId == again.eventId);
    }

    void aPoisonedNeighbourChangesNothing()
    {
        Scene scene(*m_cluster);
        auto poisoned = scene.event("w1", "e1");
        poisoned.canonicalJson = "{\"a\":\"\\u0000\"}";
        Answers answers(3);
        scene.committer.submit({scene.event("w0", "e0")}, answers.at(0));
        scene.committer.submit({poisoned}, answers.at(1));
        scene.committer.submit({scene.event("w2", "e1")}, answers.at(2));
        int fresh = 0;
        for (const Answer &answer : answers.wait()) {
            QVERIFY(answer);
            fresh += answer->front().isDuplicate ? 0 : 1;
        }
        QCOMPARE(fresh, 2);
        QCOMPARE(scene.database.cell(danglingKeys), u"0");
    }

    void fourCommittersAtOnceNeitherDoubleNorDeadlock()
    {
        Scene scene(*m_cluster);
        Committer two(optionsFor(scene.database), scene.database.clock, scene.database.log);
        Committer three(optionsFor(scene.database), scene.database.clock, scene.database.log);
        Committer four(optionsFor(scene.database), scene.database.clock, scene.database.log);
        Committer *committers[] = {&scene.committer, &two, &three, &four};
        constexpr std::size_t rounds = 400;
        constexpr std::size_t events = 20;
        Answers answers(rounds);
        for (std::size_t i = 0; i < rounds; ++i) {
            // Every one of an event's many webhook ids comes with its event id; order varies.
            std::vector<IncomingEvent> batch;
            for (std::size_t k = 0; k < 3; ++k) {
                const std::string number = std::to_string((i * 7 + (i % 2 ? k : 2 - k)) % events);
                batch.push_back(scene.event("w" + number + "_" + std::to_string(i), "e" + number));
            }
            committers[i % 4]->submit(std::move(batch), answers.at(i));
        }
        std::size_t fresh = 0;
        std::set<Uuid> owners;
        for (const Answer &answer : answers.wait()) {
            QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
            for (const Committed &committed : *answer) {
                fresh += committed.isDuplicate ? 0 : 1;
                owners.insert(committed.eventId);
            }
        }
        QCOMPARE(fresh, events);
        QCOMPARE(owners.size(), events);
        QCOMPARE(scene.count(), static_cast<int>(events));
        QCOMPARE(scene.database.cell(danglingKeys), u"0");
        QCOMPARE(scene.database.cell(
                     "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"),
                 u"0");
    }

private:
    /// A database of its own and a committer on it.
    struct Scene
    {
        explicit Scene(test::TestCluster &cluster)
            : database(cluster, "second" + std::to_string(++number))
            , ids(database.clock)
            , committer(optionsFor(database), database.clock, database.log)
        {
        }
        IncomingEvent event(const std::string &first, const std::string &second)
        {
            IncomingEvent event = stripeEvent(ids, first);
            event.source = "shopify";
            event.idempotencyKey = "shopify:acme:" + first;
            if (!second.empty())
                event.secondKey = "shopify#second:acme:" + second;
            return event;
        }
        Committed send(const IncomingEvent &event)
        {
            const auto answer = submitAndWait(committer, {event});
            return answer ? answer->front() : Committed{};
        }
        int count()
        {
            return database.cell("SELECT count(*) FROM gatehouse.webhook_event").toInt();
        }

        static inline int number = 0;
        GatewayDatabase database;
        UuidGenerator ids;
        Committer committer;
    };

    std::unique_ptr<test::TestCluster> m_cluster;
};

QTEST_GUILESS_MAIN(SecondKeyTest)
#include "secondkey_test.moc"
