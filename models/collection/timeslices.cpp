#include "models/collection/timeslices.h"

#include <algorithm>
#include <cstdint>

namespace gatehouse::collection {

using std::chrono::microseconds;

namespace {

/// Half of all time: so that nothing overflows, what is further apart is one slice.
constexpr microseconds widest{microseconds::max() / 2};
constexpr microseconds narrowest{1000};
/// Of all time is the first one: few rows, whatever there are.
constexpr int firstShare = 1024;
constexpr double mostGrowth = 8;
constexpr double mostShrinking = 0.25;

bool isWithin(Timestamp time)
{
    return time.time_since_epoch() < widest / 2 && time.time_since_epoch() > -widest / 2;
}

/// No distance that overflows is further: times that are none are all in one slice.
bool isFurtherThan(microseconds width, Timestamp below, Timestamp oldest)
{
    const auto distance = std::uint64_t(below.time_since_epoch().count())
        - std::uint64_t(oldest.time_since_epoch().count());
    return below > oldest && distance > std::uint64_t(width.count())
        && distance <= std::uint64_t(microseconds::max().count());
}

} // namespace

TimeSlices::TimeSlices(Timestamp newest, Timestamp oldest, std::size_t bytesOfSlice)
    : m_oldest(oldest)
    , m_below(newest)
    , m_width(widest)
    , m_bytesOfSlice(bytesOfSlice)
{
    if (isWithin(newest) && isWithin(oldest))
        m_width = std::max((newest - oldest) / firstShare, narrowest);
}

std::optional<TimeSlices::Slice> TimeSlices::next()
{
    if (m_hasEnded)
        return std::nullopt;
    Slice slice{m_given++, {}, m_width};
    if (slice.number > 0)
        slice.time.below = m_below;
    if (isFurtherThan(m_width, m_below, m_oldest)) {
        m_below -= m_width;
        slice.time.from = m_below;
    } else {
        m_hasEnded = true;
    }
    return slice;
}

void TimeSlices::learn(const Slice &slice, std::size_t bytes)
{
    const double growth =
        std::clamp(double(m_bytesOfSlice) / double(std::max<std::size_t>(bytes, 1)), mostShrinking,
                   mostGrowth);
    const double width = std::clamp(double(slice.width.count()) * growth, double(narrowest.count()),
                                    double(widest.count()));
    m_width = microseconds(std::int64_t(width));
}

} // namespace gatehouse::collection
