#include "models/completion/postgresvalues.h"
#include "models/events/eventcollection.h"
#include "models/jobs/jobcollection.h"
#include "services/gateway/store/migrator.h"
#include "services/postgres/connection.h"
#include "tests/support/manualclock.h"
#include "tests/support/testcluster.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::collection;
using namespace gatehouse::completion;
using namespace gatehouse::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// 12,000 of them, one each 30 s back from the clock's now; the oldest 2,000 are of a rare type.
constexpr const char *insertEvents = R"(
    INSERT INTO gatehouse.webhook_event (id, received_at, source, tenant, event_type, status, signature_valid)
    SELECT id, gatehouse.uuid_time(id), (ARRAY['stripe', 'github', 'stripe'])[n % 3 + 1],
           (ARRAY['acme', NULL, 'umbrella', 'kim@acme.example'])[n % 4 + 1],
           CASE WHEN n <= 10000 THEN (ARRAY['order.paid', 'order.sent', '100%'])[n % 3 + 1] ELSE 'rare' END,
           'processed', true
      FROM (SELECT n, gatehouse.uuid_v7(to_timestamp($1::bigint) - n * interval '30 seconds') AS id
              FROM generate_series(1, 12000) AS n) AS ids)";

Filter only(const char *field, const QString &value)
{
    return {{{QString::fromLatin1(field), Operator::Is, {value}}}};
}

} // namespace

/// With the rows of a real Postgres; that the API tells the same is in
/// tests/integration/sources_test.cpp.
class PostgresValuesTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestCluster> m_cluster;
    ManualClock m_clock;
    std::unique_ptr<postgres::Connection> m_connection;

    QStringList shown(const ValueAnswer &answer) const
    {
        QStringList texts;
        for (const ValueCount &value : answer.values)
            texts += value.rows ? value.value + u' ' + QString::number(*value.rows) : value.value;
        return texts;
    }
    ValueAnswer valuesOf(const QString &field, const QString &text = {}, const Filter &others = {},
                         const Descriptor &descriptor = events::eventCollection())
    {
        PostgresValues source(descriptor, *m_connection, m_clock);
        auto future = source.values({field, text, others});
        future.waitForFinished();
        const Result<ValueAnswer> answer = future.result();
        if (!answer)
            qFatal("%s", qPrintable(answer.error().message + answer.error().detail));
        return *answer;
    }
    void run(const char *sql, const postgres::Parameters &parameters = {})
    {
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo("gatehouse_owner");
        auto session = postgres::Session::connect(options);
        QVERIFY(session);
        const auto done = session->execute(sql, parameters);
        QVERIFY2(done, done ? "" : qPrintable(done.error().message + done.error().detail));
    }

