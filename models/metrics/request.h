#pragma once

#include "models/metrics/source.h"

/// What is the same for every source.
namespace gatehouse::metrics {

bool isGauge(std::string_view measure);

/// The labels that a measure is filtered by, as fields of a filter bar and for SQL and the API.
collection::Descriptor labelDescriptor(std::string_view measure);

/// Invalid where it is none that a source can answer.
Result<> validate(const MetricRequest &request);

/// Those that are alike but for the latencies become one: all tell them where one does.
void shareLatencies(std::vector<MetricRequest> &requests);

/// A stretch of a request that is told by rows of one width.
struct RequestPart
{
    std::vector<Timestamp> edges; ///< at least two
    std::vector<std::size_t> buckets; ///< of the request, one for each of the part
    bool operator==(const RequestPart &) const = default;
};

/// What of a request is to be read, and from when on it is kept.
struct RequestParts
{
    std::optional<Timestamp> measuredFrom; ///< as MetricAnswer's
    std::vector<RequestPart> parts; ///< one after the other; empty: nothing can be there
};

/// Days are told when they are over, hours likewise: what has passed of those is told by hours and
/// by minutes, so that the last bucket ends minutes ago and not hours. What is no longer kept as
/// finely as the edges are, is left out. A gauge is one part: looks are of single minutes anyway.
RequestParts partsOf(const MetricRequest &request, Timestamp now);

/// Adds up the answers to the parts of a request, in their order.
class PartMerger
{
public:
    explicit PartMerger(std::optional<Timestamp> measuredFrom)
    {
        m_merged.measuredFrom = measuredFrom;
    }
    void add(const RequestPart &part, const browsing::Metrics &answer);
    /// Of several looks within a bucket the last one counts.
    void add(const RequestPart &part, const browsing::Gauges &answer);
    /// `most` series with the most, and the others. Told by a label, a gauge's values of which
    /// nothing stood open at the looks that count are none.
    MetricAnswer taken(int most, bool hasLabel) &&;

private:
    void noteUntil(const RequestPart &part, std::optional<Timestamp> measuredUntil);

    MetricAnswer m_merged;
    bool m_isOver = false; ///< a part was not measured to its end, so no later one counts
};

} // namespace gatehouse::metrics
