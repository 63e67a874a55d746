#include "models/events/eventcollection.h"
#include "models/histogram/countquery.h"
#include "models/histogram/postgreshistogram.h"
#include "services/gateway/store/migrator.h"
#include "services/postgres/connection.h"
#include "tests/support/manualclock.h"
#include "tests/support/testcluster.h"

#include <QDateTime>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::collection;
using namespace gatehouse::histogram;
using namespace gatehouse::test;
using namespace std::chrono_literals;

namespace {

/// One every 61.3 s, so over eight days and in every part of a minute.
constexpr const char *insertEvents = R"(
    INSERT INTO gatehouse.webhook_event (id, received_at, source, tenant, event_type, status, signature_valid)
    SELECT id, gatehouse.uuid_time(id), (ARRAY['stripe', 'github', 'shopify'])[n % 3 + 1],
           (ARRAY['acme', NULL, 'umbrella', ''])[n % 4 + 1], (ARRAY['order.paid', 'order.cancelled'])[n % 2 + 1],
           (ARRAY['processed', 'failed', 'queued', 'discarded', 'received'])[n % 5 + 1], true
      FROM (SELECT n, gatehouse.uuid_v7('2026-11-17T13:32:07Z'::timestamptz - n * interval '61.3 seconds') AS id
              FROM generate_series(0, 11999) AS n) AS ids)";

Timestamp at(const char *iso)
{
    return Timestamp(std::chrono::milliseconds(
        QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODateWithMs).toMSecsSinceEpoch()));
}

Condition condition(const char *field, const QStringList &values, bool negated = false)
{
    Condition made;
    made.field = QString::fromLatin1(field);
    made.values = values;
    made.negated = negated;
    return made;
}

template <typename T>
Result<T> answerOf(QFuture<Result<T>> future)
{
    future.waitForFinished();
    return future.result();
}

CountRequest requestOf(TimeRange range, const Filter &filter, int most = 100,
                       const QTimeZone &zone = QTimeZone::utc())
{
    return {filter, bucketsOf(range, most, zone).edges, range, range.length()};
}

} // namespace

class PostgresHistogramTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_cluster = TestCluster::start();
        Log log(m_clock, streamSink(stderr), LogLevel::Error);
        postgres::Session owner = session("gatehouse_owner");
        QVERIFY(gateway::migrate(owner, m_clock, log));
        QVERIFY(owner.executeScript(insertEvents));
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo("gatehouse_console");
        m_connection = std::make_unique<postgres::Connection>(options);
        m_source = std::make_unique<PostgresHistogram>(m_events, *m_connection);
    }
    void cleanupTestCase()
    {
        m_source.reset();
        m_connection.reset();
        m_cluster.reset();
    }

    /// Whatever they come from, they are those of the rows.
    void countsAreThoseOfTheRows_data()
    {
        QTest::addColumn<TimeRange>("range");
        QTest::addColumn<Filter>("filter");
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<int>("from");
        const TimeRange day{at("2026-11-16T13:32:07.123Z"), at("2026-11-17T13:32:07.456Z")};
        const TimeRange week{at("2026-11-10T11:07:01Z"), at("2026-11-17T13:32:07.456Z")};
        const TimeRange moment{at("2026-11-17T13:00:01Z"), at("2026-11-17T13:00:59Z")};
        const Filter failed{{condition("status", {QStringLiteral("failed")})}};
        const Filter notFailed{{condition("status", {QStringLiteral("failed")}, true)}};
        const Filter acme{{condition("tenant", {QStringLiteral("acme")})}};
        const Filter nobodys{{condition("tenant", {QString()})}};
        const Filter others{
            {condition("tenant", {QStringLiteral("acme")}, true),
             condition("source", {QStringLiteral("stripe"), QStringLiteral("github")})}};
        const Filter typed{{condition("event_type", {QStringLiteral("*.paid")})}};
        const QByteArray utc("UTC");
        const auto row = [](const char *name, TimeRange range, const Filter &filter,
                            const QByteArray &zone, CountFrom from) {
            QTest::newRow(name) << range << filter << zone << static_cast<int>(from);
        };
        row("all of a day", day, {}, utc, CountFrom::Minutes);
        row("one status", day, failed, utc, CountFrom::Minutes);
        row("all but one status", week, notFailed, utc, CountFrom::Minutes);
        row("a zone half an hour off", week, {}, "Asia/Kolkata", CountFrom::Minutes);
        row("less than a minute", moment, {}, utc, CountFrom::Rows);
        row("one tenant", week, acme, utc, CountFrom::Hours);
        row("no tenant", week, nobodys, utc, CountFrom::Hours);
        row("tenants and sources", week, others, "Europe/Berlin", CountFrom::Hours);
        row("one tenant by quarters", day, acme, utc, CountFrom::Rows);
        row("one tenant, half an hour off", week, acme, "Asia/Kolkata", CountFrom::Rows);
        row("a type", week, typed, utc, CountFrom::Rows);
    }
    void countsAreThoseOfTheRows()
    {
        QFETCH(TimeRange, range);
        QFETCH(Filter, filter);
        QFETCH(QByteArray, zone);
        const CountRequest request = requestOf(range, filter, 100, QTimeZone(zone));
        QTEST(static_cast<int>(bestFor(request)), "from");
        const auto counted = answerOf(m_source->count(request));
        QVERIFY2(counted, counted ? "" : qPrintable(counted.error().detail));
        QVERIFY(counted->from == range.from);
        QVERIFY(counted->counts == rowsOf(request));
    }

    void rowsAreCountedSliceBySlice()
    {
        CountRequest request = requestOf({at("2026-11-16T13:32:07Z"), at("2026-11-17T13:32:08Z")},
                                         {{condition("event_type", {QStringLiteral("*.paid")})}});
        request.slice = 2h;
        const auto counted = answerOf(m_source->count(request));
        QVERIFY(counted);
        QVERIFY(counted->from == request.range.until - 2h);
        request.range.from = counted->from;
        QVERIFY(counted->counts == rowsOf(request));
    }

    void extentIsFromTheOldestToTheNewest()
    {
        const auto extent = answerOf(m_source->extent());
        QVERIFY(extent);
        QVERIFY(extent->until == at("2026-11-17T13:32:07Z") + 1us);
        QVERIFY(extent->until - extent->from > std::chrono::seconds(61 * 11999));
    }

    void aGatewayWithoutRollupsHasItsRowsCounted()
    {
        postgres::Session owner = session("gatehouse_owner");
        QVERIFY(owner.executeScript("ALTER VIEW console.event_minutes RENAME TO a; ALTER VIEW "
                                    "console.event_hours RENAME TO b"));
        PostgresHistogram source(m_events, *m_connection);
        CountRequest request =
            requestOf({at("2026-11-16T13:32:07Z"), at("2026-11-17T13:32:08Z")}, {});
        const auto counted = answerOf(source.count(request));
        request.slice = 2h;
        const auto part = answerOf(source.count(request));
        QVERIFY(owner.executeScript("ALTER VIEW console.a RENAME TO event_minutes; ALTER VIEW "
                                    "console.b RENAME TO event_hours"));
        QVERIFY(counted && part);
        QVERIFY(counted->counts == rowsOf(request));
        QVERIFY(part->from == request.range.until - 2h);
    }

    void aChipThatCannotBeUsedIsInvalid()
    {
        const auto counted = answerOf(
            m_source->count(requestOf({at("2026-11-16T13:32:07Z"), at("2026-11-17T13:32:08Z")},
                                      {{condition("nothing", {QStringLiteral("x")})}})));
        QVERIFY(!counted);
        QCOMPARE(counted.error().kind, ErrorKind::Invalid);
    }

