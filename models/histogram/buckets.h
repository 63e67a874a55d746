#pragma once

#include "models/collection/filter.h"
#include "services/core/timesteps.h"

#include <QMap>

#include <optional>
#include <vector>

namespace gatehouse::histogram {

/// How many rows there are of each status.
using StatusCounts = QMap<QString, qint64>;

/// A range cut into pieces of one round width. The first and the last piece may reach beyond the
/// range; only what lies within it is counted.
struct Buckets
{
    TimeRange range;
    TimeStep step;
    std::vector<Timestamp> edges; ///< ascending, one more than buckets; empty: no buckets
    bool operator==(const Buckets &) const = default;

    int size() const { return edges.empty() ? 0 : static_cast<int>(edges.size()) - 1; }
    TimeRange bucket(int index) const; ///< its whole width
    TimeRange counted(int index) const; ///< of that what lies within the range
    /// It reaches beyond the range by a millisecond or more: a chip's "until" is the last one in.
    bool isPartial(int index) const;
    /// From the first edge to the last.
    TimeRange extent() const;
    int indexAt(Timestamp time) const; ///< -1 outside
};

Buckets bucketsOf(TimeRange range, int most, const QTimeZone &zone);

/// A filter's chips that bound the list's time, and the others.
struct TimeFilter
{
    std::optional<Timestamp> from;
    std::optional<Timestamp> until; ///< itself left out
    collection::Filter rest;

    /// Where no chip says from when on, it is `span` before the end; where none says until when,
    /// `now`. May be empty, when they contradict each other.
    TimeRange range(Timestamp now, std::chrono::microseconds span) const;
};

/// `now`: what "24h" is before.
TimeFilter timeFilterOf(const collection::Descriptor &descriptor, const collection::Filter &filter,
                        Timestamp now);

/// Chips of just that range of a time column. `until` is written as the millisecond before it.
collection::Filter timesIn(const QString &column, TimeRange range, const QTimeZone &zone);
/// The filter with these chips in place of those that bound the list's time now.
collection::Filter withRange(const collection::Descriptor &descriptor,
                             const collection::Filter &filter, TimeRange range,
                             const QTimeZone &zone);
collection::Filter withoutRange(const collection::Descriptor &descriptor,
                                const collection::Filter &filter);

} // namespace gatehouse::histogram
