#include "services/gateway/metrics/metric.h"

#include <algorithm>

namespace gatehouse::gateway {

Histogram::Histogram(std::vector<double> bounds)
    : m_bounds(std::move(bounds))
    , m_counts(m_bounds.size() + 1)
{
}

/// A value that equals a bound belongs below it: `le` is "less or equal".
void Histogram::observe(double value)
{
    const auto bound = std::lower_bound(m_bounds.begin(), m_bounds.end(), value);
    const auto index = static_cast<std::size_t>(bound - m_bounds.begin());
    m_counts[index].fetch_add(1, std::memory_order_relaxed);
    m_sum.fetch_add(value, std::memory_order_relaxed);
}

Histogram::Snapshot Histogram::snapshot() const
{
    Snapshot snapshot;
    std::uint64_t total = 0;
    for (const auto &count : m_counts)
        snapshot.cumulative.push_back(total += count.load(std::memory_order_relaxed));
    snapshot.sum = m_sum.load(std::memory_order_relaxed);
    return snapshot;
}

} // namespace gatehouse::gateway
