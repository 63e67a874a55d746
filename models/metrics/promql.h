#pragma once

#include "models/metrics/source.h"

#include <chrono>

/// What Prometheus is asked (PromQL), of what the gateway's own /metrics tells it.
namespace gatehouse::metrics::prometheus {

/// As a string literal of PromQL.
QString literal(const QString &text);
/// A regular expression (RE2, and Perl's) that matches that text alone.
QString escaped(const QString &text);

/// What an expression's values are.
enum class Kind {
    Samples, ///< how many scrapes there were, by which it is known what was measured
    Calls,
    Errors, ///< calls, too
    Latencies, ///< calls by `le`, cumulative
    Gauge,
};

struct Query
{
    Kind kind = Kind::Calls;
    QString expression; ///< of the time between a moment and `width` before it
    /// Calls, Errors: the value of the series, where the expression has no label that tells it.
    std::string value = {};
};

/// What it takes to answer a request.
struct Plan
{
    std::vector<Query> queries; ///< of one width; Samples are the first
    double microseconds = 1; ///< of a unit of Latencies
};

/// Where `job` is not empty, of what is scraped as that job alone. NotFound: what it cannot tell,
/// in a sentence for people. The request is a valid one.
Result<Plan> planOf(const MetricRequest &request, const QString &job, std::chrono::seconds width);
/// Of what, at that moment, the last sample is from.
QString lastSample(const QString &job);
/// Whether planOf() can tell a measure by that label.
bool knows(std::string_view measure, std::string_view label);

} // namespace gatehouse::metrics::prometheus
