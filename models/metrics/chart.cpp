#include "models/metrics/chart.h"

#include "models/metrics/figures.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse::metrics {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct ChartTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::metrics::Chart)
};

constexpr int seriesOfOutcomes = 10; ///< more than there are
/// Beyond, no steps fine enough for an objective's windows are asked for.
constexpr std::chrono::hours longestInHours{24 * 62};

QList<Chart> ingestCharts()
{
    using enum ChartKind;
    return {{u"ingest-rate"_s,
             ChartTexts::tr("How much comes in?"),
             "ingest",
             "source",
             true,
             Lines,
             ChartUnit::PerMinute,
             ChartRows::All,
             {callsPerMinute()}},
            {u"ingest-refused"_s,
             ChartTexts::tr("What is refused?"),
             "ingest",
             "source",
             true,
             StackedBars,
             ChartUnit::Calls,
             ChartRows::Errors,
             {errors()}}};
}

QList<Chart> deliveryCharts()
{
    using enum ChartKind;
    const QList<Figure> percentiles{percentile(u"p50"_s, 0.5), percentile(u"p95"_s, 0.95),
                                    percentile(u"p99"_s, 0.99)};
    return {{u"delivery-latency"_s, ChartTexts::tr("How slow is delivery?"), "delivery", "", false,
             Lines, ChartUnit::Milliseconds, ChartRows::All, percentiles},
            {u"delivery-heat"_s,
             ChartTexts::tr("Where does latency sit?"),
             "delivery",
             "",
             false,
             HeatMap,
             ChartUnit::Calls,
             ChartRows::All,
             {}},
            {u"delivery-answers"_s,
             ChartTexts::tr("What does WordPress answer?"),
             "delivery",
             "outcome",
             false,
             StackedBars,
             ChartUnit::Calls,
             ChartRows::All,
             {calls()}},
            {u"delivery-failures"_s,
             ChartTexts::tr("How many tries fail?"),
             "delivery",
             "source",
             true,
             StackedBars,
             ChartUnit::Calls,
             ChartRows::Errors,
             {errors()}}};
}

QList<Chart> jobCharts()
{
    using enum ChartKind;
    const QList<Figure> percentiles{percentile(u"p50"_s, 0.5), percentile(u"p95"_s, 0.95)};
    Chart burn{u"job-objective"_s,
               ChartTexts::tr("Is the error budget burning?"),
               "job",
               "outcome",
               false,
               Lines,
               ChartUnit::Times,
               ChartRows::All,
               {}};
    burn.objective = Objective();
    return {{u"job-duration"_s, ChartTexts::tr("How long does a job take?"), "job", "", false,
             Lines, ChartUnit::Milliseconds, ChartRows::All, percentiles},
            {u"job-deaths"_s,
             ChartTexts::tr("How many jobs end as dead letters?"),
             "job",
             "source",
             true,
             StackedBars,
             ChartUnit::Calls,
             ChartRows::Errors,
             {errors()}},
            burn};
}

/// What stands open, and for how long.
QList<Chart> gaugeCharts()
{
    using enum ChartKind;
    return {{u"jobs-waiting"_s,
             ChartTexts::tr("Does work pile up?"),
             "jobs_waiting",
             "source",
             true,
             StackedBars,
             ChartUnit::Open,
             ChartRows::All,
             {}},
            {u"oldest-job"_s,
             ChartTexts::tr("How long does the oldest job wait?"),
             "oldest_job_seconds",
             "source",
             true,
             Lines,
             ChartUnit::Seconds,
             ChartRows::All,
             {}},
            {u"dead-letters"_s,
             ChartTexts::tr("How many dead letters are open?"),
             "dead_letters_open",
             "source",
             true,
             StackedBars,
             ChartUnit::Open,
             ChartRows::All,
             {}},
            {u"breakers"_s,
             ChartTexts::tr("How many breakers are open?"),
             "breakers_open",
             "",
             false,
             Lines,
             ChartUnit::Open,
             ChartRows::All,
             {}}};
}

