#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

namespace gatehouse::gateway {

/// Only grows. Thread-safe, lock-free.
class Counter
{
public:
    void add(std::uint64_t by = 1) { m_value.fetch_add(by, std::memory_order_relaxed); }
    std::uint64_t value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> m_value{0};
};

/// What is so now. Thread-safe, lock-free.
class Gauge
{
public:
    void set(double value) { m_value.store(value, std::memory_order_relaxed); }
    double value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<double> m_value{0};
};

/// How often values fell below each of some bounds. Thread-safe, lock-free.
class Histogram
{
public:
    /// The bounds ascend; +Inf is added.
    explicit Histogram(std::vector<double> bounds);
    void observe(double value);

    struct Snapshot
    {
        std::vector<std::uint64_t> cumulative; ///< one for each bound, then +Inf: all of them
        double sum = 0; ///< may be ahead of the counts by what is being added right now
    };
    Snapshot snapshot() const;
    const std::vector<double> &bounds() const { return m_bounds; }

private:
    const std::vector<double> m_bounds;
    std::vector<std::atomic<std::uint64_t>> m_counts; ///< not cumulative, the last one is +Inf
    std::atomic<double> m_sum{0};
};

} // namespace gatehouse::gateway
