#include "models/collection/contract.h"
#include "models/collection/postgressource.h"
#include "models/collection/sqlquery.h"
#include "models/deadletters/deadlettercollection.h"
#include "models/events/eventcollection.h"
#include "models/jobs/jobcollection.h"
#include "services/admin_api/adminclient.h"
#include "services/core/log.h"
#include "services/gateway/store/migrator.h"
#include "services/postgres/connection.h"
#include "tests/support/testcluster.h"
#include "ui/pages/tabs/pgdetailreader.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>
#include <map>

using namespace gatehouse;
using namespace gatehouse::collection;
using namespace gatehouse::test;

namespace {

constexpr int eventCount = 200000;

QString sourceFile(const char *path)
{
    return QStringLiteral(GATEHOUSE_SOURCE "/") + QLatin1String(path);
}

QString contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(path));
    return QString::fromUtf8(file.readAll());
}

/// The models' tables with keys of that type; what differs is what BigAutoField makes.
QString tablesWithKeys(const QString &type)
{
    QString sql = contentOf(sourceFile("tests/integration/django/tables.sql"));
    if (type == QStringLiteral("uuid"))
        return sql;
    sql.replace(QStringLiteral("\"id\" uuid NOT NULL"),
                QStringLiteral("\"id\" bigserial NOT NULL"));
    sql.replace(QStringLiteral("\"event_id\" uuid"), QStringLiteral("\"event_id\" bigint"));
    sql.replace(QStringLiteral("\"job_id\" uuid"), QStringLiteral("\"job_id\" bigint"));
    return sql;
}

/// Three events share each moment, which has microseconds; one job each, and every second one died.
QString rowsWithKeys(const QString &type)
{
    const auto key = [&type](const char *kind) {
        return type == QStringLiteral("uuid")
            ? QStringLiteral("md5('%1' || n)::uuid").arg(QLatin1String(kind))
            : QStringLiteral("n");
    };
    return QStringLiteral(R"(
        INSERT INTO webhooks_webhookevent
        SELECT %1, (ARRAY['stripe', 'github'])[n % 2 + 1], 'invoice.paid',
               timestamptz '2026-11-01' + n / 3 * interval '3.234567 s', convert_to('{"n":' || n || '}', 'UTF8'),
               '{"Content-Type": "application/json", "Authorization": "Bearer top secret"}', n % 10 <> 0,
               (ARRAY['stripe', 'github'])[n % 2 + 1] || ':' || (ARRAY['acme', 'umbrella', 'initech'])[n % 3 + 1]
                   || ':evt:' || n,
               (ARRAY['processed', 'failed', 'queued', 'discarded'])[n % 4 + 1], n % 6,
               CASE WHEN n % 10 = 0 THEN 'signature does not match' ELSE '' END
          FROM generate_series(1, %3) AS n;
        INSERT INTO webhooks_jobexecution
        SELECT %2, 'deliver', (ARRAY['SUCCESS', 'FAILURE', 'queued'])[n % 3 + 1], n % 6,
               timestamptz '2026-11-20', timestamptz '2026-11-20 00:00:01.5', '', %1
          FROM generate_series(1, %3) AS n;
        INSERT INTO webhooks_deadletter (created_at, root_cause, error, event_id, job_id, resolved_at)
        SELECT timestamptz '2026-11-01' + n / 3 * interval '3.234567 s' + interval '40 s', 'http_5xx', 'HTTP 503', %1,
               CASE WHEN n % 4 = 0 THEN %2 END, CASE WHEN n % 6 = 0 THEN timestamptz '2026-11-21' END
          FROM generate_series(2, %3, 2) AS n;
        ANALYZE)")
        .arg(key("event"), key("job"), QString::number(eventCount));
}

template <typename T>
Result<T> answerOf(QFuture<Result<T>> future)
{
    // A reader hands on what the database answered through the event loop.
    (void)QTest::qWaitFor([&future] { return future.isFinished(); }, 30000);
    return future.result();
}

using Keys = std::vector<RowKey>;

