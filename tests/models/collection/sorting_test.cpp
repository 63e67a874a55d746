#include "models/collection/postgressource.h"
#include "models/collection/sqlquery.h"
#include "models/deadletters/deadlettercollection.h"
#include "models/deliveries/deliverycollection.h"
#include "models/events/eventcollection.h"
#include "models/jobs/jobcollection.h"
#include "services/gateway/store/migrator.h"
#include "services/postgres/connection.h"
#include "tests/support/manualclock.h"
#include "tests/support/testcluster.h"

#include <QDateTime>
#include <QTest>

#include <algorithm>

using namespace gatehouse;
using namespace gatehouse::collection;
using namespace gatehouse::test;

namespace {

constexpr int pageLimit = 97;

/// Three share each millisecond; every value is there many times, and missing in some rows; texts
/// that databases of other languages sort otherwise.
constexpr const char *insertEvents = R"(
    INSERT INTO gatehouse.webhook_event (id, received_at, source, tenant, event_type, status,
        signature_valid, attempts, error, occurred_at, body_size)
    SELECT id, gatehouse.uuid_time(id), (ARRAY['stripe', 'github', 'hubspot'])[n % 3 + 1],
           (ARRAY['acme', NULL, 'a_me', 'ACME', '', 'o''brien', 'umbrella', '😀', 'ｚ'])[n % 9 + 1],
           (ARRAY['order.paid', 'order_paid', 'Order paid', '100%', NULL, 'ÖRDER', 'örder', 'z'])[n % 8 + 1],
           (ARRAY['processed', 'failed', 'queued', 'discarded'])[n % 4 + 1], true, n % 6, 'why',
           CASE WHEN n % 5 = 0 THEN gatehouse.uuid_time(id) - n % 11 * interval '7.000001 min' END,
           CASE WHEN n % 100 = 0 THEN 2000000000 ELSE n % 13 * 1000 END
      FROM (SELECT n, (lpad(to_hex(1794900000000 - (n / 3)::bigint * 2160000), 12, '0') || '70008000'
                       || lpad(to_hex((n * 7919) % 1000003), 12, '0'))::uuid AS id
              FROM generate_series(0, 899) AS n) AS ids)";

constexpr const char *insertDestinations = R"(
    INSERT INTO gatehouse.destination (id, name, base_url)
    SELECT gen_random_uuid(), name, 'http://127.0.0.1' FROM unnest(ARRAY['default', 'Second', 'third']) AS name)";

constexpr const char *insertJobs = R"(
    INSERT INTO gatehouse.job_execution (id, created_at, event_id, task_name, path, mode, source, tenant,
        event_type, idempotency_key, status, attempts, next_attempt_at, started_at, finished_at, queue, priority,
        destination_id)
    SELECT e.id, e.received_at, e.id, 'deliver', '/order-event', 'live', e.source, e.tenant, e.event_type, e.id::text,
           (ARRAY['pending', 'dead', 'succeeded', 'dead', 'waiting', 'dead'])[e.attempts + 1], e.attempts,
           e.received_at + e.attempts % 4 * interval '1.5 min',
           CASE WHEN e.attempts > 1 THEN e.received_at END,
           e.received_at + e.attempts * interval '0.100003 s', (ARRAY['high', 'standard', 'batch'])[e.attempts % 3 + 1],
           e.attempts % 2, d.id
      FROM gatehouse.webhook_event e
      LEFT JOIN gatehouse.destination d
        ON d.name = (ARRAY['default', 'Second', 'third', NULL])[e.body_size / 1000 % 4 + 1])";

constexpr const char *insertLetters = R"(
    INSERT INTO gatehouse.dead_letter (id, created_at, died_at, job_id, event_id, source, tenant,
        event_type, root_cause, error, fingerprint, response_status, attempts, state, reenqueues)
    SELECT id, created_at, created_at + attempts % 3 * interval '90 min', id, event_id, source, tenant, event_type,
           (ARRAY['http_4xx', 'timeout', 'http_5xx'])[attempts / 2 + 1], 'why', 'HTTP N',
           CASE WHEN attempts <> 3 THEN 400 + attempts END, attempts,
           (ARRAY['open', 'recovered', 'discarded'])[attempts / 2 + 1], attempts % 2
      FROM gatehouse.job_execution WHERE status = 'dead')";

constexpr const char *insertDeliveries = R"(
    INSERT INTO gatehouse.delivery_attempt (id, created_at, job_id, event_id, attempt, request_id, url,
        request_headers, response_status, duration_ms)
    SELECT id, created_at + interval '1.234567 s', id, event_id, attempts + 1, id, 'http://127.0.0.1', '[]',
           CASE WHEN attempts > 1 THEN 200 + attempts * 60 END, attempts * 0.1
      FROM gatehouse.job_execution)";

