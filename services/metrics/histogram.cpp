#include "services/metrics/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace gatehouse::metrics {

namespace {

constexpr int octaveBits = 6; ///< 64 buckets an octave
constexpr std::int64_t octaveBuckets = 1 << octaveBits;
constexpr int lastShift = 63 - 1 - octaveBits; ///< of the octave that ends with the greatest number
constexpr Bucket lastBucket = Bucket((lastShift + 2) * octaveBuckets - 1);

bool isBucket(Bucket bucket)
{
    return bucket >= 0 && bucket <= lastBucket;
}

/// By how many bits the bucket's values are cut. The first two octaves (0 to 127) are not.
int shiftOf(Bucket bucket)
{
    return std::max(0, bucket / int(octaveBuckets) - 1);
}

bool isBefore(const Histogram::Count &count, Bucket bucket)
{
    return count.bucket < bucket;
}

} // namespace

Bucket bucketOf(std::int64_t value)
{
    if (value < 2 * octaveBuckets)
        return Bucket(std::max<std::int64_t>(value, 0));
    const int shift = int(std::bit_width(std::uint64_t(value))) - 1 - octaveBits;
    return Bucket(shift * octaveBuckets + (value >> shift));
}

std::int64_t lowestOf(Bucket bucket)
{
    if (!isBucket(bucket))
        return 0;
    const int shift = shiftOf(bucket);
    return (bucket - shift * octaveBuckets) << shift;
}

std::int64_t highestOf(Bucket bucket)
{
    if (!isBucket(bucket))
        return 0;
    return lowestOf(bucket) + ((std::int64_t(1) << shiftOf(bucket)) - 1);
}

Histogram::Histogram(const std::vector<Count> &counts)
{
    for (const Count &count : counts) {
        if (isBucket(count.bucket) && count.values > 0)
            addTo(count.bucket, count.values);
    }
}

void Histogram::addTo(Bucket bucket, std::int64_t values)
{
    const auto place = std::lower_bound(m_counts.begin(), m_counts.end(), bucket, isBefore);
    if (place != m_counts.end() && place->bucket == bucket)
        place->values += values;
    else
        m_counts.insert(place, {bucket, values});
    m_size += values;
}

void Histogram::merge(const Histogram &other)
{
    std::vector<Count> merged;
    merged.reserve(m_counts.size() + other.m_counts.size());
    auto own = m_counts.begin();
    for (const Count &count : other.m_counts) {
        while (own != m_counts.end() && own->bucket < count.bucket)
            merged.push_back(*own++);
        merged.push_back(count);
        if (own != m_counts.end() && own->bucket == count.bucket)
            merged.back().values += own++->values;
    }
    merged.insert(merged.end(), own, m_counts.end());
    m_counts = std::move(merged);
    m_size += other.m_size;
}

std::optional<double> Histogram::percentile(double share) const
{
    if (isEmpty())
        return std::nullopt;
    const double wanted = std::ceil(std::clamp(share, 0.0, 1.0) * double(m_size));
    const auto rank = std::max<std::int64_t>(1, std::int64_t(wanted));
    std::int64_t seen = 0;
    auto found = m_counts.begin();
    while (seen + found->values < rank)
        seen += found++->values;
    const std::int64_t lowest = lowestOf(found->bucket);
    return double(lowest) + double(highestOf(found->bucket) - lowest) / 2;
}

double Histogram::sizeUpTo(std::int64_t value) const
{
    if (value < 0)
        return 0;
    const Bucket own = bucketOf(value);
    const auto place = std::lower_bound(m_counts.begin(), m_counts.end(), own, isBefore);
    double size = 0;
    for (auto count = m_counts.begin(); count != place; ++count)
        size += double(count->values);
    if (place != m_counts.end() && place->bucket == own) {
        const double width = double(highestOf(own) - lowestOf(own)) + 1;
        size += double(place->values) * (double(value - lowestOf(own)) + 1) / width;
    }
    return size;
}

} // namespace gatehouse::metrics