Keys keysOf(const std::vector<Row> &rows)
{
    Keys keys;
    for (const Row &row : rows)
        keys.push_back(row.key);
    return keys;
}

QString field(const char *name)
{
    return QLatin1String(name);
}

QString text(const Uuid &id)
{
    return QString::fromStdString(id.toString());
}

std::vector<Descriptor> collections()
{
    return {events::eventCollection(), jobs::jobCollection(), deadletters::deadLetterCollection()};
}

Condition since(const Descriptor &descriptor, const char *moment)
{
    return {descriptor.sortColumn, Operator::AtLeast, {field(moment)}};
}

} // namespace

/// resources/sql/console_for_django.sql on tables as Django's migrations make them, once with uuid
/// keys, as the design has them, and once with bigint keys, Django's default.
class DjangoTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void pagesInEitherDirectionGiveTheWholeListInOrder_data() { addCollections(); }
    void pagesInEitherDirectionGiveTheWholeListInOrder();
    void pagesSplitRowsThatShareAMoment_data() { addCollections(); }
    void pagesSplitRowsThatShareAMoment();
    void aRowIsFoundByItsId_data() { addCollections(); }
    void aRowIsFoundByItsId();
    void severalIdsAreAFilter_data() { addCollections(); }
    void severalIdsAreAFilter();
    void countsAreExactUpToTenThousandAndEstimatesBeyond_data() { addCollections(); }
    void countsAreExactUpToTenThousandAndEstimatesBeyond();
    void filtersMeanWhatTheySay_data();
    void filtersMeanWhatTheySay();
    void pagesAndLookUpsUseIndexes_data() { addCollections(); }
    void pagesAndLookUpsUseIndexes();
    void theDetailsOfAnEventAreShown_data() { addKeys(); }
    void theDetailsOfAnEventAreShown();
    void whenAnEventWithoutJobsWasDoneIsNotMadeUp();
    void idsLeadFromOneListToAnother_data() { addKeys(); }
    void idsLeadFromOneListToAnother();

    void uuidKeysAreKept();
    void keysOfVersion7AreFoundAlthoughTheirTimeIsNotTheRows();
    void columnsHaveTheTypesOfGatehousesOwn();
    void theContractSaysWhatIsMissing();
    void theRolesReadTheViewsAndNothingElse();
    void repeatingChangesNothing();
    void aMissingIndexIsNamed();
    void gatehousesOwnDatabaseIsRefused();

private:
    struct Ran
    {
        int exitCode = -1;
        QString errors;
    };

    static void addKeys();
    static void addCollections();
    Ran runScript(const std::string &database, const QStringList &more = {}) const;
    void makeDatabase(const std::string &name, const QString &keys);
    postgres::Session session(const std::string &role, const std::string &database) const;
    QString cell(const std::string &database, const QString &sql) const;
    postgres::Connection &connection(const QString &keys);
    Keys listOf(const Descriptor &descriptor, const QString &keys) const;
    QString planOf(const postgres::Statement &statement, const QString &keys) const;

    std::unique_ptr<TestCluster> m_cluster;
    std::map<QString, std::unique_ptr<postgres::Connection>> m_connections;
};

void DjangoTest::addKeys()
{
    QTest::addColumn<QString>("keys");
    for (const char *keys : {"uuid", "bigint"})
        QTest::newRow(keys) << field(keys);
}

void DjangoTest::addCollections()
{
    QTest::addColumn<QString>("keys");
    QTest::addColumn<Descriptor>("descriptor");
    for (const char *keys : {"uuid", "bigint"}) {
        for (const Descriptor &descriptor : collections())
            QTest::addRow("%s, %s", qPrintable(descriptor.id), keys) << field(keys) << descriptor;
    }
}

