#pragma once

#include "models/metrics/promql.h"
#include "models/metrics/request.h"

#include <QJsonObject>

#include <map>
#include <set>

namespace gatehouse::metrics::prometheus {

/// A stretch of a request whose buckets are of one width, which is what one query can ask for.
struct Run
{
    std::size_t first = 0; ///< bucket of the request
    std::size_t count = 0;
    Timestamp from; ///< of its first bucket
    std::chrono::seconds width{60};
};
std::vector<Run> runsOf(const std::vector<Timestamp> &edges);

/// How many there were below each bound (`le`), of which the last is +Inf.
using Cumulative = std::map<double, double>;
/// The same calls in our buckets, spread evenly between two bounds, as histogram_quantile() takes
/// them to be; beyond the last bound they are at that. `microseconds`: of a unit of the bounds.
Histogram spread(const Cumulative &calls, double microseconds);

/// Adds up the answers to the queries of a request, and makes an answer of them. What Prometheus
/// counts are estimates, by what a counter grew between two scrapes; they are told as whole calls.
class MatrixReader
{
public:
    explicit MatrixReader(const MetricRequest &request)
        : m_request(request)
    {
    }

    /// The answer to a query over a run. Invalid where it is none: times that were not asked for,
    /// twice the same, numbers that cannot be.
    Result<> take(const QJsonObject &json, const Query &query, const Run &run);
    /// The answer about the last sample, which there need not be.
    Result<> takeLast(const QJsonObject &json);
    /// `microseconds` as Plan's.
    MetricAnswer answer(double microseconds) &&;

private:
    struct Work
    {
        double calls = 0; ///< all of them
        double errors = 0;
        Cumulative latencies;
    };
    Result<> add(const Query &query, const QJsonObject &labels, std::size_t bucket, double value);
    std::optional<Timestamp> measuredUntil() const;
    std::vector<TimeRange> gapsBefore(Timestamp until) const;
    bool isCovered(std::size_t bucket) const;

    MetricRequest m_request;
    std::map<std::size_t, double> m_samples; ///< by bucket
    std::optional<Timestamp> m_last;
    std::map<std::string, std::map<std::size_t, Work>> m_series;
    std::map<std::size_t, double> m_gauge;
};

} // namespace gatehouse::metrics::prometheus
