#pragma once

#include "models/metrics/metricbuckets.h"
#include "models/metrics/slo.h"

#include <QList>
#include <QString>

#include <functional>

/// The charts of the Metrics page, as values.
namespace gatehouse::metrics {

enum class ChartKind { Lines, StackedBars, StackedAreas, HeatMap };

enum class ChartUnit {
    Calls, ///< of a bucket
    Open, ///< at the last look within a bucket
    PerMinute, ///< of the measured part of a bucket
    Milliseconds,
    Seconds,
    Share, ///< 0 to 1
    Tokens, ///< of a bucket
    UsDollars, ///< of a bucket
    Times, ///< of what is allowed
};

/// What a line or bar of a chart is: each series of an answer has one for each figure.
struct Figure
{
    QString name; ///< "p95"; empty where a chart has one alone
    /// Of a bucket's cell, of which so many minutes are measured; a cell of zeros where no call
    /// came. Nothing: there is no such value, a gap.
    std::function<std::optional<double>(const browsing::MetricCell &cell, double minutes)> of;
    bool isOfLatencies = false; ///< there is none of a cell without them
};

/// Which calls of a bucket a chart tells of.
enum class ChartRows { All, Errors };

/// One chart. What it shows follows from it and an answer: chartvalues.h.
struct Chart
{
    QString id; ///< "ingest-rate": settings, pictures
    QString question; ///< its title: "How much comes in?"
    std::string measure;
    std::string by; ///< series for each value of it; empty: one of all
    /// The page's label takes the place of `by`, where the measure has it.
    bool followsPage = false;
    ChartKind kind = ChartKind::Lines;
    ChartUnit unit = ChartUnit::Calls;
    ChartRows rows = ChartRows::All;
    QList<Figure> figures; ///< none for a gauge, a heat map and an objective
    /// Lines of its burn rate over 1 h and 6 h.
    std::optional<Objective> objective = {};
    int top = 0; ///< series, beside the others; 0: as many as the page says
    bool isCompared = true; ///< where the page compares
    bool tellsRange = false; ///< its series say what they are over the whole range, too
};

/// All of the page, in its order.
QList<Chart> metricCharts();

/// Whether what it shows depends on how long calls took.
bool needsLatencies(const Chart &chart);

/// What all charts of a page share.
struct ChartScope
{
    std::string by; ///< empty: each its own
    int top = 5; ///< series, beside the others; 1 to 50
    collection::Filter filter; ///< of labels; those that a measure does not have are left out
    bool operator==(const ChartScope &) const = default;
};

/// What a chart asks a source for. An objective's begins its longer window before the buckets, in
/// steps of an hour or less.
MetricRequest requestOf(const Chart &chart, const ChartScope &scope, std::vector<Timestamp> edges);

} // namespace gatehouse::metrics
