#include "models/metrics/metricsmodel.h"

#include "models/metrics/request.h"
#include "services/core/whendone.h"

#include <algorithm>

namespace gatehouse::metrics {

namespace {

constexpr int restPerRead = 10; ///< how much longer the pause is than the reading

} // namespace

struct MetricsModel::Asked
{
    MetricRequest request;
    Timestamp minute; ///< in which it was asked
    QFuture<Result<MetricAnswer>> future;
    std::optional<Result<MetricAnswer>> answer;
};

bool MetricsModel::Needs::isMet() const
{
    return main->answer && (!compared || compared->answer);
}

MetricsModel::MetricsModel(QList<Chart> charts, std::shared_ptr<MetricSource> source,
                           const Clock &clock, std::chrono::milliseconds pause, QObject *parent)
    : QObject(parent)
    , m_charts(std::move(charts))
    , m_source(std::move(source))
    , m_clock(clock)
    , m_leastPause(pause)
    , m_states(std::size_t(m_charts.size()))
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (std::exchange(m_again, false))
            refresh();
    });
}

MetricsModel::~MetricsModel()
{
    cancel(std::exchange(m_asked, {}));
}

void MetricsModel::setView(const MetricsView &view)
{
    if (m_view == view)
        return;
    m_view = view;
    begin(true);
}

void MetricsModel::setTimeZone(const QTimeZone &zone)
{
    if (m_zone == zone)
        return;
    m_zone = zone;
    if (!m_isStopped)
        begin(true);
}

void MetricsModel::read()
{
    begin(false);
}

void MetricsModel::refresh()
{
    if (m_isStopped)
        return;
    if (isReading() || m_pause.isActive())
        m_again = true;
    else
        begin(false);
}

void MetricsModel::stop()
{
    const bool wasReading = isReading();
    m_isStopped = true;
    m_again = false;
    const auto isAnswered = [](const SharedAsked &asked) { return asked->answer.has_value(); };
    const auto under = std::partition(m_asked.begin(), m_asked.end(), isAnswered);
    cancel({under, m_asked.end()});
    m_asked.erase(under, m_asked.end());
    if (wasReading)
        emit readingChanged();
}

int MetricsModel::numberOf(const QString &id) const
{
    const auto found = std::find_if(m_charts.cbegin(), m_charts.cend(),
                                    [&](const Chart &chart) { return chart.id == id; });
    Q_ASSERT(found != m_charts.cend());
    return int(found - m_charts.cbegin());
}

bool MetricsModel::isReading() const
{
    return std::any_of(m_asked.begin(), m_asked.end(),
                       [](const SharedAsked &asked) { return !asked->answer; });
}

QString MetricsModel::sourceText() const
{
    return m_isBehind ? metrics::sourceText(*m_source, m_measuredUntil, m_clock.now())
                      : m_source->name();
}

/// Nobody hears of them any more.
void MetricsModel::cancel(const std::vector<SharedAsked> &asked)
{
    for (const SharedAsked &each : asked)
        each->future.cancel();
}

/// Told as a whole where the source has no such label; what the page is to be told by stays.
MetricRequest MetricsModel::wishOf(const Chart &chart, std::vector<Timestamp> edges) const
{
    MetricRequest request = requestOf(chart, m_view.scope, std::move(edges));
    const bool isOwn = !request.by.empty() && request.by != m_view.scope.by;
    if (isOwn && !m_source->knows(request.measure, request.by))
        request.by.clear();
    return request;
}

/// Of each chart.
std::vector<MetricRequest> MetricsModel::wishesFor(const std::vector<Timestamp> &edges) const
{
    std::vector<MetricRequest> wishes;
    for (const Chart &chart : m_charts)
        wishes.push_back(wishOf(chart, edges));
    shareLatencies(wishes);
    return wishes;
}