DjangoTest::Ran DjangoTest::runScript(const std::string &database, const QStringList &more) const
{
    QString program = QStandardPaths::findExecutable(QStringLiteral("psql"));
    if (program.isEmpty())
        program = QStringLiteral("/usr/lib/postgresql/15/bin/psql");
    const QString conninfo =
        QString::fromStdString(m_cluster->conninfo("gatehouse_owner", database));
    QProcess psql;
    psql.start(program,
               QStringList{field("-X"), field("-d"), conninfo, field("-f"),
                           sourceFile("resources/sql/console_for_django.sql")}
                   + more);
    if (!psql.waitForFinished(60000))
        return {};
    return {psql.exitCode(), QString::fromUtf8(psql.readAllStandardError())};
}

postgres::Session DjangoTest::session(const std::string &role, const std::string &database) const
{
    postgres::SessionOptions options;
    options.conninfo = m_cluster->conninfo(role, database);
    auto made = postgres::Session::connect(options);
    if (!made)
        qFatal("no session: %s", qPrintable(made.error().detail));
    return std::move(*made);
}

QString DjangoTest::cell(const std::string &database, const QString &sql) const
{
    postgres::Session owner = session("gatehouse_owner", database);
    const auto rows = owner.execute("SELECT (" + sql.toStdString() + ")::text");
    return rows ? QString::fromStdString(rows->get<std::string>(0, 0)) : rows.error().detail;
}

void DjangoTest::makeDatabase(const std::string &name, const QString &keys)
{
    m_cluster->createDatabase(name);
    postgres::Session owner = session("gatehouse_owner", name);
    const Result<> made = owner.executeScript(tablesWithKeys(keys).toStdString());
    QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
}

void DjangoTest::initTestCase()
{
    m_cluster = TestCluster::start();
    for (const char *keys : {"uuid", "bigint"}) {
        makeDatabase(keys, field(keys));
        postgres::Session owner = session("gatehouse_owner", keys);
        const Result<> filled = owner.executeScript(rowsWithKeys(field(keys)).toStdString());
        QVERIFY2(filled, filled ? "" : qPrintable(filled.error().detail));
        const Ran ran = runScript(keys);
        QVERIFY2(ran.exitCode == 0, qPrintable(ran.errors));
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo("gatehouse_console_payload", keys);
        m_connections[field(keys)] = std::make_unique<postgres::Connection>(options);
    }
}

void DjangoTest::cleanupTestCase()
{
    m_connections.clear();
    m_cluster.reset();
}

postgres::Connection &DjangoTest::connection(const QString &keys)
{
    return *m_connections.at(keys);
}

/// The newest rows, as the database itself puts them in order.
Keys DjangoTest::listOf(const Descriptor &descriptor, const QString &keys) const
{
    postgres::Session owner = session("gatehouse_owner", keys.toStdString());
    const QString sql =
        QStringLiteral(
            "SELECT %1, id FROM %2 WHERE %1 >= '2026-11-03 11:30Z' ORDER BY %1 DESC, id DESC")
            .arg(descriptor.sortColumn, descriptor.view);
    const postgres::Rows rows = owner.execute(sql.toStdString()).value();
    Keys list;
    for (int row = 0; row < rows.size(); ++row)
        list.push_back({rows.get<Timestamp>(row, 0), rows.get<Uuid>(row, 1)});
    return list;
}

void DjangoTest::pagesInEitherDirectionGiveTheWholeListInOrder()
{
    QFETCH(QString, keys);
    QFETCH(Descriptor, descriptor);
    PostgresSource source(descriptor, connection(keys));
    const Keys list = listOf(descriptor, keys);
    QVERIFY(list.size() > 500);
    for (const auto direction : {PageRequest::Direction::Older, PageRequest::Direction::Newer}) {
        const bool isNewer = direction == PageRequest::Direction::Newer;
        PageRequest request{{{since(descriptor, "2026-11-03T11:30:00Z")}}, direction};
        Keys all;
        for (bool isLast = false; !isLast;) {
            const Result<Page> page = answerOf(source.page(request));
            QVERIFY2(page, page ? "" : qPrintable(page.error().detail));
            QVERIFY(!page->rows.empty());
            const Keys read = keysOf(page->rows);
            all.insert(isNewer ? all.begin() : all.end(), read.begin(), read.end());
            request.from = isNewer ? read.front() : read.back();
            isLast = page->isLast;
        }
        QCOMPARE(all.size(), list.size());
        QVERIFY(all == list);
    }
    // Ids are told apart, and the newest are those at the end of the table.
    QVERIFY(std::adjacent_find(list.begin(), list.end()) == list.end());
    QVERIFY(keysOf(answerOf(source.page({{}, {}, std::nullopt, false, 5}))->rows)
            == Keys(list.begin(), list.begin() + 5));
}

