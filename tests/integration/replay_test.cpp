#include "services/replay/journal.h"
#include "tests/integration/support/program.h"
#include "tests/services/gateway/support/tinyserver.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace gatehouse::test;

/// "What was sent is not sent again": the command is killed in the middle of a replay.
class ReplayCommandTest : public QObject
{
    Q_OBJECT

    static QByteArray linesOf(int count)
    {
        QByteArray lines;
        for (int i = 0; i < count; ++i)
            lines += "{\"source\":\"stripe\",\"event_type\":\"invoice.paid\",\"body\":\"{"
                     "\\\"id\\\":\\\"evt_"
                + QByteArray::number(i) + "\\\"}\",\"expect\":{\"status\":200}}\n";
        return lines;
    }

    static QString save(const QTemporaryDir &folder, const QByteArray &bytes)
    {
        QFile file(folder.filePath(QStringLiteral("events.ndjson")));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
        return file.fileName();
    }

    static QStringList replay(const QStringList &rest)
    {
        return QStringList{QStringLiteral("replay")} + rest
            + QStringList{QStringLiteral("--as-recorded"),
                          QStringLiteral("--rate"),
                          QStringLiteral("0"),
                          QStringLiteral("--concurrency"),
                          QStringLiteral("4"),
                          QStringLiteral("--json")};
    }

    static std::map<std::string, int> timesOf(const TinyServer &server)
    {
        std::map<std::string, int> times;
        for (const TinyRequest &request : server.requests())
            ++times[request.body];
        return times;
    }

private slots:
    void aKilledReplayGoesOnWithoutSendingAnythingTwice()
    {
        const QTemporaryDir folder;
        std::atomic<int> answered = 0;
        TinyServer server([&](const TinyRequest &) {
            return ++answered > 20 ? std::string() : TinyServer::answer(200);
        });
        const QString url = QString::fromStdString(server.url());
        const QString events = save(folder, linesOf(50));
        const QString journal = folder.filePath(QStringLiteral("journal.sqlite"));
        Program killed(builtProgram(QStringLiteral("gatehousectl")));
        killed.start(
            replay({events, QStringLiteral("--url"), url, QStringLiteral("--journal"), journal}));
        QTRY_COMPARE_WITH_TIMEOUT(server.requests().size(), std::size_t(24), 30'000);
        killed.kill();
        QVERIFY(killed.waitForEnd());
        const auto before = timesOf(server);

        TinyServer well([](const TinyRequest &) { return TinyServer::answer(200); });
        Program resumed(builtProgram(QStringLiteral("gatehousectl")));
        const QString id = idIn(journal);
        QVERIFY(!id.isEmpty());
        const QStringList resume{QStringLiteral("--resume"),  id,
                                 QStringLiteral("--url"),     QString::fromStdString(well.url()),
                                 QStringLiteral("--journal"), journal};
        QCOMPARE(resumed.run(replay(resume)),
                 1); // what was under way is unknown, which is no success
        const auto after = timesOf(well);
        QCOMPARE(after.size(), std::size_t(26));
        for (const auto &[body, times] : after) {
            QCOMPARE(times, 1);
            QVERIFY2(!before.contains(body), body.c_str());
        }
        Program again(builtProgram(QStringLiteral("gatehousectl")));
        QCOMPARE(again.run(replay(resume + QStringList{QStringLiteral("--resend-unknown")})), 0);
        QCOMPARE(timesOf(well).size(), std::size_t(30));
    }

    void aFixtureSetIsHeldAgainstATarget()
    {
        const QTemporaryDir folder;
        TinyServer server([](const TinyRequest &request) {
            return TinyServer::answer(request.body.find("evt_1\"") != std::string::npos ? 422
                                                                                        : 200);
        });
        const QString events = save(folder, linesOf(3));
        const QString junit = folder.filePath(QStringLiteral("junit.xml"));
        Program program(builtProgram(QStringLiteral("gatehousectl")));
        const QStringList arguments{events, QStringLiteral("--url"),
                                    QString::fromStdString(server.url()), QStringLiteral("--junit"),
                                    junit};
        QCOMPARE(program.run(replay(arguments)), 0);
        QCOMPARE(program.run(replay(arguments + QStringList{QStringLiteral("--expect")})), 1);
        QFile file(junit);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("tests=\"3\" failures=\"1\" errors=\"0\""));
    }

    void whatCannotBeUsedIsRefused_data()
    {
        QTest::addColumn<QByteArray>("events");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("cut") << linesOf(2).chopped(
            30) << QStringList{QStringLiteral("--url"), QStringLiteral("http://127.0.0.1:1")}
                             << 1 << QByteArray("Line 2 cannot be used");
        QTest::newRow("elsewhere")
            << linesOf(1)
            << QStringList{QStringLiteral("--url"), QStringLiteral("https://hooks.example")} << 1
            << QByteArray("no saved target");
        QTest::newRow("no target")
            << linesOf(1) << QStringList() << 2 << QByteArray("--target NAME");
    }
    void whatCannotBeUsedIsRefused()
    {
        QFETCH(QByteArray, events);
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, message);
        const QTemporaryDir folder;
        Program program(builtProgram(QStringLiteral("gatehousectl")));
        QCOMPARE(program.run(replay(QStringList{save(folder, events)} + arguments)), code);
        const QByteArray said = program.errors();
        QVERIFY2(said.contains(message), said.constData());
    }

    void aTargetIsNotAddedOverAnother()
    {
        Program program(builtProgram(QStringLiteral("gatehousectl")));
        const auto add = [&program](const QString &url) {
            return program.run({QStringLiteral("targets"), QStringLiteral("add"),
                                QStringLiteral("stage"), QStringLiteral("--url"), url,
                                QStringLiteral("--environment"), QStringLiteral("staging")});
        };
        QCOMPARE(add(QStringLiteral("https://first.example/")), 0);
        QCOMPARE(add(QStringLiteral("https://second.example/")), 1);
        QVERIFY(program.errors().contains("Remove it first"));
        QCOMPARE(program.run({QStringLiteral("targets"), QStringLiteral("list")}), 0);
        QVERIFY(program.output().contains("https://first.example/"));
    }

private:
    /// The journal holds one replay.
    static QString idIn(const QString &file)
    {
        auto journal = gatehouse::replay::Journal::open(file);
        const auto replays = journal
            ? journal->replays().value_or(QList<gatehouse::replay::JournalledReplay>())
            : QList<gatehouse::replay::JournalledReplay>();
        return replays.size() == 1 ? replays.front().id : QString();
    }
};

QTEST_GUILESS_MAIN(ReplayCommandTest)
#include "replay_test.moc"
