#pragma once

#include "models/collection/filter.h"
#include "services/browsing/gauges.h"
#include "services/core/result.h"
#include "services/core/timesteps.h"

#include <QFuture>
#include <QString>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::metrics {

/// What is to be told.
struct MetricRequest
{
    std::string measure; ///< one of browsing::measures or browsing::gauges
    std::string
        by; ///< one of browsing::labelsOf(measure), a series for each value; empty: one series
    int most = 10; ///< series for the values with the most calls, 1 to 50; all others become one
    std::vector<Timestamp> edges; ///< of the buckets, ascending whole minutes, at least two
    collection::Filter filter; ///< of labels, see labelDescriptor()
    /// Else a source may leave the latencies of calls out, which is much quicker.
    bool tellsLatencies = true;
    bool operator==(const MetricRequest &) const = default;
};

/// What was measured, by the buckets of the request.
struct MetricAnswer
{
    /// Before, it is not kept as finely as the edges are; nothing: all of it is.
    std::optional<Timestamp> measuredFrom;
    /// All before is told; what is behind may be told in part. Nothing: nothing was measured yet.
    std::optional<Timestamp> measuredUntil;
    std::vector<browsing::MetricSeries> series; ///< with the most calls first, the others last
    /// Of a gauge, in place of series: with the most first, the others last.
    std::vector<browsing::GaugeSeries> gauges = {};
    /// Stretches before `measuredUntil` of which nothing is known; in order, apart from each other.
    std::vector<TimeRange> gaps = {};
    /// Why the source cannot tell any of it, whatever the time: a sentence for people. Empty: it
    /// can. This is no failure, and no other member says anything then.
    QString notMeasured = {};
};

/// Where measures come from. In the GUI thread; cancelling a future stops the work behind it.
class MetricSource
{
public:
    virtual ~MetricSource() = default;
    /// For people: "Rollups in Postgres".
    virtual QString name() const = 0;
    /// Whether what it counts stands in the gateway's lists, so that a point leads to its rows.
    virtual bool countsTheGatewaysRows() const { return true; }
    /// Whether the measure can be told, and filtered, by that label of it.
    virtual bool knows(std::string_view measure, std::string_view label) const;
    /// Invalid: the request is no such one (validate()), or names what is masked.
    virtual QFuture<Result<MetricAnswer>> read(const MetricRequest &request) = 0;
};

/// "Rollups in Postgres, 40 s behind"; nothing measured yet is said, too.
QString sourceText(const MetricSource &source, std::optional<Timestamp> measuredUntil,
                   Timestamp now);

} // namespace gatehouse::metrics