void DjangoTest::pagesSplitRowsThatShareAMoment()
{
    QFETCH(QString, keys);
    QFETCH(Descriptor, descriptor);
    PostgresSource source(descriptor, connection(keys));
    const Keys list = listOf(descriptor, keys);
    bool isShared = false;
    for (std::size_t at = 20; at < 26; ++at) {
        isShared = isShared || list[at].sort == list[at + 1].sort;
        PageRequest request{{}, PageRequest::Direction::Older, list[at], false, 2};
        QVERIFY(keysOf(answerOf(source.page(request))->rows) == Keys({list[at + 1], list[at + 2]}));
        request.direction = PageRequest::Direction::Newer;
        QVERIFY(keysOf(answerOf(source.page(request))->rows) == Keys({list[at - 2], list[at - 1]}));
    }
    QVERIFY(isShared);
}

void DjangoTest::aRowIsFoundByItsId()
{
    QFETCH(QString, keys);
    QFETCH(Descriptor, descriptor);
    PostgresSource source(descriptor, connection(keys));
    const Keys list = listOf(descriptor, keys);
    for (const std::size_t at : {std::size_t(0), std::size_t(123), list.size() - 1}) {
        const Result<Row> row = answerOf(source.row(list[at].id));
        QVERIFY2(row, row ? "" : qPrintable(row.error().detail));
        QVERIFY(row->key == list[at]);
        QCOMPARE(row->cells.size(), std::size_t(descriptor.readColumns().size()));
    }
    QCOMPARE(answerOf(source.row(randomUuid())).error().kind, ErrorKind::NotFound);
}

void DjangoTest::severalIdsAreAFilter()
{
    QFETCH(QString, keys);
    QFETCH(Descriptor, descriptor);
    PostgresSource source(descriptor, connection(keys));
    const Keys list = listOf(descriptor, keys);
    const Keys wanted{list[3], list[100], list[400]};
    Condition condition{field("id"), Operator::Is, {text(randomUuid())}};
    for (const RowKey &key : wanted)
        condition.values += text(key.id);
    const Result<Page> page = answerOf(source.page(PageRequest{{{condition}}}));
    QVERIFY2(page, page ? "" : qPrintable(page.error().detail));
    QVERIFY(keysOf(page->rows) == wanted);
}

void DjangoTest::countsAreExactUpToTenThousandAndEstimatesBeyond()
{
    QFETCH(QString, keys);
    QFETCH(Descriptor, descriptor);
    PostgresSource source(descriptor, connection(keys));
    const Result<Count> newest =
        answerOf(source.count({{since(descriptor, "2026-11-03T11:30:00Z")}}));
    QVERIFY2(newest, newest ? "" : qPrintable(newest.error().detail));
    QVERIFY(newest->isExact);
    QCOMPARE(newest->rows, qint64(listOf(descriptor, keys).size()));
    const Result<Count> all = answerOf(source.count({}));
    QVERIFY(!all->isExact);
    QVERIFY2(all->rows > 90000 && all->rows < 220000, qPrintable(QString::number(all->rows)));
}