/// So many that a plan without the index would be another one.
constexpr const char *insertMoreLetters = R"(
    INSERT INTO gatehouse.dead_letter (id, created_at, died_at, job_id, event_id, source, event_type, root_cause, error,
        fingerprint, response_status, attempts, state)
    SELECT id, created_at, created_at + n % 1000 * interval '1 s', id, event_id, source, event_type,
           (ARRAY['http_4xx', 'timeout', 'http_5xx'])[n % 3 + 1], 'why', 'HTTP N',
           CASE WHEN n % 2 = 0 THEN 400 + n % 100 END, n % 20, (ARRAY['open', 'recovered', 'discarded'])[n % 3 + 1]
      FROM (SELECT *, row_number() OVER () AS n FROM new_job) AS numbered)";
constexpr const char *insertMoreJobs = R"(
    CREATE TABLE pg_temp.new_job AS
    WITH made AS (
        INSERT INTO gatehouse.job_execution (id, created_at, event_id, task_name, path, mode, source,
            event_type, idempotency_key, status, attempts, next_attempt_at)
        SELECT id, gatehouse.uuid_time(id), id, 'deliver', '/order-event', 'live', 'stripe', 'order.paid', id::text, 'dead', 5,
               now()
          FROM (SELECT (lpad(to_hex(1790000000000 + n * 1000), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid
                    AS id FROM generate_series(1, 30000) AS n) AS ids
        RETURNING *)
    SELECT * FROM made)";

QList<Descriptor> listed()
{
    return {events::eventCollection(), jobs::jobCollection(), deadletters::deadLetterCollection(),
            deliveries::deliveryCollection()};
}

template <typename T>
Result<T> answerOf(QFuture<Result<T>> future)
{
    future.waitForFinished();
    return future.result();
}

/// Whether the first cell is smaller; a string by its characters' numbers.
bool isLess(const QVariant &one, const QVariant &other)
{
    if (one.userType() == QMetaType::QString)
        return one.toString().toUtf8() < other.toString().toUtf8();
    if (one.userType() == QMetaType::QDateTime)
        return one.toDateTime() < other.toDateTime();
    return one.toDouble() < other.toDouble();
}

/// The list in that order, found without a database.
std::vector<Row> sorted(std::vector<Row> rows, const Descriptor &descriptor, const Sort &sort)
{
    const auto cell = std::size_t(
        descriptor.readColumns().indexOf(sort.isByValue() ? sort.column : descriptor.sortColumn));
    std::sort(rows.begin(), rows.end(), [&](const Row &one, const Row &other) {
        const QVariant &a = one.cells[cell];
        const QVariant &b = other.cells[cell];
        if (a.isNull() != b.isNull())
            return b.isNull();
        if (!a.isNull() && sort.isByValue() && a != b)
            return sort.ascending ? isLess(a, b) : isLess(b, a);
        const auto place = [](const Row &row) { return std::pair(row.key.sort, row.key.id); };
        return sort.ascending ? place(one) < place(other) : place(other) < place(one);
    });
    return rows;
}

/// Of each row its id and its cells.
bool areSame(const std::vector<Row> &one, const std::vector<Row> &other)
{
    return std::equal(
        one.begin(), one.end(), other.begin(), other.end(),
        [](const Row &a, const Row &b) { return a.key.id == b.key.id && a.cells == b.cells; });
}

} // namespace

