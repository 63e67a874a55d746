#include "models/metrics/clickhousemetrics.h"
#include "models/metrics/clickhousesql.h"
#include "models/metrics/metricbuckets.h"
#include "models/metrics/postgresmetrics.h"
#include "services/postgres/connection.h"
#include "tests/integration/measures/support/clickhouseserver.h"
#include "tests/integration/measures/support/measured.h"
#include "tests/support/manualclock.h"

#include <QRegularExpression>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::metrics;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Calls over three days until five minutes ago, of tenants with all that a name can have in it,
/// and of latencies on either side of each octave.
constexpr const char *insertCalls = R"(
    INSERT INTO gatehouse.agent_event (id, received_at, ts, trace_id, span_id, service, tenant, agent, model, provider,
        route, status, latency_ms, tokens_prompt, tokens_completion, tokens_total, cost_usd, cache_hit, attrs)
    SELECT id, gatehouse.uuid_time(id), gatehouse.uuid_time(id) - interval '7 s', id::text, 'a', 'api',
           (ARRAY['acme', NULL, E'o\x27bri\\en', E'new\nline\tand tab', chr(34) || '; DROP TABLE agent_events; --', '50%_*', 'Ü😀'])[n % 7 + 1],
           'bot', (ARRAY['large', 'small', 'smaller'])[n % 3 + 1], CASE WHEN n % 5 > 0 THEN 'them' END,
           'POST /v1/' || n % 11, CASE WHEN n % 13 = 0 THEN 'timeout' ELSE 'ok' END,
           CASE WHEN n % 50 = 0 THEN 0 ELSE ((2::numeric ^ (n % 37)) + (n % 3) - 1) / 1000 END, n % 400, n % 90,
           CASE WHEN n % 17 > 0 THEN n % 490 END, CASE WHEN n % 7 > 1 THEN n % 100 * 0.000123 END, n % 4 = 0,
           jsonb_build_object('text', E'a\\b\n\x27c')
      FROM (SELECT n, gatehouse.uuid_v7($1::timestamptz - n * interval '61.7 seconds') AS id
              FROM generate_series(0, 4200) AS n) AS ids)";

MetricRequest requestOf(const std::string &by, std::vector<Timestamp> edges, int most = 10)
{
    return {"ai", by, most, std::move(edges), {}};
}

collection::Condition condition(const QString &field, const QStringList &values,
                                collection::Operator comparison = collection::Operator::Is,
                                bool negated = false)
{
    return {field, comparison, values, negated};
}

std::int64_t callsOf(const MetricAnswer &answer)
{
    std::int64_t calls = 0;
    for (const auto &series : answer.series) {
        for (const auto &[bucket, cell] : series.cells)
            calls += cell.calls;
    }
    return calls;
}

/// Between "COPY (" and ") TO STDOUT" of the README, for all times.
QString copyOfReadme()
{
    const QString readme = QString::fromUtf8(test::sourceFile(u"resources/clickhouse/README.md"_s));
    static const QRegularExpression copy(u"COPY \\((.*)WHERE received_at[^)]*\\) TO STDOUT"_s,
                                         QRegularExpression::DotMatchesEverythingOption);
    return copy.match(readme).captured(1);
}

} // namespace

/// What ClickHouse tells of the calls of AI systems is what Postgres tells of them.
class ClickHouseTest : public QObject
{
    Q_OBJECT

    test::ManualClock m_clock{std::chrono::floor<std::chrono::seconds>(SystemClock().now())};
    std::unique_ptr<test::MeasuredPostgres> m_postgres;
    std::unique_ptr<test::ClickHouseServer> m_server;
    std::unique_ptr<postgres::Connection> m_database;
    std::unique_ptr<PostgresMetrics> m_sql;
    std::unique_ptr<ClickHouseMetrics> m_source;

