#include "models/collection/apisource.h"
#include "models/collection/filtertext.h"
#include "models/collection/postgressource.h"
#include "models/collection/rowid.h"
#include "models/completion/apivalues.h"
#include "models/completion/postgresvalues.h"
#include "models/deadletters/deadlettercollection.h"
#include "models/deliveries/deliverycollection.h"
#include "models/destinations/destinationcollection.h"
#include "models/events/eventcollection.h"
#include "models/histogram/apihistogram.h"
#include "models/histogram/postgreshistogram.h"
#include "models/jobs/jobcollection.h"
#include "models/jwtkeys/jwtkeycollection.h"
#include "models/ledger/ledgercollection.h"
#include "models/routes/routecollection.h"
#include "models/secrets/secretcollection.h"
#include "services/admin_api/adminclient.h"
#include "services/gateway/gateway.h"
#include "services/postgres/connection.h"
#include "services/postgres/session.h"
#include "tests/support/testcluster.h"

#include <QFutureWatcher>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::collection;

namespace {

constexpr int pageLimit = 40;

/// What is awkward to filter by, page through and show; three events share each millisecond.
constexpr const char *insertEvents = R"(
    INSERT INTO gatehouse.webhook_event (id, received_at, source, tenant, event_type, status,
        signature_valid, attempts, error, occurred_at, subject_id, actor_email, trace_id, body_size)
    SELECT id, gatehouse.uuid_time(id), (ARRAY['stripe', 'github', 'hubspot'])[n % 3 + 1],
           (ARRAY['acme', NULL, 'a_me', 'ACME', '', 'o''brien', 'umbrella'])[n % 7 + 1],
           (ARRAY['order.paid', 'order_paid', 'order%paid', 'order\paid', 'orderXpaid', '100%', 'a*b',
                  '"quoted"', 'a&b=c+d#e', 'ÖRDER', 'örder', E'two\nlines', 'with "quotes"'])[n % 13 + 1],
           (ARRAY['processed', 'failed', 'queued', 'discarded'])[n % 4 + 1],
           n % 4 <> 3, n % 6,
           CASE WHEN n % 3 = 0 THEN '422 Sku is required (100%)' END,
           CASE WHEN n % 5 = 0 THEN gatehouse.uuid_time(id) + interval '1.234567 s' END,
           CASE WHEN n % 4 = 0 THEN 'cus_' || n END,
           CASE WHEN n % 2 = 0 THEN 'kim+' || n || '@acme.example' ELSE '' END,
           md5(n::text), n * 1000
      FROM (SELECT n, (lpad(to_hex(1794900000000 - (n / 3)::bigint * 2160000), 12, '0') || '70008000'
                       || lpad(to_hex((n * 7919) % 1000003), 12, '0'))::uuid AS id
              FROM generate_series($1::bigint, $2::bigint) AS n) AS ids)";

constexpr const char *insertPayloads = R"(
    INSERT INTO gatehouse.webhook_payload (event_id, received_at, headers, request_url, canonical)
    SELECT id, received_at,
           jsonb_build_array(jsonb_build_array('X-GitHub-Event', (ARRAY['issues', 'push'])[attempts % 2 + 1]),
                             jsonb_build_array('X-Number', attempts::text), jsonb_build_array('odd')),
           '/', CASE WHEN attempts < 5 THEN
           jsonb_build_object('subject', jsonb_build_object('id', 'sub_' || attempts), 'data',
               jsonb_build_object('object', jsonb_build_object('id', 'ord_' || body_size / 1000),
                   'n', CASE WHEN attempts % 2 = 0 THEN to_jsonb(body_size / 1000)
                             ELSE to_jsonb((body_size / 1000)::text) END,
                   'paid', attempts = 1, 'q"\', 'o''brien "ö" = ' || attempts,
                   'lines', jsonb_build_array(jsonb_build_object('sku', 'A-' || attempts),
                                              jsonb_build_object('sku', 'B'))))
           END
      FROM gatehouse.webhook_event WHERE body_size % 7 > 0)";

constexpr const char *insertJobs = R"(
    INSERT INTO gatehouse.job_execution (id, created_at, event_id, task_name, path, mode, source, tenant,
        event_type, idempotency_key, status, attempts, error, next_attempt_at, started_at, finished_at)
    SELECT id, gatehouse.uuid_time(id), id, 'deliver', '/wp-json/order-event', 'live', source, tenant,
           event_type, id::text, CASE WHEN attempts % 2 = 0 THEN 'dead' ELSE 'succeeded' END, attempts, error,
           received_at, received_at, received_at + attempts * interval '100 ms'
      FROM gatehouse.webhook_event WHERE attempts < 4)";