/// `reuses`: what is known already, or will be soon, is not asked for again.
void MetricsModel::begin(bool reuses)
{
    m_isStopped = false;
    m_again = false;
    m_began = m_clock.steadyNow();
    const Timestamp now = m_clock.now();
    m_buckets = metricBuckets(m_view.range.value_or(TimeRange{now - m_view.span, now}), m_zone);
    const std::vector<Timestamp> before = edgesBefore(m_buckets, m_view.comparison, m_zone);
    std::vector<SharedAsked> former = std::exchange(m_asked, {});
    if (!reuses)
        cancel(std::exchange(former, {}));
    m_needs.clear();
    const auto wishes = wishesFor(m_buckets.edges), wishesBefore = wishesFor(before);
    for (int chart = 0; chart < m_charts.size() && m_buckets.size() > 0; ++chart) {
        Needs needs{ask(wishes[std::size_t(chart)], former), nullptr, m_buckets, m_buckets};
        if (!before.empty() && m_charts[chart].isCompared) {
            needs.compared = ask(wishesBefore[std::size_t(chart)], former);
            needs.comparedBuckets.edges = before;
            needs.comparedBuckets.range = needs.comparedBuckets.extent();
        }
        m_needs.push_back(std::move(needs));
        m_states[std::size_t(chart)].isCurrent &= !reuses;
    }
    cancel(former);
    for (int chart = 0; chart < int(m_needs.size()); ++chart) {
        if (m_needs[std::size_t(chart)].isMet())
            show(chart);
    }
    for (int chart = 0; chart < m_charts.size(); ++chart)
        emit chartChanged(chart);
    if (!isReading())
        end();
    else
        emit readingChanged();
}

MetricsModel::SharedAsked MetricsModel::ask(const MetricRequest &request,
                                            std::vector<SharedAsked> &former)
{
    const auto isSame = [&](const SharedAsked &asked) { return asked->request == request; };
    const auto known = std::find_if(m_asked.begin(), m_asked.end(), isSame);
    if (known != m_asked.end())
        return *known;
    const auto old = std::find_if(former.begin(), former.end(), isSame);
    const Timestamp minute = floorTo(m_clock.now(), std::chrono::minutes(1));
    const bool isUsable =
        old != former.end() && (!(*old)->answer || (*(*old)->answer && (*old)->minute == minute));
    if (isUsable) {
        m_asked.push_back(*old);
        former.erase(old);
    } else {
        m_asked.push_back(send(request));
    }
    return m_asked.back();
}

MetricsModel::SharedAsked MetricsModel::send(const MetricRequest &request)
{
    auto asked =
        std::make_shared<Asked>(Asked{request, floorTo(m_clock.now(), std::chrono::minutes(1)),
                                      m_source->read(request), std::nullopt});
    whenDone(asked->future, this, [this, asked](const Result<MetricAnswer> &answer) {
        if (std::find(m_asked.begin(), m_asked.end(), asked) != m_asked.end())
            take(asked, answer);
    });
    return asked;
}

void MetricsModel::take(const SharedAsked &asked, const Result<MetricAnswer> &answer)
{
    asked->answer = answer;
    std::vector<int> shown;
    for (int chart = 0; chart < int(m_needs.size()); ++chart) {
        const Needs &needs = m_needs[std::size_t(chart)];
        if ((needs.main == asked || needs.compared == asked) && needs.isMet())
            shown.push_back(chart);
    }
    std::for_each(shown.begin(), shown.end(), [this](int chart) { show(chart); });
    for (const int chart : shown) // who hears it may set another view
        emit chartChanged(chart);
    if (!isReading())
        end();
}

/// An answer that failed leaves what is shown.
void MetricsModel::show(int chart)
{
    const Needs &needs = m_needs[std::size_t(chart)];
    ChartState &state = m_states[std::size_t(chart)];
    const auto values = [&](const Asked &asked, const Buckets &buckets) {
        return valuesOf(m_charts[chart], asked.request, **asked.answer, buckets);
    };
    state.error.reset();
    for (const SharedAsked &asked : {needs.main, needs.compared}) {
        if (asked && !*asked->answer)
            state.error = asked->answer->error();
    }
    if (!state.error) {
        state.values = values(*needs.main, needs.buckets);
        state.compared.reset();
        if (needs.compared)
            state.compared = values(*needs.compared, needs.comparedBuckets);
        state.scope = m_view.scope;
        state.comparison = m_view.comparison;
        ++state.reading;
        state.isCurrent = true;
    }
}

void MetricsModel::noteDelay()
{
    m_isBehind = false;
    m_measuredUntil.reset();
    for (const SharedAsked &asked : m_asked) {
        if (!asked->answer || !*asked->answer || !(*asked->answer)->notMeasured.isEmpty())
            continue;
        const std::optional<Timestamp> until = (*asked->answer)->measuredUntil;
        if (until >= asked->request.edges.back())
            continue;
        m_isBehind = true;
        m_measuredUntil = std::max(m_measuredUntil, until);
    }
}

void MetricsModel::end()
{
    noteDelay();
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.steadyNow() - m_began);
    m_pause.start(std::max(m_leastPause, took * restPerRead));
    emit readingChanged();
}

} // namespace gatehouse::metrics