    std::vector<Timestamp> edges(std::chrono::hours back, const QTimeZone &zone) const
    {
        return metricBuckets({m_clock.now() - back, m_clock.now()}, zone).edges;
    }

    /// As the README says.
    void copyCalls(const QString &database)
    {
        test::Program psql(u"psql"_s);
        QCOMPARE(psql.run({u"-X"_s, u"-d"_s, QString::fromStdString(m_postgres->ownerConninfo()),
                           u"-c"_s, u"COPY (%1) TO STDOUT"_s.arg(copyOfReadme())}),
                 0);
        const QByteArray rows = psql.output();
        QVERIFY(rows.count('\n') > 4000);
        QCOMPARE(m_server->query(database, "INSERT INTO agent_events FORMAT TabSeparated\n" + rows),
                 QByteArray());
    }

private slots:
    void initTestCase()
    {
        if (!test::ClickHouseServer::isInstalled())
            QSKIP(test::ClickHouseServer::whatToInstall());
        m_postgres = std::make_unique<test::MeasuredPostgres>();
        m_postgres->run(insertCalls, {m_clock.now() - 5min});
        m_postgres->rollUp(m_clock.now());
        m_server = std::make_unique<test::ClickHouseServer>();
        QVERIFY2(m_server->start(), m_server->errors());
        QCOMPARE(m_server->makeTables(
                     u"calls"_s, test::sourceFile(u"resources/clickhouse/agent_events_18.sql"_s)),
                 QByteArray());
        copyCalls(u"calls"_s);
        postgres::SessionOptions options;
        options.conninfo = m_postgres->consoleConninfo();
        m_database = std::make_unique<postgres::Connection>(options);
        m_sql = std::make_unique<PostgresMetrics>(*m_database, m_clock);
        m_source = std::make_unique<ClickHouseMetrics>(m_server->asReader(), u"calls"_s, m_clock);
    }
    void cleanupTestCase()
    {
        m_source.reset();
        m_sql.reset();
        m_database.reset();
        m_server.reset();
        m_postgres.reset();
    }

    void tellsWhatPostgresTells_data()
    {
        QTest::addColumn<int>("hours");
        QTest::addColumn<QByteArray>("zone");
        QTest::newRow("by minutes") << 1 << QByteArray("UTC");
        QTest::newRow("by quarters") << 24 << QByteArray("Europe/Berlin");
        QTest::newRow("by hours") << 24 * 7 << QByteArray("Asia/Kathmandu");
        QTest::newRow("by days") << 24 * 90 << QByteArray("America/New_York");
    }
    void tellsWhatPostgresTells()
    {
        QFETCH(int, hours);
        QFETCH(QByteArray, zone);
        for (const char *by : {"", "tenant", "model", "provider", "route", "status", "env"}) {
            const MetricRequest request =
                requestOf(by, edges(std::chrono::hours(hours), QTimeZone(zone)), 4);
            const auto sql = test::answerOf(m_sql->read(request));
            const auto told = test::answerOf(m_source->read(request));
            QVERIFY2(sql, sql ? "" : qPrintable(sql.error().message + sql.error().detail));
            QVERIFY2(told, told ? "" : qPrintable(told.error().message + told.error().detail));
            QVERIFY2(test::difference(*sql, *told).isEmpty(),
                     QByteArray(by) + ": " + test::difference(*sql, *told));
            QVERIFY(callsOf(*told) > 0);
            QVERIFY(m_clock.now() - *told->measuredUntil <= 6min);
        }
    }