constexpr const char *insertLetters = R"(
    INSERT INTO gatehouse.dead_letter (id, created_at, died_at, job_id, event_id, source, tenant,
        event_type, root_cause, error, fingerprint, response_status, attempts, state)
    SELECT id, created_at, created_at + interval '1.5 s', id, event_id, source, tenant, event_type,
           CASE WHEN attempts = 0 THEN 'timeout' ELSE 'http_4xx' END, coalesce(error, ''), 'HTTP N',
           CASE WHEN attempts > 0 THEN 422 END, attempts,
           (ARRAY['open', 'recovered', 'discarded'])[attempts + 1]
      FROM gatehouse.job_execution WHERE status = 'dead')";

constexpr const char *insertDeliveries = R"(
    INSERT INTO gatehouse.delivery_attempt (id, created_at, job_id, event_id, attempt, request_id, url,
        request_headers, response_status, error, duration_ms)
    SELECT id, created_at + interval '1.234567 s', id, event_id, attempts + 1, id, 'http://127.0.0.1' || path, '[]',
           CASE WHEN attempts > 0 THEN 200 + attempts * 111 END, error, attempts * 0.75
      FROM gatehouse.job_execution)";

constexpr const char *insertEntries = R"(
    SELECT gatehouse.append_audit('kim ' || n, 'admin', (ARRAY['dlq.discard', 'jobs.retry'])[n % 2 + 1],
               'job', n::text, 'because 50%_off', jsonb_build_object('n', n))
      FROM generate_series(1, 90) AS n)";

/// Due, overdue, being rotated with and without an end, and replaced.
constexpr const char *insertSecrets = R"(
    INSERT INTO gatehouse.provider_secret (id, created_at, source, tenant, version, state, created_by, active_since,
        expires_at, revoked_at, fingerprint, master_key)
    SELECT ('01a1e9b4-0000-7000-9000-' || lpad((n * 10 + version)::text, 12, '0'))::uuid,
           '2026-10-01'::timestamptz + n * interval '1.234567 h' + version * interval '1 day', 'slack', 't' || n, version,
           (ARRAY['revoked', 'retiring', 'active'])[version], 'kim', now() - n * interval '5.000001 days',
           CASE WHEN version = 2 AND n % 2 = 0 THEN now() + n * interval '3 h' END,
           CASE WHEN version = 1 THEN '2026-11-10'::timestamptz END, md5(n::text)::varchar(8), 'ffffffff'
      FROM generate_series(1, 40) AS n, generate_series(1, 3) AS version
     WHERE version <> 2 OR n % 3 = 0)";

constexpr const char *insertKeys = R"(
    INSERT INTO gatehouse.jwt_key (id, created_at, kid, algorithm, public_key, issuer, audience, state, created_by,
        active_since, expires_at, revoked_at, last_used_at, uses)
    SELECT ('01a1e9b4-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, '2026-11-10'::timestamptz + n * interval '1 h',
           'kid_%' || n, CASE WHEN n % 2 = 0 THEN 'RS256' ELSE 'ES256' END, 'PEM ' || n,
           'https://acme.example', 'gatehouse',
           CASE n WHEN 60 THEN 'active' WHEN 59 THEN 'retiring' ELSE 'revoked' END, 'kim',
           '2026-11-10'::timestamptz + n * interval '1 h', CASE WHEN n = 59 THEN now() + interval '7 days' END,
           CASE WHEN n < 59 THEN '2026-11-12 08:00Z'::timestamptz END,
           CASE WHEN n % 3 = 0 THEN '2026-11-12 09:00:00.123456Z'::timestamptz END, n * 7
      FROM generate_series(1, 60) AS n)";

QList<Descriptor> listed()
{
    return {events::eventCollection(),           jobs::jobCollection(),
            deadletters::deadLetterCollection(), ledger::ledgerCollection(),
            routes::routeCollection(),           destinations::destinationCollection(),
            secrets::secretCollection(),         jwtkeys::jwtKeyCollection(),
            deliveries::deliveryCollection()};
}

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