/// Lists in other orders than their own, read from a real Postgres by the statements of the
/// console.
class SortingTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_cluster = TestCluster::start();
        Log log(m_clock, streamSink(stderr), LogLevel::Error);
        postgres::Session owner = session("gatehouse_owner");
        const Result<> migrated = gateway::migrate(owner, m_clock, log);
        QVERIFY2(migrated, migrated ? "" : qPrintable(migrated.error().detail));
        QVERIFY(owner.executeScript("SELECT gatehouse.ensure_partitions('2026-08-01', 5)"));
        for (const char *sql :
             {insertEvents, insertDestinations, insertJobs, insertLetters, insertDeliveries}) {
            const Result<> inserted = owner.executeScript(sql);
            QVERIFY2(inserted, inserted ? "" : qPrintable(inserted.error().detail));
        }
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo("gatehouse_console");
        m_connection = std::make_unique<postgres::Connection>(options);
    }

    void cleanupTestCase()
    {
        m_connection.reset();
        m_cluster.reset();
    }

    void everyOrderIsReadPageByPageInBothDirections_data() { addOrders(); }
    void everyOrderIsReadPageByPageInBothDirections()
    {
        QFETCH(int, index);
        QFETCH(QString, column);
        QFETCH(bool, ascending);
        const Descriptor descriptor = listed()[index];
        const Sort sort{column, ascending};
        PostgresSource source(descriptor, *m_connection);
        const std::vector<Row> expected = sorted(wholeList(source), descriptor, sort);
        QVERIFY(expected.size() > pageLimit);
        QVERIFY(areSame(walk(source, sort, PageRequest::Direction::Older), expected));
        QVERIFY(areSame(walk(source, sort, PageRequest::Direction::Newer), expected));
    }

    void everyPlaceOfAnOrderIsReached_data() { addOrders(); }
    void everyPlaceOfAnOrderIsReached()
    {
        QFETCH(int, index);
        QFETCH(QString, column);
        QFETCH(bool, ascending);
        const Descriptor descriptor = listed()[index];
        PostgresSource source(descriptor, *m_connection);
        PageRequest request;
        request.sort = {column, ascending};
        request.limit = 5000;
        const std::vector<Row> whole = answerOf(source.page(request))->rows;
        request.limit = 3;
        for (std::size_t at = 0; at < whole.size(); at += 41) {
            for (const bool inclusive : {false, true}) {
                request.from = whole[at].key;
                request.inclusive = inclusive;
                request.direction = PageRequest::Direction::Older;
                const std::size_t first = at + (inclusive ? 0 : 1);
                const std::size_t end = std::min(whole.size(), first + 3);
                const Result<Page> below = answerOf(source.page(request));
                QVERIFY(below);
                QVERIFY(areSame(below->rows, slice(whole, first, end)));
                QCOMPARE(below->isLast, end == whole.size());
                request.direction = PageRequest::Direction::Newer;
                const std::size_t last = at + (inclusive ? 1 : 0);
                const std::size_t start = last < 3 ? 0 : last - 3;
                const Result<Page> above = answerOf(source.page(request));
                QVERIFY(above);
                QVERIFY(areSame(above->rows, slice(whole, start, last)));
                QCOMPARE(above->isLast, start == 0);
            }
        }
    }

    /// A program that has rows knows their order by their keys alone.
    void keysCompareAsTheDatabaseSorts_data() { addOrders(); }
    void keysCompareAsTheDatabaseSorts()
    {
        QFETCH(int, index);
        QFETCH(QString, column);
        QFETCH(bool, ascending);
        PostgresSource source(listed()[index], *m_connection);
        PageRequest request;
        request.sort = {column, ascending};
        request.limit = 5000;
        const std::vector<Row> rows = answerOf(source.page(request))->rows;
        for (std::size_t at = 1; at < rows.size(); ++at) {
            QVERIFY(standsAbove(request.sort, rows[at - 1].key, rows[at].key));
            QVERIFY(!standsAbove(request.sort, rows[at].key, rows[at - 1].key));
        }
    }

    void anOrderGoesWithAFilter()
    {
        const Descriptor letters = deadletters::deadLetterCollection();
        PostgresSource source(letters, *m_connection);
        PageRequest request;
        request.filter = {{{field("state"), Operator::Is, {field("open")}}}};
        request.sort = {field("response_status"), true};
        request.limit = 5000;
        std::vector<Row> expected = wholeList(source);
        const qsizetype state = letters.readColumns().indexOf(field("state"));
        std::erase_if(expected, [&](const Row &row) {
            return row.cells[std::size_t(state)].toString() != field("open");
        });
        QVERIFY(!expected.empty());
        QVERIFY(
            areSame(answerOf(source.page(request))->rows, sorted(expected, letters, request.sort)));
    }

    void aColumnThatIsNotDeclaredIsRefused()
    {
        PostgresSource source(events::eventCollection(), *m_connection);
        PageRequest request;
        request.sort.column = field("error\" DESC; DROP TABLE gatehouse.setting; --");
        QCOMPARE(answerOf(source.page(request)).error().kind, ErrorKind::Invalid);
        QCOMPARE(answerOf(source.sortCost({}, request.sort)).error().kind, ErrorKind::Invalid);
    }

    void whatIsDeclaredIndexedIsReadByItsIndexAtAnyDepth_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<bool>("ascending");
        for (const SortColumn &column : deadletters::deadLetterCollection().sorts) {
            for (const bool ascending : {false, true}) {
                if (column.isIndexed)
                    QTest::addRow("%s %s", qPrintable(column.name), ascending ? "asc" : "desc")
                        << column.name << ascending;
            }
        }
    }
    void whatIsDeclaredIndexedIsReadByItsIndexAtAnyDepth()
    {
        QFETCH(QString, column);
        QFETCH(bool, ascending);
        addManyLetters();
        const Descriptor letters = deadletters::deadLetterCollection();
        PostgresSource source(letters, *m_connection);
        PageRequest request;
        request.sort = {column, ascending};
        request.limit = 9000;
        const Result<Page> first = answerOf(source.page(request));
        QVERIFY(first && first->rows.size() == 9000);
        request.limit = 200;
        for (const std::size_t depth : {std::size_t(0), std::size_t(8999)}) {
            if (depth > 0)
                request.from = first->rows[depth].key;
            const auto statement = pageStatement(letters, request, {}, partsOf(request).front());
            QVERIFY(statement);
            const QString plan = planOf(*statement);
            QVERIFY2(!plan.contains(field("Sort")), qPrintable(plan));
            QVERIFY2(plan.contains(field("dead_letter_by_")), qPrintable(plan));
        }
        const Result<SortCost> cost = answerOf(source.sortCost({}, request.sort));
        QVERIFY(cost && cost->isIndexed);
    }

    void anOrderWithoutAnIndexSaysHowManyRowsAreRead()
    {
        addManyLetters();
        PostgresSource source(deadletters::deadLetterCollection(), *m_connection);
        const Result<SortCost> cost = answerOf(source.sortCost({}, {field("event_type"), false}));
        QVERIFY(cost && !cost->isIndexed);
        QVERIFY(cost->rows && *cost->rows > 25'000 && *cost->rows < 35'000);
        QVERIFY(!isCheap(*cost));
    }

    /// Rows that no index leads to are all looked at, however few there are.
    void aSearchedFilterDoesNotMakeASortCheap()
    {
        addManyLetters();
        PostgresSource source(deadletters::deadLetterCollection(), *m_connection);
        const Filter filter{{{field("tenant"), Operator::Is, {field("umbrella")}}}};
        const Result<SortCost> cost =
            answerOf(source.sortCost(filter, {field("event_type"), false}));
        QVERIFY(cost && cost->rows);
        QVERIFY(*cost->rows > 25'000);
    }

    void fewRowsAreSortedWithoutAsking()
    {
        PostgresSource source(deliveries::deliveryCollection(), *m_connection);
        const Result<SortCost> cost = answerOf(source.sortCost({}, {field("duration_ms"), false}));
        QVERIFY(cost && isCheap(*cost));
    }

private:
    static QString field(const char *name) { return QLatin1String(name); }

    static std::vector<Row> slice(const std::vector<Row> &rows, std::size_t from, std::size_t end)
    {
        return {rows.begin() + std::ptrdiff_t(from), rows.begin() + std::ptrdiff_t(end)};
    }

    static void addOrders()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("column");
        QTest::addColumn<bool>("ascending");
        const QList<Descriptor> all = listed();
        for (int index = 0; index < all.size(); ++index) {
            QStringList columns{QString()};
            for (const SortColumn &column : all[index].sorts)
                columns += column.name;
            for (const QString &column : columns) {
                for (const bool ascending : {false, true})
                    QTest::addRow("%s by %s %s", qPrintable(all[index].id), qPrintable(column),
                                  ascending ? "asc" : "desc")
                        << index << column << ascending;
            }
        }
    }

    static std::vector<Row> wholeList(Source &source)
    {
        PageRequest request;
        request.limit = 50'000;
        return answerOf(source.page(request))->rows;
    }

    static std::vector<Row> walk(Source &source, const Sort &sort, PageRequest::Direction direction)
    {
        const bool isDown = direction == PageRequest::Direction::Older;
        PageRequest request;
        request.sort = sort;
        request.direction = direction;
        request.limit = pageLimit;
        std::vector<Row> all;
        for (bool isLast = false; !isLast;) {
            const Result<Page> page = answerOf(source.page(request));
            if (!page || page->rows.empty())
                break;
            all.insert(isDown ? all.end() : all.begin(), page->rows.begin(), page->rows.end());
            request.from = (isDown ? all.back() : all.front()).key;
            isLast = page->isLast;
        }
        return all;
    }

    postgres::Session session(const char *role) const
    {
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo(role);
        return std::move(*postgres::Session::connect(options));
    }

    void addManyLetters()
    {
        if (std::exchange(m_hasManyLetters, true))
            return;
        postgres::Session owner = session("gatehouse_owner");
        for (const char *sql : {insertMoreJobs, insertMoreLetters,
                                "ANALYZE gatehouse.job_execution; ANALYZE gatehouse.dead_letter"}) {
            const Result<> done = owner.executeScript(sql);
            QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
        }
    }

    QString planOf(const postgres::Statement &statement) const
    {
        postgres::Session console = session("gatehouse_console");
        const Result<postgres::Rows> rows =
            console.execute("EXPLAIN (COSTS OFF) " + statement.sql, statement.parameters);
        if (!rows)
            return QStringLiteral("Sort: ") + rows.error().detail;
        QStringList lines;
        for (int row = 0; row < rows->size(); ++row)
            lines += QString::fromStdString(rows->get<std::string>(row, 0));
        return lines.join(u'\n');
    }

    ManualClock m_clock;
    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<postgres::Connection> m_connection;
    bool m_hasManyLetters = false;
};

QTEST_GUILESS_MAIN(SortingTest)
#include "sorting_test.moc"