QList<Chart> aiCallCharts()
{
    using enum ChartKind;
    return {{u"ai-latency"_s,
             ChartTexts::tr("Which model is slow? p95"),
             "ai",
             "model",
             true,
             Lines,
             ChartUnit::Milliseconds,
             ChartRows::All,
             {percentile({}, 0.95)}},
            {u"ai-errors"_s,
             ChartTexts::tr("Which model fails?"),
             "ai",
             "model",
             true,
             StackedBars,
             ChartUnit::Calls,
             ChartRows::Errors,
             {errors()}},
            {u"ai-provider-errors"_s,
             ChartTexts::tr("Which provider fails?"),
             "ai",
             "provider",
             false,
             StackedBars,
             ChartUnit::Calls,
             ChartRows::Errors,
             {errors()}}};
}

QList<Chart> aiUsageCharts()
{
    using enum ChartKind;
    return {{u"ai-tokens"_s,
             ChartTexts::tr("How many tokens are used?"),
             "ai",
             "",
             false,
             StackedBars,
             ChartUnit::Tokens,
             ChartRows::All,
             {promptTokens(), completionTokens()}},
            {u"ai-cost"_s,
             ChartTexts::tr("What costs how much?"),
             "ai",
             "model",
             true,
             StackedBars,
             ChartUnit::UsDollars,
             ChartRows::All,
             {cost()}},
            {u"ai-tenant-cost"_s,
             ChartTexts::tr("Who costs how much?"),
             "ai",
             "tenant",
             false,
             StackedBars,
             ChartUnit::UsDollars,
             ChartRows::All,
             {cost()}},
            {u"ai-cache"_s,
             ChartTexts::tr("Does the cache help?"),
             "ai",
             "model",
             true,
             Lines,
             ChartUnit::Share,
             ChartRows::All,
             {cacheHitRate()}}};
}

bool hasLabel(const std::string &measure, std::string_view label)
{
    const auto labels = browsing::labelsOf(measure);
    return std::find(labels.begin(), labels.end(), label) != labels.end();
}

/// Each piece cut from its end backwards, so that the windows end with the buckets.
std::vector<Timestamp> inHours(const std::vector<Timestamp> &edges)
{
    std::vector<Timestamp> cut{edges.back()};
    for (std::size_t i = edges.size() - 1; i-- > 0;) {
        for (Timestamp at = cut.back() - 1h; at > edges[i]; at -= 1h)
            cut.push_back(at);
        cut.push_back(edges[i]);
    }
    std::reverse(cut.begin(), cut.end());
    return cut;
}

/// With the windows before the first bucket.
std::vector<Timestamp> windowEdges(std::vector<Timestamp> edges)
{
    if (edges.size() < 2 || edges.back() - edges.front() > longestInHours)
        return edges;
    const auto width = std::min<std::chrono::microseconds>(edges[1] - edges[0], 1h);
    std::vector<Timestamp> before;
    for (Timestamp at = edges.front() - slowWindow; at < edges.front(); at += width)
        before.push_back(at);
    edges.insert(edges.begin(), before.begin(), before.end());
    return inHours(edges);
}

} // namespace

QList<Chart> metricCharts()
{
    return ingestCharts() + deliveryCharts() + jobCharts() + gaugeCharts() + aiCallCharts()
        + aiUsageCharts();
}

bool needsLatencies(const Chart &chart)
{
    return chart.objective || chart.kind == ChartKind::HeatMap
        || std::any_of(chart.figures.cbegin(), chart.figures.cend(),
                       [](const Figure &figure) { return figure.isOfLatencies; });
}

MetricRequest requestOf(const Chart &chart, const ChartScope &scope, std::vector<Timestamp> edges)
{
    MetricRequest request;
    request.measure = chart.measure;
    request.by = chart.followsPage && !scope.by.empty() && hasLabel(chart.measure, scope.by)
        ? scope.by
        : chart.by;
    request.most = request.by == "outcome" ? seriesOfOutcomes
        : chart.top > 0                    ? chart.top
                                           : scope.top;
    request.edges = chart.objective ? windowEdges(std::move(edges)) : std::move(edges);
    for (const collection::Condition &condition : scope.filter.conditions) {
        if (hasLabel(chart.measure, condition.field.toStdString()))
            request.filter.conditions += condition;
    }
    request.tellsLatencies = needsLatencies(chart);
    return request;
}

} // namespace gatehouse::metrics
