#pragma once

#include "models/histogram/buckets.h"
#include "services/core/result.h"

#include <QFuture>

namespace gatehouse::histogram {

/// What is to be counted.
struct CountRequest
{
    collection::Filter filter; ///< without the chips that bound the time
    std::vector<Timestamp> edges; ///< of the buckets, ascending, at least two
    TimeRange range; ///< within the edges
    /// How much of the range's end is to be looked at, where the rows themselves are counted;
    /// what is told by rollups is told at once.
    std::chrono::microseconds slice;
};

struct CountAnswer
{
    std::vector<StatusCounts> counts; ///< one for each bucket
    Timestamp from; ///< so far back it was counted, from the range's end on; exactly
};

/// Counts the rows of a list by time and status. In the GUI thread; cancelling a future stops the
/// work behind it.
class HistogramSource
{
public:
    virtual ~HistogramSource() = default;
    virtual QFuture<Result<CountAnswer>> count(const CountRequest &request) = 0;
    /// From the oldest row of the whole list to the newest; empty when it has none.
    virtual QFuture<Result<TimeRange>> extent() = 0;
};

} // namespace gatehouse::histogram
