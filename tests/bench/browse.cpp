// ./dev bench browse: how long pages, jumps and searches take, and what memory a list holds.
//   bench-browse pages|walk|query-model|table-model CONNINFO
// Prints one line of JSON: medians in milliseconds, memory in MB.
#include "models/collection/postgressource.h"
#include "models/collection/windowmodel.h"
#include "models/events/eventcollection.h"
#include "services/core/clock.h"
#include "services/postgres/connection.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlTableModel>

#include <libpq-fe.h>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace gatehouse;
using namespace gatehouse::collection;
using namespace Qt::StringLiterals;

namespace {

constexpr int rounds = 31;

[[noreturn]] void fail(const QString &why)
{
    std::fprintf(stderr, "bench-browse: %s\n", qPrintable(why));
    std::exit(1);
}

void waitUntil(const std::function<bool()> &isDone)
{
    while (!isDone())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

double timed(const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

double median(std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

double medianOf(int count, const std::function<void(int)> &work)
{
    std::vector<double> times;
    for (int round = 0; round < count; ++round)
        times.push_back(timed([&] { work(round); }));
    return median(times);
}

/// A field of /proc/self/status: VmRSS, VmHWM.
double memoryMb(const QByteArray &name)
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        fail(status.errorString());
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(name + ':'))
            return line.mid(name.size() + 1).simplified().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

/// Plain libpq.
class Plain
{
public:
    explicit Plain(const QByteArray &conninfo)
        : m_connection(PQconnectdb(conninfo.constData()), PQfinish)
    {
        if (PQstatus(m_connection.get()) != CONNECTION_OK)
            fail(QString::fromUtf8(PQerrorMessage(m_connection.get())));
    }

    QByteArrayList rows(const QByteArray &sql, int format = 0)
    {
        const std::unique_ptr<PGresult, decltype(&PQclear)> result(
            PQexecParams(m_connection.get(), sql.constData(), 0, nullptr, nullptr, nullptr, nullptr,
                         format),
            PQclear);
        if (PQresultStatus(result.get()) != PGRES_TUPLES_OK)
            fail(QString::fromUtf8(PQerrorMessage(m_connection.get())));
        QByteArrayList cells;
        for (int row = 0; format == 0 && row < PQntuples(result.get()); ++row) {
            for (int column = 0; column < PQnfields(result.get()); ++column)
                cells += PQgetvalue(result.get(), row, column);
        }
        return cells;
    }

private:
    std::unique_ptr<PGconn, decltype(&PQfinish)> m_connection;
};

postgres::SessionOptions optionsFor(const QByteArray &conninfo)
{
    postgres::SessionOptions options;
    options.conninfo = conninfo.toStdString();
    return options;
}

QByteArray columnsSql()
{
    return '"' + events::eventCollection().readColumns().join(u"\",\"").toUtf8() + '"';
}

/// Pages, jumps and searches, beside plain libpq on the same rows.
class Pages
{
public:
    explicit Pages(const QByteArray &conninfo)
        : m_conninfo(conninfo)
        , m_plain(conninfo)
        , m_connection(optionsFor(conninfo))
        , m_source(std::make_shared<PostgresSource>(m_events, m_connection))
    {
        read({});
    }

    QJsonObject measured()
    {
        const qint64 count =
            m_plain.rows("SELECT count(*) FROM console.events").first().toLongLong();
        measureFirstPage();
        measurePage("page", std::nullopt);
        measurePage("half", keyAt(count / 2));
        measurePage("end", keyAt(count - 201));
        measureFilters(count);
        measureJumps();
        measureSearch(count);
        m_figures.insert(u"events"_s, count);
        return m_figures;
    }

private:
    void put(const char *name, double value) { m_figures.insert(QLatin1String(name), value); }

    Page read(const PageRequest &request)
    {
        QFuture<Result<Page>> future = m_source->page(request);
        future.waitForFinished();
        Result<Page> page = future.takeResult();
        if (!page)
            fail(page.error().message + u": "_s + page.error().detail);
        return std::move(*page);
    }

    RowKey keyAt(qint64 offset)
    {
        const QByteArrayList found =
            m_plain.rows("SELECT extract(epoch FROM received_at) * 1000000, id FROM console.events"
                         " ORDER BY received_at DESC, id DESC OFFSET "
                         + QByteArray::number(offset) + " LIMIT 1");
        const auto microseconds = std::chrono::microseconds(qint64(found[0].toDouble()));
        return {Timestamp(microseconds), Uuid::parse(found[1].toStdString()).value()};
    }

    void measurePage(const QByteArray &name, const std::optional<RowKey> &from)
    {
        PageRequest request;
        request.from = from;
        QByteArray sql = "SELECT " + columnsSql() + " FROM console.events";
        if (from) {
            const QByteArray moment = "to_timestamp("
                + QByteArray::number(double(from->sort.time_since_epoch().count()) / 1e6, 'f', 6)
                + ')';
            sql += " WHERE (received_at, id) < (" + moment + ", '"
                + QByteArray::fromStdString(from->id.toString())
                + "') AND received_at <= " + moment;
        }
        sql += " ORDER BY received_at DESC, id DESC LIMIT 201";
        std::vector<double> ours, plain;
        for (int round = 0; round < rounds; ++round) { // in turn
            ours.push_back(timed([&] { read(request); }));
            plain.push_back(timed([&] { m_plain.rows(sql, 1); }));
        }
        put((name + "_ms").constData(), median(ours));
        put((name + "_libpq_ms").constData(), median(plain));
    }

    /// From no connection to the rows in the model; how both end, with the pages that are read
    /// ahead by then, is not part of it.
    void measureFirstPage()
    {
        std::vector<double> times;
        for (int round = 0; round < rounds; ++round) {
            QElapsedTimer timer;
            timer.start();
            postgres::Connection connection(optionsFor(m_conninfo));
            WindowModel model(m_events, std::make_shared<PostgresSource>(m_events, connection),
                              m_clock, {});
            waitUntil([&] { return model.rowCount() > 0; });
            times.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
        put("first_page_ms", median(times));
    }

    double filteredMs(const QString &field, const QStringList &values)
    {
        return medianOf(int(values.size()), [&](int round) {
            PageRequest request{{{{field, Operator::Is, {values[round]}}}}};
            request.mayPause = true;
            read(request);
        });
    }

    QStringList some(const QByteArray &expression, const QByteArray &from, qint64 count)
    {
        QStringList values;
        for (int part = 1; part <= rounds; ++part) {
            const QByteArray offset = QByteArray::number(count * part / (rounds + 2));
            const QByteArrayList found =
                m_plain.rows("SELECT " + expression + " FROM (SELECT * FROM " + from
                             + " ORDER BY received_at DESC OFFSET " + offset
                             + " LIMIT 50) part WHERE " + expression + " IS NOT NULL LIMIT 1");
            values += found.isEmpty() ? u"none"_s : QString::fromUtf8(found.first());
        }
        return values;
    }

    void measureFilters(qint64 count)
    {
        put("filtered_page_ms", filteredMs(u"tenant"_s, QStringList(rounds, u"acme"_s)));
        put("lookup_ms", filteredMs(u"subject_id"_s, some("subject_id", "console.events", count)));
        QStringList paths = some("canonical->'data'->>'id'", "console.payloads", count);
        for (QString &path : paths)
            path.prepend("data.id = "_L1);
        put("path_filter_ms", filteredMs(u"payload"_s, paths));
    }

    void measureJumps()
    {
        WindowModel model(m_events, m_source, m_clock, {});
        waitUntil([&] { return model.rowCount() > 0 && !model.isLoading(); });
        bool isThere = false;
        QObject::connect(&model, &WindowModel::wentTo, &model, [&](int) { isThere = true; });
        const RowKey newest = model.rowAt(0)->key;
        std::vector<double> times;
        for (int round = 1; round <= rounds; ++round) {
            isThere = false;
            times.push_back(timed([&] {
                model.goToTime(newest.sort - std::chrono::hours(round * 67));
                waitUntil([&] { return isThere; });
            }));
            waitUntil([&] { return !model.isLoading(); });
        }
        put("jump_ms", median(times));
        put("jump_max_ms", *std::max_element(times.begin(), times.end()));
    }

    /// A text that no row has, all the way, and one that stands a tenth of the way down.
    void measureSearch(qint64 count)
    {
        const QByteArray scan = "SELECT count(*) FROM console.events"
                                " WHERE idempotency_key ILIKE '%no such key%'";
        std::vector<double> ours, plain;
        for (int round = 0; round < 5; ++round) {
            ours.push_back(searchMs(u"no such key"_s, false));
            plain.push_back(timed([&] { m_plain.rows(scan); }));
        }
        put("search_ms", median(ours));
        put("seqscan_ms", median(plain));
        const QString key = some("idempotency_key", "console.events", count)[rounds / 10];
        put("first_hit_ms", medianOf(5, [&](int) { searchMs(key, true); }));
    }

    double searchMs(const QString &text, bool untilFirst)
    {
        WindowModel model(m_events, m_source, m_clock, {});
        model.setFilter({{{u"idempotency_key"_s, Operator::Contains, {text}}}});
        return timed([&] {
            waitUntil([&] {
                if (model.error())
                    fail(model.error()->message);
                return model.isFilterApplied()
                    && ((untilFirst && model.rowCount() > 0)
                        || (!model.isLoading() && model.isAtOldest()));
            });
        });
    }

    const QByteArray m_conninfo;
    const Descriptor m_events = events::eventCollection();
    SystemClock m_clock;
    Plain m_plain;
    postgres::Connection m_connection;
    std::shared_ptr<PostgresSource> m_source;
    QJsonObject m_figures;
};

QJsonObject memory(double before, double firstMs, double allMs, qint64 rows)
{
    return {{u"first_ms"_s, firstMs},
            {u"all_ms"_s, allMs},
            {u"rows"_s, rows},
            {u"rss_added_mb"_s, memoryMb("VmHWM") - before}};
}

/// From the newest row to the oldest, as somebody would who leans on Page Down.
QJsonObject walk(const QByteArray &conninfo)
{
    const Descriptor events = events::eventCollection();
    const SystemClock clock;
    postgres::Connection connection(optionsFor(conninfo));
    const double before = memoryMb("VmRSS");
    QElapsedTimer timer;
    timer.start();
    WindowModel model(events, std::make_shared<PostgresSource>(events, connection), clock, {});
    waitUntil([&] { return model.rowCount() > 0; });
    const double firstMs = double(timer.nsecsElapsed()) / 1e6;
    qint64 seen = 0;
    for (int row = 0; !(model.isAtOldest() && row >= model.rowCount() - 1);) {
        const int next = std::min(row + 100, model.rowCount() - 1);
        seen += next - row;
        const Uuid id = model.rowAt(next)->key.id;
        model.setVisibleRange(std::max(0, next - 40), next);
        waitUntil([&] { return !model.isLoading() || model.rowCount() - next > 200; });
        row = model.indexOf(id);
    }
    return memory(before, firstMs, double(timer.nsecsElapsed()) / 1e6, seen + 1);
}

void openDatabase(const QByteArray &conninfo)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QPSQL"_s);
    database.setConnectOptions(QString::fromUtf8(conninfo).replace(u' ', u';'));
    if (!database.open())
        fail(database.lastError().text());
}

QJsonObject fetchAll(QSqlQueryModel &model, double before, const std::function<void()> &select)
{
    const double firstMs = timed(select);
    if (model.lastError().isValid())
        fail(model.lastError().text());
    const double allMs = firstMs + timed([&] {
                             while (model.canFetchMore())
                                 model.fetchMore();
                         });
    return memory(before, firstMs, allMs, model.rowCount());
}

QJsonObject queryModel(const QByteArray &conninfo)
{
    openDatabase(conninfo);
    const double before = memoryMb("VmRSS");
    QSqlQueryModel model;
    return fetchAll(model, before, [&] {
        model.setQuery(QString::fromUtf8(
            "SELECT " + columnsSql() + " FROM console.events ORDER BY received_at DESC, id DESC"));
    });
}

QJsonObject tableModel(const QByteArray &conninfo)
{
    openDatabase(conninfo);
    const double before = memoryMb("VmRSS");
    QSqlTableModel model;
    model.setTable(u"console.events"_s);
    model.setSort(1, Qt::DescendingOrder);
    return fetchAll(model, before, [&] { model.select(); });
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QByteArray mode = argc > 1 ? argv[1] : "";
    const QByteArray conninfo = argc > 2 ? argv[2] : "";
    QJsonObject figures;
    if (mode == "pages")
        figures = Pages(conninfo).measured();
    else if (mode == "walk")
        figures = walk(conninfo);
    else if (mode == "query-model")
        figures = queryModel(conninfo);
    else if (mode == "table-model")
        figures = tableModel(conninfo);
    else
        fail(u"pages|walk|query-model|table-model CONNINFO"_s);
    std::printf("%s\n", QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
    return 0;
}
