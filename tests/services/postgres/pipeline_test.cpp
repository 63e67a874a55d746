#include "services/postgres/session.h"
#include "tests/support/testcluster.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::postgres;

class PipelineTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::TestCluster> m_cluster;
    std::unique_ptr<Session> m_session;

    std::int64_t count()
    {
        const Result<Rows> rows = m_session->execute("SELECT count(*) FROM item");
        return rows ? rows->get<std::int64_t>(0, 0) : -1;
    }

private slots:
    void initTestCase() { m_cluster = test::TestCluster::start(); }

    void init()
    {
        SessionOptions options;
        options.conninfo = m_cluster->conninfo();
        Result<Session> session = Session::connect(options);
        QVERIFY(session);
        m_session = std::make_unique<Session>(std::move(*session));
        QVERIFY(m_session->executeScript(
            "DROP TABLE IF EXISTS item; CREATE TABLE item (n int PRIMARY KEY, body text,"
            " UNIQUE (body) DEFERRABLE INITIALLY DEFERRED)"));
    }

    void allStatementsAreCommittedTogether()
    {
        const Result<std::vector<Rows>> answers = m_session->executeTransaction(
            {{"INSERT INTO item VALUES ($1, $2) RETURNING n", {std::int64_t(1), std::string("a")}},
             {"INSERT INTO item SELECT n, n::text FROM unnest($1) AS n",
              {Array<std::int64_t>{2, 3}}},
             {"SELECT count(*) FROM item", {}}});
        QVERIFY(answers);
        QCOMPARE(answers->size(), std::size_t(3));
        QCOMPARE((*answers)[0].get<std::int64_t>(0, 0), std::int64_t(1));
        QCOMPARE((*answers)[1].affected(), std::int64_t(2));
        QCOMPARE((*answers)[2].get<std::int64_t>(0, 0),
                 std::int64_t(3)); // sees what came before it
        QCOMPARE(count(), std::int64_t(3));
    }

    /// It waits for a lock, and who holds that lets it go meanwhile.
    void theServerWorksMeanwhile()
    {
        SessionOptions options;
        options.conninfo = m_cluster->conninfo();
        Result<Session> other = Session::connect(options);
        QVERIFY(other);
        QVERIFY(other->executeScript("BEGIN; LOCK TABLE item"));
        int calls = 0;
        const Result<std::vector<Rows>> answers =
            m_session->executeTransaction({{"INSERT INTO item VALUES (1, 'a')", {}}}, [&] {
                ++calls;
                QVERIFY(other->executeScript("ROLLBACK"));
            });
        QVERIFY(answers);
        QCOMPARE(calls, 1);
        QCOMPARE(count(), std::int64_t(1));
    }

    /// What one answer may take is not what all of them may.
    void theBoundsAreOfOneAnswer()
    {
        SessionOptions options;
        options.conninfo = m_cluster->conninfo();
        options.statementTimeout = std::chrono::milliseconds(150);
        options.lateness = std::chrono::milliseconds(0);
        Result<Session> bounded = Session::connect(options);
        QVERIFY(bounded);
        const Statement slow{"SELECT pg_sleep(0.1)", {}};
        for (int i = 0; i < 2; ++i)
            QVERIFY(bounded->executeTransaction({slow, slow}));
    }

    void failureUndoesAllAndIsTheRealOne_data()
    {
        QTest::addColumn<QByteArray>("bad");
        QTest::addColumn<QByteArray>("state");
        QTest::newRow("fails as it runs")
            << QByteArray("INSERT INTO item VALUES (1, 'again')") << QByteArray("23505");
        QTest::newRow("fails at commit")
            << QByteArray("INSERT INTO item VALUES (2, 'a')") << QByteArray("23505");
        QTest::newRow("does not parse")
            << QByteArray("INSERT INTO nowhere VALUES (1)") << QByteArray("42P01");
    }
    void failureUndoesAllAndIsTheRealOne()
    {
        QFETCH(QByteArray, bad);
        QFETCH(QByteArray, state);
        const Result<std::vector<Rows>> answers =
            m_session->executeTransaction({{"INSERT INTO item VALUES (1, 'a')", {}},
                                           {bad.toStdString(), {}},
                                           {"INSERT INTO item VALUES (9, 'b')", {}}});
        QVERIFY(!answers);
        QVERIFY(answers.error().cause == ErrorCause(SqlState{state.toStdString()}));
        QCOMPARE(count(), std::int64_t(0));
        QVERIFY(m_session->executeTransaction({{"INSERT INTO item VALUES (1, 'a')", {}}}));
        QCOMPARE(count(), std::int64_t(1));
    }

    void parameterThatCannotBeSentStopsAllBeforehand()
    {
        const Result<std::vector<Rows>> answers = m_session->executeTransaction(
            {{"INSERT INTO item VALUES (1, 'a')", {}}, {"SELECT $1", {std::string("\0", 1)}}});
        QVERIFY(!answers);
        QCOMPARE(answers.error().kind, ErrorKind::Invalid);
        QCOMPARE(count(), std::int64_t(0));
    }

    void emptyListIsFine()
    {
        const Result<std::vector<Rows>> answers = m_session->executeTransaction({});
        QVERIFY(answers);
        QVERIFY(answers->empty());
    }

    void insideOfATransactionIsRefused()
    {
        const Result<> outer = m_session->inTransaction([this]() -> Result<> {
            const Result<std::vector<Rows>> inner =
                m_session->executeTransaction({{"SELECT 1", {}}});
            return inner ? Result<>() : failure(inner.error());
        });
        QVERIFY(!outer);
        QCOMPARE(outer.error().kind, ErrorKind::Bug);
    }

    /// More in both directions than the socket's buffers hold.
    void largeTrafficBothWaysDoesNotBlock()
    {
        std::vector<Statement> statements;
        for (int i = 0; i < 50; ++i)
            statements.push_back(
                {"SELECT $1::text, repeat('y', 500000)", {std::string(500'000, 'x')}});
        const Result<std::vector<Rows>> answers = m_session->executeTransaction(statements);
        QVERIFY(answers);
        QCOMPARE(answers->back().get<std::string>(0, 0).size(), std::size_t(500'000));
    }

    void statementsShareOneTransaction()
    {
        const Result<std::vector<Rows>> answers = m_session->executeTransaction(
            {{"SELECT pg_current_xact_id()::text", {}}, {"SELECT pg_current_xact_id()::text", {}}});
        QVERIFY(answers);
        QCOMPARE((*answers)[0].get<std::string>(0, 0), (*answers)[1].get<std::string>(0, 0));
    }

    void connectionLostInTheMiddleIsUnavailable()
    {
        const Result<std::vector<Rows>> answers =
            m_session->executeTransaction({{"INSERT INTO item VALUES (1, 'a')", {}},
                                           {"SELECT pg_terminate_backend(pg_backend_pid())", {}},
                                           {"SELECT 1", {}}});
        QVERIFY(!answers);
        QCOMPARE(answers.error().kind, ErrorKind::Unavailable);
        QVERIFY(!m_session->isAlive());
        init();
        QCOMPARE(count(), std::int64_t(0));
    }
};

QTEST_GUILESS_MAIN(PipelineTest)
#include "pipeline_test.moc"
