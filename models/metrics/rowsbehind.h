#pragma once

#include "models/metrics/chartvalues.h"

/// From a point of a chart to the rows that it counts.
namespace gatehouse::metrics {

/// The list that they are in, and its filter.
struct BucketRows
{
    /// Descriptor::id: "events", "deliveries", "jobs", "dead-letters" or "agent-events"
    QString collection;
    collection::Filter filter;
};

/// The rows behind a series in one bucket, as far as that is measured: as many as it had calls, or
/// errors where the chart tells of these, as long as they are kept. Jobs that died are shown as
/// their dead letters, which stay when the job is put back; of a job that was put back, the list of
/// jobs tells its latest end alone, and of one that died again its letter the latest death. Beyond
/// the series that a measure keeps (docs/contract.md, section 7) calls are counted without labels
/// that their rows have. Invalid, with the reason for a person, where no filter finds just those:
/// not measured; the others; a gauge (what stood open then, no list tells), a heat map and an
/// objective; values with a *; a route of events; outcomes and routes that the scope filters by in
/// another way than by one value. `zone` is how times are written.
Result<BucketRows> rowsBehind(const Chart &chart, const ChartScope &scope,
                              const ChartValues &values, const ChartSeries &series, int bucket,
                              const QTimeZone &zone);

} // namespace gatehouse::metrics