/// What is compared with in a field of that type.
QList<QPair<Operator, QStringList>> comparisons(const FilterField &field, const QString &present)
{
    using enum Operator;
    const QString unknown = text("01a1e9b4-ed58-7327-b569-6ed663e67889");
    switch (field.type) {
    case FilterType::Text:
        return {{Is, {present}},
                {Is, {text("*a*"), text("ACME")}},
                {Is, {text("*_paid"), text("*%*"), text("*\\*"), text("a&b=c+d#e")}},
                {Is, {QString()}},
                {Is, {QString(), present, text("no such '; --")}},
                {Contains, {text("ör"), text("O'B"), text("\"")}},
                {Contains, {text("%"), text("_"), text("\\"), text("*")}}};
    case FilterType::Choice:
        return {
            {Is, field.choices.mid(0, 1)},
            {Is, field.choices.mid(1, 2)},
            {Is,
             {field.link.view.isEmpty() ? QString() : field.choices.at(2), field.choices.last()}},
            {Contains, {field.choices.first().mid(1, 3).toUpper()}}};
    case FilterType::Uuid:
        return {{Is, {present}}, {Is, {u' ' + present + u' ', unknown}}, {Is, {QString()}}};
    case FilterType::Number:
        return {{Is, {text("0"), text("2")}}, {Is, {text("2.5"), text("3.0"), QString()}},
                {AtLeast, {text("1.5")}},     {AtLeast, {text("-3")}},
                {AtMost, {text("2")}},        {AtMost, {text("99999999999999999999")}}};
    case FilterType::Boolean:
        return {
            {Is, {text("yes")}}, {Is, {text("no"), QString()}}, {Is, {text("no"), text("yes")}}};
    case FilterType::Time:
        return {{AtLeast, {text("2026-11-10")}},
                {AtMost, {text("2026-11-10")}},
                {AtLeast, {text("2026-11-12T08:00:00.5+02:00")}},
                {AtMost, {text("2026-11-12 08:00")}},
                {AtLeast, {text("30d")}},
                {AtMost, {text("15 min")}}};
    case FilterType::Path:
        return {{Is, {text("data.object.id = ord_8")}},
                {Is, {text("data.n=8"), text("data.n = 10"), text("data.n = 3.50")}},
                {Is, {text("data.lines[].sku = A-2")}},
                {Is, {text("subject.id = sub_4"), text("data.paid = true")}},
                {Is, {text("data.q\"\\=o'brien \"ö\" = 1")}}};
    case FilterType::Header:
        return {{Is, {text("x-github-EVENT = issues")}},
                {Is, {text("X-Nothing = 1"), text("X-Number = 7")}}};
    }
    return {};
}

