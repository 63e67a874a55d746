#include "scene.h"
#include "services/gateway/simulator/standinwordpress.h"
#include "tests/support/manualclock.h"

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace gatehouse::test;
using namespace std::chrono_literals;

/// What becomes of deliveries to a stand-in that is broken on purpose: the real worker, a real
/// Postgres, real sockets.
class DeliveredFaultsTest : public QObject
{
    Q_OBJECT

    using Mode = StandInBehaviour::Mode;

    SystemClock m_clock;
    ManualClock m_wordpressClock;
    Log m_log{m_clock, [](std::string_view) {}};
    std::unique_ptr<TestCluster> m_cluster;
    std::optional<Normalizer> m_normalizer;
    std::unique_ptr<StandInWordPress> m_wordpress;

    static WorkerOptions options(const Scene &scene)
    {
        WorkerOptions options = scene.options();
        options.http.timeout = 250ms;
        return options;
    }

private slots:
    void initTestCase()
    {
        m_cluster = TestCluster::start();
        auto normalizer = Normalizer::load();
        QVERIFY(normalizer);
        m_normalizer = std::move(*normalizer);
    }

    void init()
    {
        auto started = StandInWordPress::start({.sharedSecret = "shared"}, m_wordpressClock, m_log);
        QVERIFY(started);
        m_wordpress = std::move(*started);
    }

    void fiveTriesThenDead_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<int>("delay");
        QTest::addColumn<QString>("letter");
        QTest::newRow("fail") << int(Mode::Fail) << 0 << QStringLiteral("http_5xx open 5 503");
        QTest::newRow("hang") << int(Mode::Hang) << 0 << QStringLiteral("timeout open 5");
        QTest::newRow("drop") << int(Mode::Drop) << 0 << QStringLiteral("connect open 5");
        QTest::newRow("reset") << int(Mode::Reset) << 0 << QStringLiteral("connect open 5");
        QTest::newRow("cut") << int(Mode::Cut) << 0 << QStringLiteral("connect open 5");
        QTest::newRow("delay") << int(Mode::Accept) << 60000 << QStringLiteral("timeout open 5");
    }

    void fiveTriesThenDead()
    {
        QFETCH(int, mode);
        QFETCH(int, delay);
        m_wordpress->setBehaviour(
            {.mode = static_cast<Mode>(mode), .delay = std::chrono::milliseconds(delay)});
        Scene scene(*m_cluster, m_wordpress->url());
        scene.commitMany(1);
        const Worker worker(options(scene), *m_normalizer, m_clock, m_log);
        QTEST(QTest::qWaitFor([&] { return scene.jobs() == u"dead 5"; }, 20000) ? scene.letter()
                                                                                : scene.jobs(),
              "letter");
    }

    void aShortDelayIsWaitedFor()
    {
        m_wordpress->setBehaviour({.delay = 20ms});
        Scene scene(*m_cluster, m_wordpress->url());
        scene.commitMany(1);
        const Worker worker(options(scene), *m_normalizer, m_clock, m_log);
        QTRY_COMPARE(scene.jobs(), u"succeeded 1");
        QCOMPARE(scene.database.cell("SELECT duration_ms >= 20 FROM console.deliveries"), u"true");
    }

    void retryAfterIsALowerBound()
    {
        m_wordpress->setBehaviour({.mode = Mode::Fail, .retryAfter = 100s});
        Scene scene(*m_cluster, m_wordpress->url());
        scene.commitMany(1);
        const Worker worker(options(scene), *m_normalizer, m_clock, m_log);
        QTRY_COMPARE(scene.jobs(), u"waiting 1");
        QCOMPARE(scene.database.cell("SELECT next_attempt_at - now() BETWEEN interval '90 s' AND "
                                     "interval '100 s' FROM console.jobs"),
                 u"true");
    }

    /// The work was done and only its answer lost: the key tells.
    void whatWasAnsweredTooLateIsNotDoneTwice()
    {
        m_wordpress->setBehaviour({.delay = 60s});
        Scene scene(*m_cluster, m_wordpress->url());
        scene.commitMany(1);
        const Worker worker(options(scene), *m_normalizer, m_clock, m_log);
        const auto accepted = [this] { return m_wordpress->counts().accepted; };
        QTRY_COMPARE(accepted(), 1);
        m_wordpress->setBehaviour({});
        QTRY_COMPARE(scene.event().section(u' ', 0, 0), u"processed");
        QCOMPARE(m_wordpress->counts().accepted, 1);
        QVERIFY(m_wordpress->counts().duplicates >= 1);
    }

    void anOutageThatEndsIsRecoveredFrom()
    {
        Scene scene(*m_cluster, m_wordpress->url());
        scene.commitMany(1);
        m_wordpress->setBehaviour({.mode = Mode::Reset, .lasts = 90s});
        WorkerOptions patient = options(scene);
        patient.firstRetry = 300ms;
        const Worker worker(patient, *m_normalizer, m_clock, m_log);
        const auto reset = [this] { return m_wordpress->counts().reset; };
        QTRY_VERIFY(reset() >= 1);
        m_wordpressClock.advance(90s);
        QTRY_COMPARE_WITH_TIMEOUT(scene.event().section(u' ', 0, 0), u"processed", 20000);
    }
};

QTEST_GUILESS_MAIN(DeliveredFaultsTest)
#include "deliveredfaults_test.moc"
