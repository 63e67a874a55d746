#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace gatehouse::metrics {

/// A bucket of values that differ by less than 1.6 %, so its middle is off by 0.8 % at most. Below
/// 128 each whole number has one of its own; beyond, each octave (from one power of two to the
/// next) has 64 of equal width, as in HdrHistogram (https://hdrhistogram.github.io/HdrHistogram/).
/// The number of a bucket is kept in databases: it never changes its meaning.
using Bucket = std::int16_t;

/// Of any value; below 0 counts as 0.
Bucket bucketOf(std::int64_t value);
/// The least and the greatest value of a bucket; 0 and 0 for one that there is not.
std::int64_t lowestOf(Bucket bucket);
std::int64_t highestOf(Bucket bucket);

/// How many values there are in which bucket. Two of them are merged by adding, so a percentile of
/// any minutes, tenants or routes together is that of all their values, which no percentiles of
/// the parts could tell. Values are whole numbers of a unit that the owner chooses (microseconds).
class Histogram
{
public:
    struct Count
    {
        Bucket bucket = 0;
        std::int64_t values = 0;
        bool operator==(const Count &) const = default;
    };

    Histogram() = default;
    /// As `counts()` gave it; counts below 1 and buckets that there are not are left out.
    explicit Histogram(const std::vector<Count> &counts);

    void add(std::int64_t value) { addTo(bucketOf(value), 1); }
    void merge(const Histogram &other);

    std::int64_t size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    /// The value that `share` (0 to 1) of all do not exceed, by nearest rank, as percentile_disc:
    /// the middle of its bucket. Nothing of no values.
    std::optional<double> percentile(double share) const;
    /// How many do not exceed `value`; of its own bucket as many as stand below it in proportion.
    double sizeUpTo(std::int64_t value) const;
    /// Buckets with values, in their order.
    const std::vector<Count> &counts() const { return m_counts; }

private:
    void addTo(Bucket bucket, std::int64_t values);

    std::vector<Count> m_counts; ///< by bucket; few of the thousands that there are have values
    std::int64_t m_size = 0;
};

} // namespace gatehouse::metrics