private:
    postgres::Session session(const std::string &role)
    {
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo(role);
        auto session = postgres::Session::connect(options);
        if (!session)
            qFatal("%s", qPrintable(session.error().message));
        return std::move(*session);
    }
    /// Counted one by one, by a statement with nothing of what is tested but the conditions.
    std::vector<StatusCounts> rowsOf(const CountRequest &request);

    std::unique_ptr<TestCluster> m_cluster;
    ManualClock m_clock;
    Descriptor m_events = events::eventCollection();
    std::unique_ptr<postgres::Connection> m_connection;
    std::unique_ptr<PostgresHistogram> m_source;
};

std::vector<StatusCounts> PostgresHistogramTest::rowsOf(const CountRequest &request)
{
    std::vector<StatusCounts> counts(request.edges.size() - 1);
    const std::map<QString, std::string> conditions{
        {QStringLiteral("status"), "status"},
        {QStringLiteral("tenant"), "coalesce(tenant, '')"},
        {QStringLiteral("source"), "source"},
        {QStringLiteral("event_type"), "'*.' || split_part(event_type, '.', 2)"}};
    std::string where;
    postgres::Parameters parameters{request.range.from, request.range.until};
    for (const Condition &condition : request.filter.conditions) {
        postgres::Array<std::string> values;
        for (const QString &value : condition.values)
            values.emplace_back(value.toStdString());
        parameters.emplace_back(values);
        where += std::string(" AND ") + (condition.negated ? "NOT " : "") + "("
            + conditions.at(condition.field) + ") = ANY ($" + std::to_string(parameters.size())
            + "::text[])";
    }
    auto owner = session("gatehouse_owner");
    const auto rows = owner.execute("SELECT received_at, status FROM gatehouse.webhook_event"
                                    " WHERE received_at >= $1 AND received_at < $2"
                                        + where,
                                    parameters);
    if (!rows)
        qFatal("%s", qPrintable(rows.error().detail));
    for (int row = 0; row < rows->size(); ++row) {
        const auto time = rows->get<Timestamp>(row, 0);
        const auto behind = std::upper_bound(request.edges.begin(), request.edges.end(), time);
        ++counts[static_cast<std::size_t>(behind - request.edges.begin() - 1)]
                [QString::fromStdString(rows->get<std::string>(row, 1))];
    }
    return counts;
}

QTEST_GUILESS_MAIN(PostgresHistogramTest)
#include "postgreshistogram_test.moc"