void DjangoTest::filtersMeanWhatTheySay_data()
{
    QTest::addColumn<Descriptor>("descriptor");
    QTest::addColumn<QList<Condition>>("conditions");
    QTest::addColumn<QString>("counted");
    const QList<Descriptor> lists{events::eventCollection(), jobs::jobCollection(),
                                  deadletters::deadLetterCollection()};
    const QString joined =
        QStringLiteral("webhooks_jobexecution j JOIN webhooks_webhookevent e ON e.id = j.event_id");
    const auto add = [&](int list, const char *column, const QStringList &values,
                         const QString &from, const char *where) {
        QTest::addRow("%s %s %s", qPrintable(lists[list].id), column, qPrintable(values.join(u' ')))
            << lists[list]
            << QList<Condition>{since(lists[list], "2026-11-03T11:30:00Z"),
                                {field(column), Operator::Is, values}}
            << from + QStringLiteral(" WHERE ") + field(where);
    };
    const QString event = field("webhooks_webhookevent e");
    add(0, "status", {field("failed")}, event, "status = 'failed'");
    add(0, "source", {field("github")}, event, "source = 'github'");
    add(0, "tenant", {field("acme"), field("initech")}, event,
        "idempotency_key ~ ':(acme|initech):'");
    add(0, "tenant", {QString()}, event, "false");
    add(0, "provider_event_id", {field("evt:19999*")}, event,
        "idempotency_key LIKE '%:evt:19999%'");
    add(0, "signature_valid", {field("no")}, event, "NOT signature_valid");
    add(0, "error", {field("signature*")}, event, "error <> ''");
    add(0, "attempts", {field("4")}, event, "attempts = 4");
    add(0, "actor_email", {QString()}, event, "true");
    add(1, "status", {field("dead"), field("pending")}, joined,
        "j.status IN ('FAILURE', 'queued')");
    add(1, "source", {field("stripe")}, joined, "e.source = 'stripe'");
    add(1, "queue", {field("high")}, joined, "false");
    const QString letter =
        field("webhooks_deadletter l JOIN webhooks_webhookevent e ON e.id = l.event_id");
    add(2, "state", {field("open")}, letter, "resolved_at IS NULL");
    add(2, "root_cause", {field("http_5xx")}, letter, "true");
    add(2, "job_id", {QString()}, letter, "job_id IS NULL");
}

void DjangoTest::filtersMeanWhatTheySay()
{
    QFETCH(Descriptor, descriptor);
    QFETCH(QList<Condition>, conditions);
    QFETCH(QString, counted);
    const QString moment =
        descriptor.id == field("dead-letters") ? field("l.created_at") : field("e.received_at");
    for (const QString &keys : {field("uuid"), field("bigint")}) {
        PostgresSource source(descriptor, connection(keys));
        const QString rows =
            cell(keys.toStdString(),
                 QStringLiteral("SELECT count(*) FROM %1 AND %2 >= '2026-11-03 11:30Z'")
                     .arg(counted, moment));
        const Result<Count> count = answerOf(source.count({conditions}));
        QVERIFY2(count, count ? "" : qPrintable(count.error().detail));
        QCOMPARE(QString::number(count->rows), rows);
        const Result<Page> page =
            answerOf(source.page({{conditions}, {}, std::nullopt, false, 5000}));
        QVERIFY(page);
        QCOMPARE(qint64(page->rows.size()), count->rows);
    }
}

QString DjangoTest::planOf(const postgres::Statement &statement, const QString &keys) const
{
    postgres::Session console = session("gatehouse_console", keys.toStdString());
    const auto rows = console.execute("EXPLAIN " + statement.sql, statement.parameters);
    if (!rows)
        return rows.error().detail;
    QStringList lines;
    for (int row = 0; row < rows->size(); ++row)
        lines += QString::fromStdString(rows->get<std::string>(row, 0));
    return lines.join(u'\n');
}

void DjangoTest::pagesAndLookUpsUseIndexes()
{
    QFETCH(QString, keys);
    QFETCH(Descriptor, descriptor);
    const auto isServed = [](const QString &plan) {
        return plan.contains(QStringLiteral("Index Scan"))
            && !plan.contains(QStringLiteral("Seq Scan"))
            && !plan.contains(QRegularExpression(QStringLiteral("(^|->) +Sort ")));
    };
    PostgresSource source(descriptor, connection(keys));
    const Result<Page> deep = answerOf(source.page(
        {{{{descriptor.sortColumn, Operator::AtMost, {field("2026-11-01T12:00:00Z")}}}}}));
    QVERIFY(deep);
    const RowKey key = deep->rows.back().key;
    PageRequest request;
    const QString first = planOf(pageStatement(descriptor, request).value(), keys);
    QVERIFY2(isServed(first), qPrintable(first));
    request.from = key;
    for (const auto direction : {PageRequest::Direction::Older, PageRequest::Direction::Newer}) {
        request.direction = direction;
        const QString plan = planOf(pageStatement(descriptor, request).value(), keys);
        QVERIFY2(isServed(plan), qPrintable(plan));
        QVERIFY2(plan.contains(QStringLiteral("Index Cond")), qPrintable(plan));
    }
    const QString row = planOf(rowStatement(descriptor, key.id), keys);
    QVERIFY2(isServed(row), qPrintable(row));
    QVERIFY2(row.contains(QStringLiteral("Index Cond")), qPrintable(row));
}

