// ./dev bench metrics: what charts of months cost, and how exact they are.
//   bench-metrics EVENTS DAYS
// A private Postgres gets so many calls of AI systems over so many days, with latencies of a
// log-normal distribution; they are rolled up as the gateway does it; then the page of metrics is
// opened on them, and p95 is asked for in both ways. Prints one line of JSON: medians in
// milliseconds.
#include "models/metrics/postgresmetrics.h"
#include "services/core/clock.h"
#include "services/gateway/rollups/rollup.h"
#include "services/gateway/store/migrator.h"
#include "services/postgres/connection.h"
#include "services/postgres/session.h"
#include "tests/support/testcluster.h"
#include "ui/charts/chartplot.h"
#include "ui/charts/metricchart.h"
#include "ui/pages/metrics/metricspage.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeyEvent>

#include <algorithm>
#include <cstdio>

using namespace gatehouse;
using namespace std::chrono_literals;

namespace {

constexpr int openings = 7, frames = 200, questions = 5, slowQuestions = 3;
constexpr qint64 longestWaitMs = 60'000;
constexpr std::int64_t portionOfEvents = 250'000;

[[noreturn]] void fail(const Error &error)
{
    std::fprintf(stderr, "bench-metrics: %s (%s)\n", qPrintable(error.message),
                 qPrintable(error.detail));
    std::exit(1);
}

template <typename T>
T orFail(Result<T> result)
{
    if (!result)
        fail(result.error());
    return std::move(*result);
}

void waitUntil(const std::function<bool()> &isDone, const char *missing)
{
    QElapsedTimer waited;
    waited.start();
    while (!isDone()) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 50);
        if (waited.elapsed() > longestWaitMs)
            fail({ErrorKind::Unavailable, QLatin1String(missing), {}, {}});
    }
}

double timed(const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

double percentile(std::vector<double> times, double share)
{
    std::sort(times.begin(), times.end());
    return times[std::size_t(share * double(times.size() - 1))];
}

double medianOf(int count, const std::function<void()> &work)
{
    std::vector<double> times;
    for (int round = 0; round < count; ++round)
        times.push_back(timed(work));
    return percentile(times, 0.5);
}

/// Evenly over the days until now; latencies around 400 ms, one of fifty calls failed. The indexes
/// that make a call one stay.
void addCalls(postgres::Session &session, std::int64_t events, int days)
{
    constexpr std::string_view sql = R"(
INSERT INTO gatehouse.agent_event (id, received_at, ts, trace_id, span_id, service, env, tenant, agent, model, provider,
                                   route, status, latency_ms, tokens_prompt, tokens_completion, cost_usd, cache_hit)
SELECT gen_random_uuid(), at, at, md5(n::text), left(md5((-n)::text), 16), 'support', 'production',
       'tenant' || n % 12, 'agent' || n % 3, (ARRAY['large', 'standard', 'embed'])[1 + n % 3], 'openai', 'chat',
       CASE WHEN n % 50 = 0 THEN 'timeout' ELSE 'ok' END,
       exp(6 + 0.8 * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())), 400, 120, 0.002, n % 4 = 0
  FROM (SELECT n, now() - make_interval(secs => ($4::bigint - n)::double precision / $4::bigint * $3::integer * 86400)
          FROM generate_series($1::bigint, $2::bigint - 1) n) calls (n, at))";
    for (std::int64_t from = 0; from < events; from += portionOfEvents) {
        const std::int64_t until = std::min(from + portionOfEvents, events);
        orFail(session.execute(sql, {from, until, std::int64_t(days), events}));
        std::fprintf(stderr, "\r%lld calls", static_cast<long long>(until));
    }
    std::fputs("\n", stderr);
    orFail(session.executeScript("VACUUM ANALYZE gatehouse.agent_event").map([] { return true; }));
}

struct RolledUp
{
    std::int64_t minutes = 0;
    double seconds = 0;
};

RolledUp rollAll(postgres::Session &session)
{
    RolledUp done;
    bool isBehind = true;
    done.seconds =
        timed([&] {
            while (isBehind) {
                const auto report = orFail(gateway::rollUp(session, SystemClock().now()));
                done.minutes += report.minutes;
                isBehind = report.isBehind;
                std::fprintf(stderr, "\r%lld minutes", static_cast<long long>(done.minutes));
            }
        })
        / 1000;
    std::fputs("\n", stderr);
    orFail(
        session.executeScript("VACUUM ANALYZE gatehouse.metric_minute").map([] { return true; }));
    orFail(session.executeScript("VACUUM ANALYZE gatehouse.metric_hour").map([] { return true; }));
    for (const char *table : {"metric_day", "metric_hour_by", "metric_day_by"})
        orFail(session.executeScript(std::string("VACUUM ANALYZE gatehouse.") + table).map([] {
            return true;
        }));
    return done;
}

/// The page as the console makes it, on a connection of its own that is there already.
class OpenPage
{
public:
    OpenPage(postgres::Connection &connection, int days)
        : m_page(ui::MetricsServices{
            {std::make_shared<metrics::PostgresMetrics>(connection, m_clock), m_clock, m_display}})
    {
        m_page.resize(1440, 900);
        m_page.setViewState({{QStringLiteral("hours"), days * 24}});
    }