private slots:
    void initTestCase()
    {
        m_cluster = TestCluster::start();
        Log log(m_clock, streamSink(stderr), LogLevel::Error);
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo("gatehouse_owner");
        auto owner = postgres::Session::connect(options);
        QVERIFY(owner && gateway::migrate(*owner, m_clock, log));
        const auto now = std::chrono::floor<std::chrono::seconds>(m_clock.now());
        run(insertEvents, {std::int64_t(now.time_since_epoch().count())});
        options.conninfo = m_cluster->conninfo("gatehouse_console");
        m_connection = std::make_unique<postgres::Connection>(options);
    }
    void cleanupTestCase()
    {
        m_connection.reset();
        m_cluster.reset();
    }

    void theHoursTellOfSourcesHoweverManyEventsThereAre()
    {
        const ValueAnswer answer = valuesOf(u"source"_s);
        QCOMPARE(shown(answer), (QStringList{u"stripe 8000"_s, u"github 4000"_s}));
        QVERIFY(answer.since && !answer.newest);
    }

    void sourcesOfLongAgoAreToldWithoutANumber()
    {
        const auto longAgo =
            std::chrono::floor<std::chrono::seconds>(m_clock.now() - std::chrono::days(40));
        run("INSERT INTO gatehouse.webhook_event (id, received_at, source, status, signature_valid)"
            " SELECT id, gatehouse.uuid_time(id), 'slack', 'processed', true FROM"
            " (SELECT gatehouse.uuid_v7(to_timestamp($1::bigint)) AS id) AS one",
            {std::int64_t(longAgo.time_since_epoch().count())});
        const ValueAnswer answer = valuesOf(u"source"_s);
        QCOMPARE(shown(answer), (QStringList{u"stripe 8000"_s, u"github 4000"_s, u"slack"_s}));
        QCOMPARE(answer.knownFrom, u"events"_s);
        QCOMPARE(shown(valuesOf(u"source"_s, u"sla"_s)), QStringList(u"slack"_s));
        run("DELETE FROM gatehouse.webhook_event WHERE source = 'slack'");
    }

    void destinationsAreToldWhollyBesideThoseOfTheNewestJobs()
    {
        run("INSERT INTO gatehouse.destination (id, name, base_url) VALUES"
            " (gen_random_uuid(), 'used', 'http://a.example'),"
            " (gen_random_uuid(), 'unused', 'http://b.example')");
        run("INSERT INTO gatehouse.job_execution (id, created_at, event_id, destination_id,"
            " task_name, path, mode, source, idempotency_key, status, next_attempt_at)"
            " SELECT gen_random_uuid(), now() - n * interval '1 s', gen_random_uuid(), d.id,"
            " 'deliver', '/', 'live', 'stripe', 'k', 'succeeded', now()"
            " FROM generate_series(1, 10001) AS n, gatehouse.destination d WHERE d.name = 'used'");
        const ValueAnswer answer = valuesOf(u"destination"_s, {}, {}, jobs::jobCollection());
        QCOMPARE(shown(answer), (QStringList{u"used 10000"_s, u"unused"_s}));
        QCOMPARE(answer.newest.value_or(0), 10000);
        QCOMPARE(answer.knownFrom, u"destinations"_s);
    }

    void othersAreCountedAmongTheNewest()
    {
        const ValueAnswer answer = valuesOf(u"event_type"_s);
        QVERIFY(!shown(answer).join(u' ').contains(u"rare"_s));
        QCOMPARE(answer.newest.value_or(0), 10000);
        QVERIFY(!answer.since);
    }

    void withAConditionMoreAreLookedAtAndAllOfThemAreAll()
    {
        const ValueAnswer answer = valuesOf(u"event_type"_s, {}, only("source", u"github"_s));
        QVERIFY(shown(answer).contains(u"rare 667"_s) || shown(answer).contains(u"rare 666"_s));
        QVERIFY(!answer.newest && !answer.since);
    }

    void textIsTakenLiterallyInEitherCase()
    {
        QCOMPARE(valuesOf(u"event_type"_s, u"%"_s).values.size(), 1);
        QCOMPARE(valuesOf(u"event_type"_s, u"PAID"_s).values.size(), 1);
        QCOMPARE(valuesOf(u"event_type"_s, u"o_d"_s).values.size(), 0);
    }

    void whatBeginsWithTheTextComesFirst()
    {
        const QStringList values = shown(valuesOf(u"source"_s, u"i"_s));
        QCOMPARE(values, (QStringList{u"stripe 8000"_s, u"github 4000"_s}));
        QVERIFY(shown(valuesOf(u"source"_s, u"g"_s)).first().startsWith(u"github"_s));
    }

    void theTimeOfTheOtherChipsIsWidenedToWholeHours()
    {
        const Filter lastHours{{{u"received_at"_s, Operator::AtLeast, {u"2h"_s}}}};
        const ValueAnswer answer = valuesOf(u"source"_s, {}, lastHours);
        QVERIFY(answer.since <= m_clock.now() - 2h);
        QVERIFY(answer.since > m_clock.now() - 3h);
        QVERIFY(answer.values.first().rows >= 160 && answer.values.first().rows < 240);
    }

    void chipsOfOtherRowsAreSaidToBeLeftOut()
    {
        const ValueAnswer answer = valuesOf(u"source"_s, {}, only("root_cause", u"timeout"_s));
        QVERIFY(answer.ignoresChips);
        QCOMPARE(answer.values.size(), 2);
    }

    void aRootCauseIsCountedAmongDeadLetters()
    {
        const ValueAnswer answer = valuesOf(u"root_cause"_s, {}, only("source", u"github"_s));
        QVERIFY(answer.values.isEmpty() && answer.ignoresChips);
    }

    /// Also of the tenants one, which looks like an address.
    void whatIsMaskedIsNotTold()
    {
        QVERIFY(shown(valuesOf(u"tenant"_s)).join(u' ').contains(u"kim@"_s));
        run("INSERT INTO gatehouse.setting (name, value) VALUES ('masking', 'on')");
        const QStringList masked = shown(valuesOf(u"tenant"_s));
        QCOMPARE(masked, (QStringList{u"acme 3000"_s, u"umbrella 3000"_s}));
    }
};

QTEST_GUILESS_MAIN(PostgresValuesTest)
#include "postgresvalues_test.moc"