void DjangoTest::theDetailsOfAnEventAreShown()
{
    QFETCH(QString, keys);
    const Keys list = listOf(events::eventCollection(), keys);
    AdminClient api(QUrl(QStringLiteral("http://127.0.0.1:9")), "none");
    ui::PgDetailReader reader(connection(keys), api);
    // The last one is refused (n % 10 = 0) and has a job and an open letter.
    const QString last =
        QStringLiteral("SELECT id FROM console.events WHERE provider_event_id = 'evt:%1'")
            .arg(eventCount);
    const Uuid id = *Uuid::parse(cell(keys.toStdString(), last).toStdString());

    const auto payload = answerOf(reader.payload(id));
    QVERIFY2(payload, payload ? "" : qPrintable(payload.error().detail));
    QCOMPARE(*payload->body, QByteArray("{\"n\":200000}"));
    QVERIFY(payload->headers.contains({field("Content-Type"), field("application/json")}));
    QVERIFY(payload->headers.contains({field("Authorization"), field("[redacted]")}));
    QCOMPARE(payload->diagnosis, field("signature does not match"));
    QVERIFY(payload->canonical.isEmpty());

    const auto timeline = answerOf(reader.timeline(id));
    QVERIFY2(timeline, timeline ? "" : qPrintable(timeline.error().detail));
    QList<ui::Happening::Kind> kinds;
    for (const ui::Happening &happening : timeline->happenings)
        kinds += happening.kind;
    using enum ui::Happening::Kind;
    QCOMPARE(kinds, QList<ui::Happening::Kind>({Received, Refused, JobCreated, DeadLettered}));

    const auto tries = answerOf(reader.tries(ui::TriesOf::Event, id));
    QVERIFY(tries && tries->isEmpty());
    QCOMPARE(answerOf(reader.payload(randomUuid())).error().kind, ErrorKind::NotFound);
}

void DjangoTest::whenAnEventWithoutJobsWasDoneIsNotMadeUp()
{
    postgres::Session owner = session("gatehouse_owner", "uuid");
    const Uuid id = randomUuid();
    QVERIFY(owner.execute("INSERT INTO webhooks_webhookevent SELECT $1, 'stripe', 'x',"
                          " '2026-10-01Z', '{}', '{}', true, 'jobless', 'processed', 0, ''",
                          {id}));
    AdminClient api(QUrl(QStringLiteral("http://127.0.0.1:9")), "none");
    ui::PgDetailReader reader(connection(field("uuid")), api);
    const auto timeline = answerOf(reader.timeline(id));
    QVERIFY(timeline);
    QCOMPARE(timeline->happenings.size(), 2);
    QCOMPARE(timeline->happenings[1].kind, ui::Happening::Kind::Verified);
    QVERIFY(owner.execute("DELETE FROM webhooks_webhookevent WHERE id = $1", {id}));
}