template <typename T>
Result<T> answerOf(const QFuture<Result<T>> &future)
{
    QFutureWatcher<Result<T>> watcher;
    QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
    watcher.setFuture(future);
    if ((finished.isEmpty() && !finished.wait(30'000)) || future.resultCount() == 0)
        return failure(ErrorKind::Cancelled, {});
    return future.result();
}

QByteArray described(const Descriptor &descriptor, const Row &row)
{
    QStringList cells;
    for (int i = 0; i < int(row.cells.size()); ++i)
        cells += descriptor.readColumns()[i] + u'=' + row.cells[std::size_t(i)].toString() + u':'
            + QLatin1String(row.cells[std::size_t(i)].typeName());
    return cells.join(u", ").toUtf8();
}

bool areSame(const QVariant &one, const QVariant &other)
{
    return one.isValid() == other.isValid() && one.typeId() == other.typeId() && one == other;
}

/// What is different first; empty: nothing is.
QByteArray difference(const Descriptor &descriptor, const std::vector<Row> &one,
                      const std::vector<Row> &other)
{
    if (one.size() != other.size())
        return QByteArray::number(qsizetype(one.size())) + " rows and "
            + QByteArray::number(qsizetype(other.size()));
    for (std::size_t i = 0; i < one.size(); ++i) {
        const bool same = one[i].key == other[i].key
            && std::equal(one[i].cells.begin(), one[i].cells.end(), other[i].cells.begin(),
                          other[i].cells.end(), areSame);
        if (!same)
            return described(descriptor, one[i]) + "\n" + described(descriptor, other[i]);
    }
    return {};
}

} // namespace

/// The two sources of every collection, on the same rows of a real gateway and a real Postgres,
/// give the same: whatever the filter, the direction and the place are.
class SourcesTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    SystemClock m_clock;
    Log m_log{m_clock, [](std::string_view) {}, LogLevel::Error};
    std::unique_ptr<test::TestCluster> m_cluster;
    std::unique_ptr<gateway::Gateway> m_gateway;
    std::unique_ptr<AdminClient> m_api;
    std::unique_ptr<postgres::Connection> m_database;

    struct Both
    {
        Descriptor descriptor;
        std::unique_ptr<Source> sql;
        std::unique_ptr<Source> api;
    };

    Both both(const Descriptor &descriptor) const
    {
        return {descriptor, std::make_unique<PostgresSource>(descriptor, *m_database),
                std::make_unique<ApiSource>(descriptor, *m_api)};
    }

    void run(const std::string &sql, const postgres::Parameters &parameters = {}) const
    {
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo("gatehouse_owner");
        auto session = postgres::Session::connect(options);
        QVERIFY(session);
        const auto done = session->execute(sql, parameters);
        QVERIFY2(done, done ? "" : qPrintable(done.error().message + done.error().detail));
    }

    static void addCollections()
    {
        QTest::addColumn<int>("index");
        const QList<Descriptor> all = listed();
        for (int i = 0; i < all.size(); ++i)
            QTest::addRow("%s", qPrintable(all[i].id)) << i;
    }

    static void comparePages(const Both &sources, const PageRequest &request)
    {
        const Result<Page> sql = answerOf(sources.sql->page(request));
        const Result<Page> api = answerOf(sources.api->page(request));
        const QByteArray asked =
            QJsonDocument(toJson(request.filter)).toJson(QJsonDocument::Compact);
        QVERIFY2(sql, asked + (sql ? QByteArray() : sql.error().detail.toUtf8()));
        QVERIFY2(api, asked + (api ? QByteArray() : api.error().message.toUtf8()));
        const QByteArray different = difference(sources.descriptor, sql->rows, api->rows);
        QVERIFY2(different.isEmpty(), asked + "\n" + different);
        QCOMPARE(api->isLast, sql->isLast);
    }

    static void compareCounts(const Both &sources, const Filter &filter)
    {
        const Result<Count> sql = answerOf(sources.sql->count(filter));
        const Result<Count> api = answerOf(sources.api->count(filter));
        QVERIFY(sql && api);
        QCOMPARE(api->rows, sql->rows);
        QCOMPARE(api->isExact, sql->isExact);
    }

    /// A value that the column has in some row; a likely one where it has none.
    static QString valueOf(const Both &sources, const QString &column)
    {
        const qsizetype cell = sources.descriptor.readColumns().indexOf(column);
        const Result<Page> page = answerOf(sources.sql->page({}));
        for (const Row &row : page ? page->rows : std::vector<Row>()) {
            if (cell >= 0 && !row.cells[std::size_t(cell)].toString().isEmpty())
                return row.cells[std::size_t(cell)].toString();
        }
        return text("01a1e9b4-ed58-7327-b569-6ed663e67880");
    }

    static QList<RowKey> places(const std::vector<Row> &rows)
    {
        using std::chrono::microseconds;
        const RowKey first = rows.front().key;
        const RowKey last = rows.back().key;
        const RowKey middle = rows[rows.size() / 2].key;
        return {first,
                middle,
                last,
                {middle.sort + microseconds(1), middle.id},
                {middle.sort - microseconds(1), middle.id},
                {first.sort + std::chrono::hours(1), first.id},
                {last.sort - std::chrono::hours(1), last.id}};
    }

private slots:
    void initTestCase()
    {
        m_cluster = test::TestCluster::start();
        gateway::GatewayConfig config;
        config.database = m_cluster->conninfo("gatehouse_owner");
        config.adminToken = "test-admin-token";
        config.hmacSharedSecret = "shared";
        config.providerSecrets = {{"stripe", {{"acme", "whsec_1"}, {"globex", "whsec_2"}}},
                                  {"github", {{"acme", "gh_secret"}}}};
        config.masterKeyFile = m_folder.filePath(text("master.key")).toStdString();
        config.simulator = true;
        auto started = gateway::Gateway::start(config, m_clock, m_log);
        QVERIFY(started);
        m_gateway = std::move(*started);
        run("SELECT gatehouse.ensure_partitions('2026-08-01', 5)");
        run(insertEvents, {std::int64_t(0), std::int64_t(1200)});
        run(insertPayloads);
        run(insertJobs);
        run(insertLetters);
        run(insertDeliveries);
        run(insertEntries);
        run(insertSecrets);
        run(insertKeys);
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo("gatehouse_console_payload");
        m_database = std::make_unique<postgres::Connection>(options);
        m_api = std::make_unique<AdminClient>(QUrl(QString::fromStdString(m_gateway->url())),
                                              QByteArrayLiteral("test-admin-token"));
    }

    void cleanupTestCase()
    {
        m_api.reset();
        m_database.reset();
        m_gateway.reset();
        m_cluster.reset();
    }

    void everyFilterGivesTheSameRows_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<int>("field");
        const QList<Descriptor> all = listed();
        for (int i = 0; i < all.size(); ++i) {
            for (int field = 0; field < all[i].filters.size(); ++field)
                QTest::addRow("%s by %s", qPrintable(all[i].id),
                              qPrintable(all[i].filters[field].name))
                    << i << field;
        }
    }
    void everyFilterGivesTheSameRows()
    {
        QFETCH(int, index);
        QFETCH(int, field);
        const Both sources = both(listed()[index]);
        const FilterField &filtered = sources.descriptor.filters[field];
        const QString present = valueOf(sources, filtered.name);
        const qint64 all = answerOf(sources.sql->count({}))->rows;
        for (const auto &[comparison, values] : comparisons(filtered, present)) {
            const Filter filter{{{filtered.name, comparison, values}}};
            const Filter opposite{{{filtered.name, comparison, values, true}}};
            for (const Filter &asked : {filter, opposite}) {
                comparePages(sources, {asked, {}, std::nullopt, false, pageLimit});
                compareCounts(sources, asked);
                if (QTest::currentTestFailed())
                    return;
            }
            QCOMPARE(answerOf(sources.api->count(filter))->rows
                         + answerOf(sources.api->count(opposite))->rows,
                     all);
        }
    }

    void severalConditionsAreAllMeant_data() { addCollections(); }
    void severalConditionsAreAllMeant()
    {
        QFETCH(int, index);
        const Both sources = both(listed()[index]);
        const FilterField &one = sources.descriptor.filters[0];
        const QString value =
            one.choices.isEmpty() ? valueOf(sources, one.name) : one.choices.first();
        const Condition isThat{one.name, Operator::Is, {value}};
        const Condition containsIt{one.name, Operator::Contains, {value.left(3).toUpper()}};
        const Condition isNot{one.name, Operator::Is, {value}, true};
        const Condition off{one.name, Operator::Is, {QString()}, false, false};
        const Condition any{one.name, Operator::Is, {}};
        for (const Filter &filter : {Filter{{isThat, containsIt}},
                                     {{containsIt, isNot}},
                                     {{isThat, isNot}},
                                     {{containsIt, off, any}}}) {
            comparePages(sources, {filter, {}, std::nullopt, false, pageLimit});
            compareCounts(sources, filter);
        }
    }

    void everyPlaceIsReachedInBothDirections_data() { addCollections(); }
    void everyPlaceIsReachedInBothDirections()
    {
        QFETCH(int, index);
        const Both sources = both(listed()[index]);
        const Result<Page> whole = answerOf(sources.sql->page({{}, {}, std::nullopt, false, 5000}));
        QVERIFY(whole && !whole->rows.empty());
        QList<std::optional<RowKey>> from{std::nullopt};
        for (const RowKey &key : places(whole->rows))
            from += key;
        for (const auto direction :
             {PageRequest::Direction::Older, PageRequest::Direction::Newer}) {
            for (const std::optional<RowKey> &key : from) {
                // Whole lists from their ends and their middle alone: they are what takes the time.
                const bool isLong = !key || key == whole->rows[whole->rows.size() / 2].key;
                for (const bool inclusive : {false, true}) {
                    const QList<int> limits =
                        isLong && !inclusive ? QList<int>{1, 7, 1100} : QList<int>{1, 7};
                    for (const int limit : limits)
                        comparePages(sources, {{}, direction, key, inclusive, limit});
                }
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }

    void everyOrderIsTheSame_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("column");
        QTest::addColumn<bool>("ascending");
        const QList<Descriptor> all = listed();
        for (int i = 0; i < all.size(); ++i) {
            if (all[i].sorts.isEmpty())
                continue;
            QTest::addRow("%s, the oldest first", qPrintable(all[i].id)) << i << QString() << true;
            for (const SortColumn &column : all[i].sorts) {
                for (const bool ascending : {false, true})
                    QTest::addRow("%s by %s %s", qPrintable(all[i].id), qPrintable(column.name),
                                  ascending ? "asc" : "desc")
                        << i << column.name << ascending;
            }
        }
    }
    void everyOrderIsTheSame()
    {
        QFETCH(int, index);
        QFETCH(QString, column);
        QFETCH(bool, ascending);
        const Both sources = both(listed()[index]);
        const Sort sort{column, ascending};
        PageRequest whole{{}, {}, std::nullopt, false, 5000};
        whole.sort = sort;
        const Result<Page> read = answerOf(sources.sql->page(whole));
        QVERIFY(read && !read->rows.empty());
        const std::vector<Row> &rows = read->rows;
        const QList<std::optional<RowKey>> from{std::nullopt, rows.front().key,
                                                rows[rows.size() / 2].key, rows.back().key};
        for (const auto direction :
             {PageRequest::Direction::Older, PageRequest::Direction::Newer}) {
            for (const std::optional<RowKey> &key : from) {
                // Whole lists from their ends alone: they are what takes the time.
                for (const bool inclusive : {false, true}) {
                    const QList<int> limits =
                        key || inclusive ? QList<int>{7} : QList<int>{7, 1100};
                    for (const int limit : limits) {
                        PageRequest request{{}, direction, key, inclusive, limit};
                        request.sort = sort;
                        comparePages(sources, request);
                    }
                }
                if (QTest::currentTestFailed())
                    return;
            }
        }
        const auto sqlCost = answerOf(sources.sql->sortCost({}, sort));
        const auto apiCost = answerOf(sources.api->sortCost({}, sort));
        QVERIFY(sqlCost && apiCost);
        if (sort.isByValue())
            QCOMPARE(apiCost->rows, sqlCost->rows);
        // So few rows may be sorted even where there is an index.
        const SortColumn *by = sources.descriptor.sortable(column);
        if (by && !by->isIndexed)
            QVERIFY(!apiCost->isIndexed && !sqlCost->isIndexed);
    }

    void aWalkUpwardsFindsEveryRow()
    {
        const Both sources = both(events::eventCollection());
        PageRequest request{{}, PageRequest::Direction::Newer, std::nullopt, false, 333};
        std::vector<Row> all;
        for (bool isLast = false; !isLast;) {
            const Result<Page> page = answerOf(sources.api->page(request));
            QVERIFY(page && !page->rows.empty());
            all.insert(all.begin(), page->rows.begin(), page->rows.end());
            request.from = all.front().key;
            isLast = page->isLast;
        }
        const Result<Page> whole = answerOf(sources.sql->page({{}, {}, std::nullopt, false, 5000}));
        QCOMPARE(difference(sources.descriptor, whole->rows, all), QByteArray());
    }

    /// By slices and by pages; where a page's times are to the millisecond, the slices' are cut.
    void everyExportIsTheSame_data() { addCollections(); }
    void everyExportIsTheSame()
    {
        QFETCH(int, index);
        const Both sources = both(listed()[index]);
        const Descriptor &descriptor = sources.descriptor;
        const auto exported = [&](Source &source) {
            QByteArray text;
            const auto rows = answerOf(
                source.exportRows({descriptor, {}, descriptor.readColumns(), ExportFormat::Ndjson},
                                  [&](std::string_view more, qint64) {
                                      text.append(more.data(), qsizetype(more.size()));
                                      return Result<>();
                                  }));
            return rows ? text : rows.error().message.toUtf8();
        };
        static const QRegularExpression microseconds(text(R"((:\d\d\.\d{3})\d{3}Z)"));
        const auto cut = [](const QByteArray &rows) {
            return QString::fromUtf8(rows).replace(microseconds, text("\\1Z"));
        };
        const QStringList sql = cut(exported(*sources.sql)).split(u'\n');
        const QStringList api = cut(exported(*sources.api)).split(u'\n');
        QVERIFY(sql.size() > 1);
        for (qsizetype line = 0; line < std::min(sql.size(), api.size()); ++line)
            QCOMPARE(sql[line], api[line]);
        QCOMPARE(sql.size(), api.size());
    }

    void rowsAreReadByTheirId_data() { addCollections(); }
    void rowsAreReadByTheirId()
    {
        QFETCH(int, index);
        const Both sources = both(listed()[index]);
        const Result<Page> page = answerOf(sources.sql->page({{}, {}, std::nullopt, false, 3}));
        const Uuid id = page->rows.back().key.id;
        const Result<Row> sql = answerOf(sources.sql->row(id));
        const Result<Row> api = answerOf(sources.api->row(id));
        QVERIFY(sql && api);
        QCOMPARE(difference(sources.descriptor, {*sql}, {*api}), QByteArray());
        const Uuid unknown =
            sources.descriptor.idType == IdType::Number ? idOfNumber(987654) : randomUuid();
        const Result<Row> noSql = answerOf(sources.sql->row(unknown));
        const Result<Row> noApi = answerOf(sources.api->row(unknown));
        QVERIFY(!noSql && !noApi);
        QCOMPARE(noApi.error().kind, noSql.error().kind);
        QCOMPARE(noApi.error().message, noSql.error().message);
    }

    void whatCannotBeUsedIsRefusedWithTheSameWords()
    {
        const Both sources = both(events::eventCollection());
        for (const Condition &condition :
             {Condition{text("attempts"), Operator::Is, {text("many")}},
              Condition{text("received_at"), Operator::AtLeast, {text("soon")}},
              Condition{text("colour"), Operator::Is, {text("red")}},
              Condition{text("status"), Operator::Is, {text("lost")}},
              Condition{text("id"), Operator::Contains, {text("01")}}}) {
            const PageRequest request{{{condition}}};
            const Result<Page> sql = answerOf(sources.sql->page(request));
            const Result<Page> api = answerOf(sources.api->page(request));
            QVERIFY(!sql && !api);
            QCOMPARE(api.error().message, sql.error().message);
            QCOMPARE(answerOf(sources.api->count({{condition}})).error().message,
                     answerOf(sources.sql->count({{condition}})).error().message);
        }
    }

    void everyFieldHasTheSameValues_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("field");
        const QList<Descriptor> all = listed();
        for (int i = 0; i < all.size(); ++i) {
            for (const FilterField &field : all[i].filters) {
                if (completion::isCompleted(field))
                    QTest::addRow("%s of %s", qPrintable(field.name), qPrintable(all[i].id))
                        << i << field.name;
            }
        }
    }
    void everyFieldHasTheSameValues()
    {
        QFETCH(int, index);
        QFETCH(QString, field);
        const Descriptor descriptor = listed()[index];
        completion::PostgresValues sql(descriptor, *m_database, m_clock);
        completion::ApiValues api(descriptor, *m_api, m_clock);
        const FilterField &first = descriptor.filters.first();
        const QString some = first.choices.isEmpty() ? text("acme") : first.choices.first();
        const Condition other{first.name, Operator::Is, {some}, true};
        const Filter since{{{descriptor.sortColumn, Operator::AtLeast, {text("2026-11-10")}}}};
        const bool hasTime = descriptor.filterField(descriptor.sortColumn);
        for (const completion::ValueRequest &request :
             {completion::ValueRequest{field, {}, {}},
              {field, text("E"), {{other}}},
              {field, text("%"), hasTime ? since : Filter()}}) {
            const auto bySql = answerOf(sql.values(request));
            const auto byApi = answerOf(api.values(request));
            QVERIFY2(bySql, bySql ? "" : qPrintable(bySql.error().detail));
            QVERIFY2(byApi, byApi ? "" : qPrintable(byApi.error().message));
            QVERIFY(*byApi == *bySql);
        }
    }

    /// However often it pauses, and wherever that is.
    void aSearchFindsTheSameRows_data()
    {
        QTest::addColumn<Filter>("filter");
        QTest::addColumn<bool>("isNewer");
        const auto row = [](const char *name, const Filter &filter) {
            QTest::addRow("%s, older", name) << filter << false;
            QTest::addRow("%s, newer", name) << filter << true;
        };
        const Condition typed{text("event_type"), Operator::Contains, {text("PAID")}};
        const Condition early{text("received_at"), Operator::AtMost, {text("2026-11-10")}};
        const Condition nobody{text("error"), Operator::Is, {text("nothing like it")}};
        row("a type", {{typed}});
        row("within a time", {{typed, early}});
        row("nothing", {{nobody}});
    }
    void aSearchFindsTheSameRows()
    {
        QFETCH(Filter, filter);
        QFETCH(bool, isNewer);
        const Both sources = both(events::eventCollection());
        const auto direction =
            isNewer ? PageRequest::Direction::Newer : PageRequest::Direction::Older;
        const auto all = [&](Source &source) {
            PageRequest request{filter, direction, std::nullopt, false, 50};
            request.mayPause = true;
            std::vector<Row> rows;
            for (bool isLast = false; !isLast;) {
                const Result<Page> page = answerOf(source.page(request));
                if (!page || (page->rows.empty() && !page->reached && !page->isLast))
                    return std::vector<Row>();
                rows.insert(isNewer ? rows.begin() : rows.end(), page->rows.begin(),
                            page->rows.end());
                isLast = page->isLast;
                if (page->reached)
                    request.from = page->reached->key;
                else if (!rows.empty())
                    request.from = isNewer ? rows.front().key : rows.back().key;
            }
            return rows;
        };
        PageRequest whole{filter, direction, std::nullopt, false, 5000};
        const std::vector<Row> wanted = answerOf(sources.sql->page(whole))->rows;
        QCOMPARE(difference(sources.descriptor, wanted, all(*sources.sql)), QByteArray());
        QCOMPARE(difference(sources.descriptor, wanted, all(*sources.api)), QByteArray());
    }

    void aSearchGoesNoFurtherThanItIsToldTo_data()
    {
        QTest::addColumn<bool>("mayPause");
        QTest::newRow("searched") << true;
        QTest::newRow("by one statement") << false;
    }
    void aSearchGoesNoFurtherThanItIsToldTo()
    {
        QFETCH(bool, mayPause);
        const Both sources = both(events::eventCollection());
        const Filter filter{{{text("event_type"), Operator::Contains, {text("PAID")}}}};
        const Page whole = *answerOf(sources.sql->page({filter}));
        PageRequest request{filter};
        request.until = whole.rows[30].key;
        request.mayPause = mayPause;
        const Result<Page> sql = answerOf(sources.sql->page(request));
        const Result<Page> api = answerOf(sources.api->page(request));
        QCOMPARE(sql->rows.size(), std::size_t(31));
        QCOMPARE(difference(sources.descriptor, sql->rows, api->rows), QByteArray());
        QCOMPARE(api->isLast, sql->isLast);
        QCOMPARE(api->reached.has_value(), sql->reached.has_value());
        if (sql->reached)
            QVERIFY(api->reached->key == sql->reached->key && api->reached->share == 1);
    }

    void histogramsHaveTheSameCounts_data()
    {
        QTest::addColumn<Filter>("filter");
        QTest::addColumn<int>("most");
        const auto row = [](const char *name, const Filter &filter, int most) {
            QTest::newRow(name) << filter << most;
        };
        const Condition failed{text("status"), Operator::Is, {text("failed")}};
        const Condition nobodys{text("tenant"), Operator::Is, {QString(), text("a_me")}, true};
        const Condition typed{text("event_type"), Operator::Contains, {text("PAID")}};
        row("all, by minutes", {}, 100);
        row("one status", {{failed}}, 30);
        row("tenants, by hours", {{nobodys}}, 30);
        row("tenants, by the rows", {{nobodys}}, 900);
        row("types, by the rows", {{typed, failed}}, 100);
    }
    void histogramsHaveTheSameCounts()
    {
        QFETCH(Filter, filter);
        QFETCH(int, most);
        const Descriptor events = events::eventCollection();
        histogram::PostgresHistogram sql(events, *m_database);
        histogram::ApiHistogram api(events, *m_api);
        const TimeRange range = *answerOf(sql.extent());
        QVERIFY(answerOf(api.extent()) == range);
        const auto edges = histogram::bucketsOf(range, most, QTimeZone::utc()).edges;
        for (const auto slice : {std::chrono::hours(10'000), std::chrono::hours(30)}) {
            const histogram::CountRequest request{filter, edges, range, slice};
            const auto bySql = answerOf(sql.count(request));
            const auto byApi = answerOf(api.count(request));
            QVERIFY2(byApi, byApi ? "" : qPrintable(byApi.error().message));
            QVERIFY(byApi->from == bySql->from);
            QVERIFY(byApi->counts == bySql->counts);
        }
    }

    void aHistogramThatCannotBeAskedForIsRefusedAlike()
    {
        const Descriptor events = events::eventCollection();
        histogram::PostgresHistogram sql(events, *m_database);
        histogram::ApiHistogram api(events, *m_api);
        const TimeRange range = *answerOf(sql.extent());
        const Filter wrong{{{text("colour"), Operator::Is, {text("red")}}}};
        const histogram::CountRequest request{wrong, {range.from, range.until}, range, {}};
        QCOMPARE(answerOf(api.count(request)).error().message,
                 answerOf(sql.count(request)).error().message);
    }

    /// The last test: it fills the table.
    void countsBeyondTenThousandAreTheSameEstimate()
    {
        run(insertEvents, {std::int64_t(1201), std::int64_t(11000)});
        run("ANALYZE gatehouse.webhook_event");
        const Both sources = both(events::eventCollection());
        compareCounts(sources, {});
        QVERIFY(!answerOf(sources.api->count({}))->isExact);
        compareCounts(sources, {{{text("source"), Operator::Is, {text("stripe")}}}});
    }
};

QTEST_GUILESS_MAIN(SourcesTest)
#include "sources_test.moc"