    void filtersMeanTheSame_data()
    {
        using collection::Operator;
        QTest::addColumn<collection::Condition>("condition");
        QTest::newRow("a value") << condition(u"model"_s, {u"large"_s});
        QTest::newRow("none, or another") << condition(u"tenant"_s, {QString(), u"acme"_s});
        QTest::newRow("all but one") << condition(u"tenant"_s, {u"acme"_s}, Operator::Is, true);
        QTest::newRow("a quote and a backslash") << condition(u"tenant"_s, {u"o'bri\\en"_s});
        QTest::newRow("a new line and a tab") << condition(u"tenant"_s, {u"new\nline\tand tab"_s});
        QTest::newRow("a statement")
            << condition(u"tenant"_s, {u"\"; DROP TABLE agent_events; --"_s});
        QTest::newRow("any characters, others that mean something")
            << condition(u"tenant"_s, {u"5*%_**"_s});
        QTest::newRow("any characters before a backslash")
            << condition(u"tenant"_s, {u"o'*\\en"_s});
        QTest::newRow("contains, in the other case")
            << condition(u"tenant"_s, {u"ü😀"_s}, Operator::Contains);
        QTest::newRow("contains none of them")
            << condition(u"tenant"_s, {u"\\"_s, u"'"_s, u"%"_s}, Operator::Contains, true);
        QTest::newRow("what there is not") << condition(u"status"_s, {u"') OR 1 = 1 --"_s});
    }
    void filtersMeanTheSame()
    {
        QFETCH(collection::Condition, condition);
        MetricRequest request = requestOf("tenant", edges(24h, QTimeZone::utc()));
        request.filter.conditions = {condition};
        const auto sql = test::answerOf(m_sql->read(request));
        const auto told = test::answerOf(m_source->read(request));
        QVERIFY(sql);
        QVERIFY2(told, told ? "" : qPrintable(told.error().message + told.error().detail));
        QCOMPARE(test::difference(*sql, *told), QByteArray());
    }

    void percentilesAreThoseOfTheCalls()
    {
        const auto rows = m_postgres->rows(
            "SELECT model, percentile_disc(0.95) WITHIN GROUP (ORDER BY latency_ms) * 1000"
            "  FROM gatehouse.agent_event GROUP BY model");
        const std::vector<Timestamp> whole{floorTo(m_clock.now() - 96h, 1min),
                                           floorTo(m_clock.now(), 1min)};
        const auto told = test::answerOf(m_source->read(requestOf("model", whole)));
        QVERIFY(told);
        QCOMPARE(int(told->series.size()), rows.size());
        for (int row = 0; row < rows.size(); ++row) {
            for (const auto &series : told->series) {
                const double real = rows.get<double>(row, 1);
                if (series.value == rows.get<std::string>(row, 0))
                    QVERIFY(std::abs(*series.cells.at(0).latency.percentile(0.95) - real)
                            <= 0.01 * real);
            }
        }
    }