    /// Until every chart is painted with what was read.
    void open()
    {
        m_page.show();
        const auto charts = m_page.findChildren<charts::MetricChart *>();
        const auto isDrawn = [](const charts::MetricChart *chart) {
            return chart->data().size() > 0; // what was never looked at says so then
        };
        waitUntil([&] { return std::all_of(charts.cbegin(), charts.cend(), isDrawn); },
                  "charts are missing");
        m_page.grab();
    }

    /// Milliseconds that a key takes until the window is painted anew.
    double frame(Qt::Key key, Qt::KeyboardModifiers modifiers)
    {
        auto *plot = m_page.findChild<charts::ChartPlot *>();
        return timed([&] {
            QKeyEvent press(QEvent::KeyPress, key, modifiers);
            QCoreApplication::sendEvent(plot, &press);
            m_page.grab();
        });
    }

private:
    SystemClock m_clock;
    widgets::DisplayOptions m_display;
    ui::MetricsPage m_page;
};

QJsonObject measurePage(const std::string &conninfo, int days)
{
    postgres::SessionOptions options;
    options.conninfo = conninfo;
    postgres::Connection connection(options);
    connection.retryNow(); // connects, though there is no work yet
    waitUntil([&] { return connection.state().phase == postgres::ConnectionState::Phase::Ready; },
              "no connection");
    std::vector<double> opened, moved;
    for (int round = 0; round < openings; ++round) {
        OpenPage page(connection, days);
        opened.push_back(timed([&] { page.open(); }));
        if (round + 1 < openings)
            continue;
        for (int notch = 0; notch < 8; ++notch)
            moved.push_back(page.frame(Qt::Key_Plus, {}));
        for (int step = 0; step < frames; ++step)
            moved.push_back(
                page.frame(step % 2 == 0 ? Qt::Key_Left : Qt::Key_Right, Qt::ShiftModifier));
    }
    return {{QStringLiteral("open_ms"), percentile(opened, 0.5)},
            {QStringLiteral("frame_p50_ms"), percentile(moved, 0.5)},
            {QStringLiteral("frame_p99_ms"), percentile(moved, 0.99)}};
}

/// Whole days, by both clocks: those that are over, without the first, which is not whole.
QJsonObject measureP95(postgres::Session &session, int days)
{
    const auto today = std::chrono::floor<std::chrono::days>(SystemClock().now());
    browsing::MetricWish wish;
    wish.measure = "ai";
    wish.edges = {today - std::chrono::days(days - 1), today};
    double ours = 0, exact = 0;
    const double oursMs = medianOf(questions, [&] {
        const auto found = orFail(browsing::readMetrics(session, wish));
        browsing::MetricCell all;
        for (const auto &series : found.series) {
            for (const auto &[bucket, cell] : series.cells)
                all.merge(cell);
        }
        ours = all.latency.percentile(0.95).value_or(0) / 1000;
    });
    const double exactMs = medianOf(slowQuestions, [&] {
        const auto rows =
            orFail(session.execute("SELECT percentile_disc(0.95) WITHIN GROUP (ORDER BY latency_ms)"
                                   " FROM console.agent_events WHERE received_at >= $1 AND"
                                   " received_at < $2",
                                   {wish.edges.front(), wish.edges.back()}));
        exact = rows.get<double>(0, 0);
    });
    return {{QStringLiteral("p95_rollup_ms"), oursMs},
            {QStringLiteral("p95_raw_ms"), exactMs},
            {QStringLiteral("p95"), ours},
            {QStringLiteral("p95_exact"), exact}};
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    const std::int64_t events = argc > 1 ? std::atoll(argv[1]) : 0;
    const int days = argc > 2 ? std::atoi(argv[2]) : 0;
    if (events < 1 || days < 2)
        fail({ErrorKind::Invalid, QStringLiteral("usage: bench-metrics EVENTS DAYS"), {}, {}});
    const auto cluster = test::TestCluster::start();
    postgres::SessionOptions options;
    options.conninfo = cluster->conninfo();
    postgres::Session session = orFail(postgres::Session::connect(options));
    SystemClock clock;
    Log log{clock, [](std::string_view) {}};
    orFail(gateway::migrate(session, clock, log).map([] { return true; }));
    const double added = timed([&] { addCalls(session, events, days); });
    const RolledUp rolled = rollAll(session);
    QJsonObject found = measurePage(cluster->conninfo("gatehouse_console"), days);
    found.insert(QStringLiteral("add_s"), added / 1000);
    found.insert(QStringLiteral("rolled_minutes"), qint64(rolled.minutes));
    found.insert(QStringLiteral("rollup_s"), rolled.seconds);
    const QJsonObject p95 = measureP95(session, days);
    for (auto each = p95.begin(); each != p95.end(); ++each)
        found.insert(each.key(), each.value());
    std::printf("%s\n", QJsonDocument(found).toJson(QJsonDocument::Compact).constData());
    return 0;
}
