#include "services/replay/replay.h"
#include "services/replay/report.h"
#include "tests/services/gateway/support/tinyserver.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::replay;
using namespace gatehouse::test;
using namespace std::chrono_literals;

namespace {

using Outcome = ItemResult::Outcome;

std::vector<Fixture> fixturesNamed(int count)
{
    std::vector<Fixture> fixtures;
    for (int i = 0; i < count; ++i) {
        Fixture fixture;
        fixture.source = "stripe";
        fixture.eventType = "invoice.paid";
        fixture.body = "{\"id\":\"evt_" + std::to_string(i) + "\"}";
        fixture.expected = Expectation{200, {}};
        fixtures.push_back(std::move(fixture));
    }
    return fixtures;
}

/// As recorded, since a target's secret does not matter here.
Plan quickPlan()
{
    Plan plan;
    plan.preparation.signature = Preparation::Signature::AsRecorded;
    plan.pace.perSecond = 0;
    return plan;
}

} // namespace

class ReplayTest : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;

    QString file() const { return m_folder->filePath(QStringLiteral("replays.sqlite")); }

    QString written(const std::vector<Fixture> &fixtures) const
    {
        auto journal = Journal::open(file());
        return journal
            ->create(QStringLiteral("here"), quickPlan().toJson(), fixtures, m_clock.now())
            .value();
    }

    QList<ItemResult> results(const QString &id) const
    {
        return Journal::open(file())->results(id).value();
    }

    Preparer preparerFor(const QString &url, int timeout = 5000) const
    {
        Target target;
        target.name = QStringLiteral("here");
        target.url = url;
        target.timeout = timeout;
        return Preparer(target, quickPlan().preparation, {}, "key", m_clock);
    }

    /// Runs what is planned to its end.
    Ending run(const QString &id, const QString &url, const Plan &plan = quickPlan(),
               int timeout = 5000)
    {
        Replay replay(file(), id, m_clock);
        QSignalSpy finished(&replay, &Replay::finished);
        const auto started = replay.start(preparerFor(url, timeout), plan);
        if (!started || (finished.isEmpty() && !finished.wait()))
            return {};
        return finished.front().front().value<Ending>();
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void everyEventIsSentOnceAndItsAnswerKept()
    {
        TinyServer server([](const TinyRequest &) { return TinyServer::answer(200, "{}"); });
        const QString id = written(fixturesNamed(25));
        const Ending ending = run(id, QString::fromStdString(server.url()));
        QCOMPARE(ending.kind, Ending::Kind::Finished);
        QCOMPARE(ending.progress.done, 25);
        QCOMPARE(server.requests().size(), std::size_t(25));
        QCOMPARE(outcomeCounts(results(id)).value(QStringLiteral("as_predicted")), 25);
        QCOMPARE(results(id).at(3).body, std::string("{}"));
        run(id, QString::fromStdString(server.url()));
        QCOMPARE(server.requests().size(), std::size_t(25)); // what was sent is not sent again
    }

    void anAnswerIsHeldAgainstWhatIsExpected_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("difference");
        QTest::newRow("same") << 200 << "{\"id\":1,\"more\":2}"
                              << "as_predicted"
                              << "";
        QTest::newRow("body") << 200 << "{\"id\":2}"
                              << "differs"
                              << "answer.id: 2 instead of 1";
        QTest::newRow("missing") << 200 << "{}"
                                 << "differs"
                                 << "answer.id is missing";
        QTest::newRow("success") << 202 << "{\"id\":1}"
                                 << "differs"
                                 << "202 instead of 200";
        QTest::newRow("refused") << 401 << "no"
                                 << "refused"
                                 << "401 instead of 200: no";
        QTest::newRow("redirect") << 302 << ""
                                  << "refused"
                                  << "302 instead of 200";
    }
    void anAnswerIsHeldAgainstWhatIsExpected()
    {
        QFETCH(int, status);
        QFETCH(QString, body);
        QFETCH(QString, outcome);
        QFETCH(QString, difference);
        Fixture fixture;
        fixture.expected = Expectation{200, "{\"id\":1}"};
        DeliveryResponse response;
        response.status = status;
        response.body = body.toStdString();
        const ItemResult result = judged(fixture, {}, response);
        QCOMPARE(outcomeName(result.outcome), outcome);
        QVERIFY2(result.difference.contains(difference), qPrintable(result.difference));
        QCOMPARE(result.difference.isEmpty(), difference.isEmpty());
    }

    void aTargetThatIsDownOrSlowGivesNoAnswer()
    {
        TinyServer silent([](const TinyRequest &) { return std::string(); });
        for (const QString &url :
             {QStringLiteral("http://127.0.0.1:1/"), QString::fromStdString(silent.url())}) {
            const QString id = written(fixturesNamed(1));
            run(id, url, quickPlan(), 100);
            QCOMPARE(results(id).front().outcome, Outcome::NoAnswer);
            QVERIFY(!results(id).front().difference.isEmpty());
        }
    }

    void aRedirectIsNotFollowedAndAnEndlessAnswerIsCut()
    {
        TinyServer server([](const TinyRequest &request) {
            return request.body.find("evt_0") != std::string::npos
                ? TinyServer::answer(302, {}, "Location: http://127.0.0.1:1/\r\n")
                : TinyServer::answer(200, std::string(10'000'000, 'x'));
        });
        const QString id = written(fixturesNamed(2));
        run(id, QString::fromStdString(server.url()));
        const auto got = results(id);
        QCOMPARE(got.at(0).outcome, Outcome::Refused);
        QCOMPARE(got.at(1).outcome, Outcome::AsPredicted);
        QVERIFY(got.at(1).body.size() <= 64 * 1024);
    }

    void tooManyFailuresStopIt()
    {
        TinyServer server([](const TinyRequest &) { return TinyServer::answer(500); });
        Plan plan = quickPlan();
        plan.concurrency = 1;
        plan.stopRatio = 0.5;
        plan.window = 5;
        const QString id = written(fixturesNamed(40));
        const Ending ending = run(id, QString::fromStdString(server.url()), plan);
        QCOMPARE(ending.kind, Ending::Kind::Stopped);
        QVERIFY(!ending.reason.isEmpty());
        QCOMPARE(server.requests().size(), std::size_t(5));
        QCOMPARE(outcomeCounts(results(id)).value(QStringLiteral("planned")), 35);
    }

    void onlyWhatFailedIsRunAgain()
    {
        std::atomic<bool> isWell = false;
        TinyServer server([&](const TinyRequest &request) {
            const bool fails = !isWell && request.body.find("evt_1\"") != std::string::npos;
            return TinyServer::answer(fails ? 500 : 200);
        });
        const QString id = written(fixturesNamed(3));
        run(id, QString::fromStdString(server.url()));
        QCOMPARE(outcomeCounts(results(id)).value(QStringLiteral("refused")), 1);
        isWell = true;
        QCOMPARE(Journal::open(file())->planAgain(id, {Outcome::Refused}).value(), 1);
        run(id, QString::fromStdString(server.url()));
        QCOMPARE(server.requests().size(), std::size_t(4));
        QCOMPARE(outcomeCounts(results(id)).value(QStringLiteral("as_predicted")), 3);
    }

    void aRunThatIsDroppedLeavesWhatWasUnderWayUnknown()
    {
        TinyServer silent([](const TinyRequest &) { return std::string(); });
        const QString id = written(fixturesNamed(3));
        Plan plan = quickPlan();
        plan.concurrency = 2;
        {
            Replay replay(file(), id, m_clock);
            QVERIFY(replay.start(preparerFor(QString::fromStdString(silent.url())), plan));
            QTRY_COMPARE(silent.requests().size(), std::size_t(2));
        }
        auto journal = Journal::open(file());
        QVERIFY(journal->own(id).has_value());
        QCOMPARE(journal->replay(id)->unknown, 2);
        QCOMPARE(journal->replay(id)->planned, 1);
        const auto before = journal->planned(id, 0, 10)->front().seed;
        QCOMPARE(journal->planAgain(id, {Outcome::Unknown}).value(), 2);
        QVERIFY(journal->planned(id, 2, 10)->front().seed == before); // the same key
    }

    void twoDoNotSendOneReplayAtOnce()
    {
        TinyServer server([](const TinyRequest &) { return TinyServer::answer(200); });
        const QString id = written(fixturesNamed(1));
        auto owner = Journal::open(file());
        QVERIFY(owner->own(id).has_value());
        Replay replay(file(), id, m_clock);
        QSignalSpy failed(&replay, &Replay::failed);
        QVERIFY(replay.start(preparerFor(QString::fromStdString(server.url())), quickPlan()));
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.front().front().value<Error>().kind, ErrorKind::Conflict);
        QVERIFY(server.requests().empty());
    }

    void productionNeedsAGrant()
    {
        Target target;
        target.name = QStringLiteral("shop");
        target.environment = QStringLiteral("production");
        target.url = QStringLiteral("http://127.0.0.1:1/");
        const auto preparer = [&] { return Preparer(target, {}, {}, "key", m_clock); };
        Replay replay(file(), written(fixturesNamed(1)), m_clock);
        QCOMPARE(replay.start(preparer(), quickPlan()).error().kind, ErrorKind::Denied);
        QCOMPARE(replay.start(preparer(), quickPlan(), m_clock.now() - 1s).error().kind,
                 ErrorKind::Denied);
        QVERIFY(replay.start(preparer(), quickPlan(), m_clock.now() + 1min).has_value());
    }

    void eventsAreDueAtTheirPace()
    {
        Pacer rate({Pace::Kind::Rate, 100, 1});
        QCOMPARE(rate.due({}), 0ns);
        QCOMPARE(rate.due({}), 10ms);
        QCOMPARE(rate.due({}), 20ms);
        Pacer scaled({Pace::Kind::AsRecorded, 0, 10});
        const Timestamp first{1000s};
        QCOMPARE(scaled.due(first), 0ns);
        QCOMPARE(scaled.due(first + 20s), 2s);
        QCOMPARE(scaled.due({}), 2s);
        QCOMPARE(scaled.due(first + 10s), 2s); // never before the one before
    }

    void aRampGoesOnWhenALotIsAnswered()
    {
        QCOMPARE(rampLimit(0), std::size_t(1));
        QCOMPARE(rampLimit(1), std::size_t(3));
        QCOMPARE(rampLimit(2), std::size_t(3));
        QCOMPARE(rampLimit(3), std::size_t(8));
        QCOMPARE(rampLimit(8), std::size_t(28));
        QVERIFY(rampLimit(28) > 1'000'000);
    }

    void aPlanIsKeptWhole()
    {
        Plan plan = quickPlan();
        plan.preparation.masked = {MaskedKind::Card};
        plan.preparation.addedHeaders = {{"A", "b"}};
        plan.isRamped = true;
        plan.stopRatio = 0.25;
        QCOMPARE(Plan::fromJson(plan.toJson()).toJson(), plan.toJson());
    }

    void reportsSayWhatDifferedAndEscapeIt()
    {
        Report report;
        report.replay.target = QStringLiteral("<staging>");
        report.fixtures = fixturesNamed(2);
        report.fixtures[0].eventType = "<b>%1";
        ItemResult good, bad;
        good.outcome = Outcome::AsPredicted;
        good.status = 200;
        bad.position = 1;
        bad.outcome = Outcome::Refused;
        bad.status = 401;
        bad.difference = QStringLiteral("401 instead of 200 & <i>");
        report.results = {good, bad};
        const QByteArray html = htmlReport(report);
        QVERIFY(html.contains("&lt;b&gt;%1")
                && html.contains("401 instead of 200 &amp; &lt;i&gt;"));
        QVERIFY(!html.contains("<i>"));
        const QByteArray junit = junitReport(report);
        QVERIFY(junit.contains("tests=\"2\" failures=\"1\" errors=\"0\""));
        QVERIFY(junit.contains("401 instead of 200 &amp; &lt;i&gt;"));
        QVERIFY(jsonReport(report).contains("\"refused\": 1"));
        const auto set = withExpectations(report);
        QCOMPARE(set.at(1).expected->status, 401);
    }
};

QTEST_GUILESS_MAIN(ReplayTest)
#include "replay_test.moc"
