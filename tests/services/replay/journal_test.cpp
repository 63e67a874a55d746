#include "services/replay/journal.h"

#include <QLockFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <filesystem>
#include <latch>
#include <thread>

using namespace gatehouse;
using namespace gatehouse::replay;

class JournalTest : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;

    QString file() const { return m_folder->filePath(QStringLiteral("replays.sqlite")); }

    void execute(const QStringList &statements) const
    {
        const QString name = QStringLiteral("by the test");
        {
            auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
            database.setDatabaseName(file());
            QVERIFY(database.open());
            for (const QString &statement : statements) {
                QSqlQuery query(database);
                QVERIFY2(query.exec(statement), qPrintable(query.lastError().text()));
            }
        }
        QSqlDatabase::removeDatabase(name);
    }

    /// One event was answered, and one waits.
    void writeFormer() const
    {
        execute({QStringLiteral("CREATE TABLE secret (mask_key TEXT NOT NULL)"),
                 QStringLiteral("CREATE TABLE replay (id TEXT PRIMARY KEY, created_at INTEGER NOT "
                                "NULL, target TEXT NOT NULL, plan TEXT NOT NULL, ledger_id TEXT "
                                "NOT NULL DEFAULT '') STRICT"),
                 QStringLiteral("CREATE TABLE item (replay_id TEXT NOT NULL, position INTEGER NOT "
                                "NULL, fixture BLOB NOT NULL, seed TEXT NOT NULL, state TEXT NOT "
                                "NULL DEFAULT 'planned', expected_status INTEGER NOT NULL DEFAULT "
                                "0, status INTEGER NOT NULL DEFAULT 0, latency INTEGER NOT NULL "
                                "DEFAULT 0, body BLOB NOT NULL DEFAULT x'', difference TEXT NOT "
                                "NULL DEFAULT '', sent_at INTEGER NOT NULL DEFAULT 0, PRIMARY KEY "
                                "(replay_id, position)) STRICT, WITHOUT ROWID"),
                 QStringLiteral("INSERT INTO replay (id, created_at, target, plan) VALUES "
                                "('r', 1, 'here', '{}')"),
                 QStringLiteral("INSERT INTO item (replay_id, position, fixture, seed, state, "
                                "status) VALUES ('r', 0, CAST('{\"source\":\"stripe\",\"body\":"
                                "\"one\"}' AS BLOB), '01a1e9b4-ed58-7327-b569-6ed663e67889', "
                                "'as_predicted', 202), ('r', 1, CAST('{\"source\":\"stripe\","
                                "\"body\":\"two\"}' AS BLOB), "
                                "'01a1e9b4-ed58-7327-b569-6ed663e67890', 'planned', 0)")});
    }

    /// A replay; why that failed.
    QString writeOne() const
    {
        auto journal = Journal::open(file());
        if (!journal)
            return journal.error().message;
        const auto made = journal->create(QStringLiteral("here"), {}, {Fixture()}, m_clock.now());
        return made ? QString() : made.error().message;
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void anEventComesBackAsItWasWritten_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("text") << QByteArray("{\"id\":1.0}");
        QTest::newRow("bytes") << QByteArray("\xff\0\r\n", 4);
    }
    void anEventComesBackAsItWasWritten()
    {
        QFETCH(QByteArray, body);
        Fixture fixture;
        fixture.source = "stripe";
        fixture.headers = {{"Content-Type", "application/json"}};
        fixture.body = body.toStdString();
        fixture.expected = Expectation{200, "{}"};
        auto journal = Journal::open(file());
        QVERIFY(journal);
        const auto id = journal->create(QStringLiteral("here"), {}, {fixture}, m_clock.now());
        const auto planned = journal->planned(*id, 0, 10);
        QCOMPARE(planned->size(), std::size_t(1));
        QCOMPARE(planned->front().fixture.body, fixture.body);
        QCOMPARE(planned->front().fixture.headers, fixture.headers);
        QCOMPARE(planned->front().fixture.expected->body, std::string("{}"));
        QCOMPARE(journal->fixtures(*id)->front().body, fixture.body);
    }

    void whoOpensANewJournalAtOnceMayAllUseIt()
    {
        constexpr int rounds = 10;
        constexpr int programs = 8;
        constexpr int openings = 3;
        for (int round = 0; round < rounds; ++round) {
            m_folder = std::make_unique<QTemporaryDir>();
            std::array<QString, programs> failures;
            std::latch together(programs);
            {
                std::vector<std::jthread> threads;
                for (QString &failed : failures) {
                    threads.emplace_back([this, &together, &failed] {
                        together.arrive_and_wait();
                        for (int opening = 0; opening < openings && failed.isEmpty(); ++opening)
                            failed = writeOne();
                    });
                }
            }
            for (const QString &failed : failures)
                QCOMPARE(failed, QString());
            QCOMPARE(Journal::open(file())->replays()->size(), programs * openings);
        }
    }

    void aJournalOfAFormerVersionGoesOnWhereItWas()
    {
        writeFormer();
        auto journal = Journal::open(file());
        QVERIFY2(journal, journal ? "" : qPrintable(journal.error().message));
        const auto planned = journal->planned(QStringLiteral("r"), 0, 10);
        QCOMPARE(planned->size(), std::size_t(1));
        QCOMPARE(planned->front().fixture.body, std::string("two"));
        QCOMPARE(planned->front().seed.toString(),
                 std::string("01a1e9b4-ed58-7327-b569-6ed663e67890"));
        QCOMPARE(journal->results(QStringLiteral("r"))->front().status, 202);
        QVERIFY(Journal::open(file())); // and once only
    }

    void aJournalThatAFormerVersionSendsFromIsLeftAlone()
    {
        writeFormer();
        {
            QLockFile lock(file() + QStringLiteral(".r.lock"));
            QVERIFY(lock.lock());
            const auto journal = Journal::open(file());
            QVERIFY(!journal);
            QCOMPARE(journal.error().kind, ErrorKind::Conflict);
        }
        QVERIFY(Journal::open(file()));
    }

    void whatWasWrittenBeforeEndsWereKnownIsNotCalledLeftOver()
    {
        writeFormer();
        auto journal = Journal::open(file());
        QVERIFY(journal->replay(QStringLiteral("r"))->hasEnded);
    }

    void aReplayHasEndedOnceItSaysSoAndUntilItIsOwnedAgain()
    {
        auto journal = Journal::open(file());
        const auto id = journal->create(QStringLiteral("here"), {}, {Fixture{}}, m_clock.now());
        QVERIFY(journal->replay(*id)->hasEnded); // it never began
        QVERIFY(journal->own(*id));
        QVERIFY(!journal->replay(*id)->hasEnded);
        QVERIFY(journal->setEnded(*id));
        QVERIFY(journal->replay(*id)->hasEnded);
    }

    void aReplayThatIsOwnedRuns()
    {
        auto journal = Journal::open(file());
        const auto id = journal->create(QStringLiteral("here"), {}, {Fixture{}}, m_clock.now());
        QVERIFY(!journal->replay(*id)->isRunning);
        {
            auto other = Journal::open(file());
            QVERIFY(other->own(*id));
            QVERIFY(journal->replay(*id)->isRunning);
        }
        QVERIFY(!journal->replay(*id)->isRunning);
        QVERIFY(!journal->replay(*id)->hasEnded);
    }

    void toAskWhetherReplaysRunWritesNothing()
    {
        auto journal = Journal::open(file());
        const auto id = journal->create(QStringLiteral("here"), {}, {Fixture{}}, m_clock.now());
        {
            auto other = Journal::open(file());
            QVERIFY(other->own(*id)); // and goes, so it is left over
        }
        const std::filesystem::path folder = m_folder->path().toStdString();
        const auto longAgo = std::filesystem::last_write_time(folder) - std::chrono::hours(1);
        std::filesystem::last_write_time(folder, longAgo);
        QVERIFY(!journal->replays()->first().isRunning);
        QVERIFY(std::filesystem::last_write_time(folder) == longAgo);
    }

    void anItemIsFoundByItsPlace()
    {
        Fixture fixture;
        fixture.body = "two";
        auto journal = Journal::open(file());
        const auto id =
            journal->create(QStringLiteral("here"), {}, {Fixture{}, fixture}, m_clock.now());
        QCOMPARE(journal->item(*id, 1)->fixture.body, std::string("two"));
        QCOMPARE(journal->item(*id, 1)->seed, journal->planned(*id, 1, 1)->front().seed);
        QCOMPARE(journal->item(*id, 2).error().kind, ErrorKind::NotFound);
    }

    void aJournalOfALaterVersionIsRefused()
    {
        QVERIFY(Journal::open(file()));
        execute({QStringLiteral("PRAGMA user_version = 99")});
        const auto journal = Journal::open(file());
        QVERIFY(!journal);
        QVERIFY(journal.error().message.contains(QStringLiteral("later version")));
    }
};

QTEST_GUILESS_MAIN(JournalTest)
#include "journal_test.moc"
