#include "services/postgres/session.h"
#include "tests/support/testcluster.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::postgres;

namespace {

const std::string byKey = "SELECT body FROM item WHERE n = $1";

Result<Rows> runAlone(Session &session, const std::string &sql, const Parameters &parameters)
{
    return session.execute(sql, parameters);
}

Result<Rows> runInPipeline(Session &session, const std::string &sql, const Parameters &parameters)
{
    return session.executeTransaction({{sql, parameters}}).map([](const std::vector<Rows> &rows) {
        return rows.front();
    });
}

using Run = Result<Rows> (*)(Session &, const std::string &, const Parameters &);

} // namespace
Q_DECLARE_METATYPE(Run)

/// SessionOptions::keepsPlans.
class PlansTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::TestCluster> m_cluster;
    std::unique_ptr<Session> m_session;

    std::unique_ptr<Session> connected(bool keepsPlans)
    {
        SessionOptions options;
        options.conninfo = m_cluster->conninfo();
        options.keepsPlans = keepsPlans;
        Result<Session> session = Session::connect(options);
        return session ? std::make_unique<Session>(std::move(*session)) : nullptr;
    }

    /// Without parameters, so not prepared itself.
    static std::int64_t prepared(Session &session)
    {
        const auto rows = session.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE NOT from_sql AND name <> ''");
        return rows ? rows->get<std::int64_t>(0, 0) : -1;
    }

    static void addRuns()
    {
        QTest::addColumn<Run>("run");
        QTest::newRow("alone") << &runAlone;
        QTest::newRow("in a pipeline") << &runInPipeline;
    }

private slots:
    void initTestCase() { m_cluster = test::TestCluster::start(); }

    void init()
    {
        m_session = connected(true);
        QVERIFY(m_session);
        QVERIFY(m_session->executeScript("DROP TABLE IF EXISTS item;"
                                         "CREATE TABLE item (n int PRIMARY KEY, body text)"));
    }

    void eachTextIsPreparedOnce_data() { addRuns(); }
    void eachTextIsPreparedOnce()
    {
        QFETCH(Run, run);
        for (std::int64_t n = 0; n < 3; ++n) {
            QVERIFY(run(*m_session, "INSERT INTO item VALUES ($1, $2)", {n, std::string("a")}));
            const auto rows = run(*m_session, byKey, {n});
            QVERIFY(rows);
            QCOMPARE(rows->get<std::string>(0, 0), "a");
        }
        QCOMPARE(prepared(*m_session), std::int64_t(2));
    }

    void otherTypesAreAnotherStatement()
    {
        const std::string sql = "SELECT pg_typeof($1)::text";
        const auto uuid = m_session->execute(sql, {Uuid()});
        const auto boolean = m_session->execute(sql, {true});
        QVERIFY(uuid && boolean);
        QCOMPARE(uuid->get<std::string>(0, 0), "uuid");
        QCOMPARE(boolean->get<std::string>(0, 0), "boolean");
    }

    void aStatementThatIsRepeatedIsPreparedOnceInAnySession()
    {
        const auto session = connected(false);
        QVERIFY(session);
        for (int round = 0; round < 3; ++round)
            QVERIFY(session->executeTransaction({{"SELECT 1", {}, true}, {"SELECT 2", {}}}));
        QCOMPARE(prepared(*session), std::int64_t(1));
    }

    void sessionThatKeepsNoPlansPreparesNothing()
    {
        const auto session = connected(false);
        QVERIFY(session && session->execute(byKey, {std::int64_t(1)}));
        QCOMPARE(prepared(*session), std::int64_t(0));
    }

    void planFromBeforeTheTableGrewGoesByKey()
    {
        QVERIFY(m_session->execute(byKey, {std::int64_t(1)}));
        QVERIFY(m_session->executeScript("INSERT INTO item SELECT n, 'a' FROM"
                                         " generate_series(1, 10000) AS n"));
        const auto plan = m_session->execute("EXPLAIN EXECUTE gatehouse_1(1)");
        QVERIFY(plan);
        const auto first = plan->get<std::string>(0, 0);
        QVERIFY2(first.find("Index Scan") != std::string::npos
                     || first.find("Bitmap Heap Scan") != std::string::npos,
                 first.c_str());
    }

    void mostTextsOfAllAreStillRun()
    {
        for (int i = 0; i < 100; ++i) {
            const auto rows =
                m_session->execute("SELECT $1::int + " + std::to_string(i), {std::int64_t(1)});
            QVERIFY(rows);
        }
        QCOMPARE(prepared(*m_session), std::int64_t(64));
    }

    void statementThatIsGoneIsPreparedAnew_data() { addRuns(); }
    void statementThatIsGoneIsPreparedAnew()
    {
        QFETCH(Run, run);
        QVERIFY(run(*m_session, byKey, {std::int64_t(1)}));
        QVERIFY(m_session->executeScript("DEALLOCATE ALL")); // as a pooler does
        QVERIFY(!run(*m_session, byKey, {std::int64_t(1)}));
        QVERIFY(run(*m_session, byKey, {std::int64_t(1)}));
    }

    void columnsThatChangedAreReadAfterOneFailure_data() { addRuns(); }
    void columnsThatChangedAreReadAfterOneFailure()
    {
        QFETCH(Run, run);
        const std::string all = "SELECT * FROM item WHERE n > $1";
        QVERIFY(run(*m_session, all, {std::int64_t(0)}));
        QVERIFY(m_session->executeScript("ALTER TABLE item ADD COLUMN more int"));
        QVERIFY(!run(*m_session, all, {std::int64_t(0)}));
        QVERIFY(run(*m_session, all, {std::int64_t(0)}));
    }

    void failedPreparationIsTheStatementsError_data() { addRuns(); }
    void failedPreparationIsTheStatementsError()
    {
        QFETCH(Run, run);
        const auto rows = run(*m_session, "SELECT FROM nowhere WHERE n = $1", {std::int64_t(1)});
        QVERIFY(!rows);
        QVERIFY(rows.error().cause == ErrorCause(SqlState{"42P01"}));
        QVERIFY(run(*m_session, byKey, {std::int64_t(1)}));
    }
};

QTEST_GUILESS_MAIN(PlansTest)
#include "plans_test.moc"