void DjangoTest::idsLeadFromOneListToAnother()
{
    QFETCH(QString, keys);
    const Descriptor letters = deadletters::deadLetterCollection();
    PostgresSource letterSource(letters, connection(keys));
    PostgresSource eventSource(events::eventCollection(), connection(keys));
    PostgresSource jobSource(jobs::jobCollection(), connection(keys));
    const Result<Page> page = answerOf(letterSource.page({}));
    const auto at = [&](const char *column) {
        return std::size_t(letters.readColumns().indexOf(field(column)));
    };
    const auto withJob = std::find_if(page->rows.begin(), page->rows.end(), [&](const Row &row) {
        return row.cells[at("job_id")].isValid();
    });
    QVERIFY(withJob != page->rows.end());
    const auto id = [&](const char *column) {
        return *Uuid::parse(withJob->cells[at(column)].toString().toStdString());
    };
    QVERIFY(answerOf(eventSource.row(id("event_id"))));
    QVERIFY(answerOf(jobSource.row(id("job_id"))));
    const Condition ofEvent{field("event_id"), Operator::Is, {text(id("event_id"))}};
    const Result<Page> jobs = answerOf(jobSource.page(PageRequest{{{ofEvent}}}));
    QCOMPARE(jobs->rows.size(), std::size_t(1));
    QCOMPARE(jobs->rows[0].key.id, id("job_id"));
}

void DjangoTest::uuidKeysAreKept()
{
    QCOMPARE(cell("uuid",
                  field("SELECT count(*) FROM console.events c"
                        " JOIN webhooks_webhookevent e ON e.id = c.id")),
             QString::number(eventCount));
}

void DjangoTest::keysOfVersion7AreFoundAlthoughTheirTimeIsNotTheRows()
{
    postgres::Session owner = session("gatehouse_owner", "uuid");
    const Uuid id = *Uuid::parse("01a1e9b4-ed58-7327-b569-6ed663e67889");
    QVERIFY(
        owner.execute("INSERT INTO webhooks_webhookevent SELECT $1, 'stripe', 'x',"
                      " '2026-10-01 00:00:00.123456Z', '{}', '{}', true, 'v7', 'processed', 0, ''",
                      {id}));
    PostgresSource source(events::eventCollection(), connection(field("uuid")));
    QVERIFY(answerOf(source.row(id)));
    QVERIFY(owner.execute("DELETE FROM webhooks_webhookevent WHERE id = $1", {id}));
}

void DjangoTest::columnsHaveTheTypesOfGatehousesOwn()
{
    const SystemClock clock;
    Log log(clock, streamSink(stderr), LogLevel::Error);
    postgres::Session own = session("gatehouse_owner", "gatehouse");
    QVERIFY(gateway::migrate(own, clock, log));
    const auto columnsOf = [](postgres::Session &owner) {
        const auto rows = owner.execute(
            "SELECT table_name || '.' || column_name, data_type FROM information_schema.columns"
            " WHERE table_schema = 'console'");
        QMap<QString, QString> columns;
        for (int row = 0; row < rows->size(); ++row)
            columns[QString::fromStdString(rows->get<std::string>(row, 0))] =
                QString::fromStdString(rows->get<std::string>(row, 1));
        return columns;
    };
    const QMap<QString, QString> wanted = columnsOf(own);
    for (const QString &keys : {field("uuid"), field("bigint")}) {
        postgres::Session django = session("gatehouse_owner", keys.toStdString());
        const QMap<QString, QString> columns = columnsOf(django);
        for (auto column = columns.begin(); column != columns.end(); ++column)
            QCOMPARE(column.key() + u' ' + column.value(),
                     column.key() + u' ' + wanted.value(column.key()));
        // A view that is there is whole; one that is not is a capability that is not told.
        for (auto column = wanted.begin(); column != wanted.end(); ++column) {
            const QString view = column.key().section(u'.', 0, 0);
            const bool isThere = columns.lowerBound(view + u'.') != columns.end()
                && columns.lowerBound(view + u'.').key().startsWith(view + u'.');
            QVERIFY2(!isThere || columns.contains(column.key()), qPrintable(column.key()));
        }
    }
}