    void aTextIsTheSameBytesThere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << u""_s;
        QTest::newRow("quotes") << u"'\"`''"_s;
        QTest::newRow("backslashes") << u"\\\\n\\'\\"_s;
        QTest::newRow("end of the literal") << u"a\\' OR 'a'='a"_s;
        QTest::newRow("other scripts") << u"日本 😀 é"_s;
        QString all;
        for (char16_t code = 0; code < 0x100; ++code)
            all += QChar(code);
        QTest::newRow("everything in Latin 1") << all;
    }
    void aTextIsTheSameBytesThere()
    {
        QFETCH(QString, text);
        QCOMPARE(m_server->query({}, "SELECT hex(" + clickhouse::literal(text) + ')').trimmed(),
                 text.toUtf8().toHex().toUpper());
    }

    void otherMeasuresAreSaidToBeNone()
    {
        MetricRequest request = requestOf({}, edges(24h, QTimeZone::utc()));
        request.measure = "delivery";
        const auto told = test::answerOf(m_source->read(request));
        QVERIFY(told);
        QVERIFY(!told->notMeasured.isEmpty());
        QVERIFY(told->series.empty() && !told->measuredUntil);
    }

    void theCurrentTablesAreTheSame()
    {
        QString current =
            QString::fromUtf8(test::sourceFile(u"resources/clickhouse/agent_events.sql"_s));
        current.replace(u"LowCardinality(String)"_s, u"String"_s)
            .replace(u"DateTime64(3)"_s, u"DateTime"_s)
            .replace(u"now64(3)"_s, u"now()"_s)
            .remove(QRegularExpression(u"\\nTTL [^;]*"_s));
        const auto plain = [](const QByteArray &script) {
            QList<QByteArray> statements = test::statementsOf(script);
            for (QByteArray &statement : statements)
                statement = statement.simplified();
            return statements;
        };
        QCOMPARE(plain(current.toUtf8()),
                 plain(test::sourceFile(u"resources/clickhouse/agent_events_18.sql"_s)));
        QCOMPARE(plain(current.toUtf8()).size(), 3);
    }

    void withoutACallNothingIsMeasuredYet()
    {
        QCOMPARE(m_server->makeTables(
                     u"empty"_s, test::sourceFile(u"resources/clickhouse/agent_events_18.sql"_s)),
                 QByteArray());
        ClickHouseMetrics source(m_server->asReader(), u"empty"_s, m_clock);
        const auto told =
            test::answerOf(source.read(requestOf("model", edges(24h, QTimeZone::utc()))));
        QVERIFY2(told, told ? "" : qPrintable(told.error().message + told.error().detail));
        QVERIFY(!told->measuredUntil && told->series.empty());
    }

    void whatEndedLongAgoIsMeasuredUntilThen()
    {
        const auto now =
            test::answerOf(m_source->read(requestOf({}, edges(24h, QTimeZone::utc()))));
        m_clock.advance(24h * 30);
        const auto later =
            test::answerOf(m_source->read(requestOf({}, edges(24h * 60, QTimeZone::utc()))));
        m_clock.advance(-24h * 30);
        QVERIFY(now && later);
        QVERIFY(now->measuredUntil);
        QCOMPARE(later->measuredUntil, now->measuredUntil);
        QVERIFY(callsOf(*later) > 0);
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("database");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("another password") << u"reader"_s << u"calls"_s << ErrorKind::Denied;
        QTest::newRow("an unknown user") << u"nobody"_s << u"calls"_s << ErrorKind::Denied;
        QTest::newRow("no such table") << u"default"_s << u"system"_s << ErrorKind::NotFound;
        QTest::newRow("no such database") << u"default"_s << u"a&b=c'%41"_s << ErrorKind::NotFound;
    }
    void saysWhatIsWrong()
    {
        QFETCH(QString, user);
        QFETCH(QString, database);
        QFETCH(ErrorKind, kind);
        const WebServer server = user == u"default"_s
            ? WebServer{m_server->asReader().url, user, {}}
            : m_server->asUser(user, "wrong-5ecret");
        ClickHouseMetrics source(server, database, m_clock);
        const auto told = test::answerOf(source.read(requestOf({}, edges(24h, QTimeZone::utc()))));
        QVERIFY(!told);
        QCOMPARE(told.error().kind, kind);
        QVERIFY(!told.error().message.isEmpty());
        QVERIFY(!(told.error().message + told.error().detail).contains(u"5ecret"_s));
    }

    void aReadThatIsCancelledEnds()
    {
        QFuture<Result<MetricAnswer>> future =
            m_source->read(requestOf({}, edges(24h, QTimeZone::utc())));
        future.cancel();
        QTRY_VERIFY(future.isFinished());
        QVERIFY(test::answerOf(m_source->read(requestOf({}, edges(24h, QTimeZone::utc())))));
    }

    /// Last: it ends the server.
    void withoutAServerItIsUnavailable()
    {
        m_server->stop();
        const auto told =
            test::answerOf(m_source->read(requestOf({}, edges(24h, QTimeZone::utc()))));
        QVERIFY(!told);
        QCOMPARE(told.error().kind, ErrorKind::Unavailable);
    }
};

QTEST_GUILESS_MAIN(ClickHouseTest)
#include "clickhouse_test.moc"