void DjangoTest::theContractSaysWhatIsMissing()
{
    postgres::Session console = session("gatehouse_console", "uuid");
    const auto rows =
        console.execute("SELECT version::bigint, environment,"
                        " array_to_string(capabilities, ' ') FROM console.contract()");
    QVERIFY(rows);
    QCOMPARE(rows->get<std::int64_t>(0, 0), 1);
    QCOMPARE(rows->get<std::string>(0, 1), std::string("production"));
    QCOMPARE(rows->get<std::string>(0, 2), std::string("events payloads jobs dead_letters"));
    const auto contract = answerOf(readContract(connection(field("uuid"))));
    QVERIFY2(contract, contract ? "" : qPrintable(contract.error().message));
    QCOMPARE(contract->environment, field("production"));
    for (const char *view : {"deliveries", "routes", "destinations", "circuit_breakers", "audit"})
        QCOMPARE(cell("uuid", QStringLiteral("SELECT count(*) FROM console.%1").arg(field(view))),
                 field("0"));
}

void DjangoTest::theRolesReadTheViewsAndNothingElse()
{
    postgres::Session console = session("gatehouse_console", "uuid");
    postgres::Session payload = session("gatehouse_console_payload", "uuid");
    QVERIFY(payload.execute("SELECT 1 FROM console.payloads LIMIT 1"));
    QCOMPARE(console.execute("SELECT 1 FROM console.payloads LIMIT 1").error().kind,
             ErrorKind::Denied);
    for (postgres::Session *one : {&console, &payload}) {
        for (const char *table :
             {"webhooks_webhookevent", "webhooks_jobexecution", "webhooks_deadletter"})
            QCOMPARE(one->execute(std::string("SELECT 1 FROM ") + table).error().kind,
                     ErrorKind::Denied);
        QVERIFY(!one->execute("UPDATE console.events SET status = 'x' WHERE false"));
        QVERIFY(!one->execute("DELETE FROM console.events WHERE false"));
        QVERIFY(!one->execute("CREATE VIEW console.mine AS SELECT 1"));
    }
}

void DjangoTest::repeatingChangesNothing()
{
    const QString before = cell("uuid",
                                field("SELECT md5(string_agg(id::text, '' ORDER BY id))"
                                      " FROM console.dead_letters"));
    const Ran ran = runScript("uuid", {field("-v"), field("environment=it's staging")});
    QVERIFY2(ran.exitCode == 0, qPrintable(ran.errors));
    QCOMPARE(cell("uuid", field("SELECT environment FROM console.contract()")),
             field("it's staging"));
    QCOMPARE(cell("uuid",
                  field("SELECT md5(string_agg(id::text, '' ORDER BY id))"
                        " FROM console.dead_letters")),
             before);
    QCOMPARE(runScript("uuid").exitCode, 0);
}

void DjangoTest::aMissingIndexIsNamed()
{
    makeDatabase("bare", field("bigint"));
    postgres::Session owner = session("gatehouse_owner", "bare");
    QVERIFY(owner.executeScript("DROP INDEX webhooks_webhookevent_received_at_e6e0c7f0"));
    const Ran ran = runScript("bare");
    QCOMPARE(ran.exitCode, 0);
    QVERIFY2(ran.errors.contains(
                 field("CREATE INDEX CONCURRENTLY ON public.webhooks_webhookevent (received_at)")),
             qPrintable(ran.errors));
    QVERIFY(ran.errors.contains(field("console.key(received_at, id)")));
    QVERIFY(!ran.errors.contains(field("webhooks_deadletter (created_at)")));
}

void DjangoTest::gatehousesOwnDatabaseIsRefused()
{
    m_cluster->createDatabase("own");
    postgres::Session owner = session("gatehouse_owner", "own");
    const SystemClock clock;
    Log log(clock, streamSink(stderr), LogLevel::Error);
    QVERIFY(gateway::migrate(owner, clock, log));
    QVERIFY(owner.executeScript(tablesWithKeys(field("uuid")).toStdString()));
    const Ran ran = runScript("own");
    QVERIFY(ran.exitCode != 0);
    QVERIFY2(ran.errors.contains(field("a database of Gatehouse itself")), qPrintable(ran.errors));
    QCOMPARE(cell("own", field("SELECT count(*) FROM console.events")), field("0"));
}

QTEST_GUILESS_MAIN(DjangoTest)
#include "django_test.moc"
