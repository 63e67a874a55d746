#include "models/metrics/prommatrix.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gatehouse::metrics::prometheus {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr double greatestValue = 1e12;
constexpr std::size_t mostSeries = 10'000;
/// Between two of them a counter is seen to grow.
constexpr double leastSamples = 2;

tl::unexpected<Error> notAMatrix(const char *detail)
{
    return failure(ErrorKind::Invalid, {}, QString::fromLatin1(detail));
}

std::chrono::seconds secondsBetween(Timestamp from, Timestamp until)
{
    return std::chrono::duration_cast<std::chrono::seconds>(until - from);
}

/// What stands behind data.result of an answer of that type; nothing: it is none.
std::optional<QJsonArray> resultOf(const QJsonObject &json, QLatin1StringView type)
{
    const QJsonObject data = json["data"_L1].toObject();
    if (json["status"_L1] != "success"_L1 || data["resultType"_L1] != type
        || !data["result"_L1].isArray())
        return std::nullopt;
    return data["result"_L1].toArray();
}

/// A sample is [seconds, "value"].
std::optional<double> valueOf(const QJsonArray &sample)
{
    bool isNumber = false;
    const double value = sample.at(1).toString().toDouble(&isNumber);
    if (sample.size() != 2 || !sample.at(0).isDouble() || !isNumber)
        return std::nullopt;
    return value;
}

/// The bucket whose end the moment is; nothing: of none.
std::optional<std::size_t> bucketAt(double seconds, const Run &run)
{
    const double begin = double(
        std::chrono::duration_cast<std::chrono::seconds>(run.from.time_since_epoch()).count());
    const double steps = (seconds - begin) / double(run.width.count());
    if (!(steps >= 1 && steps <= double(run.count)) || std::floor(steps) != steps)
        return std::nullopt;
    return run.first + std::size_t(steps) - 1;
}

std::optional<double> boundOf(const QJsonObject &labels)
{
    const QString text = labels["le"_L1].toString();
    bool isNumber = false;
    const double bound =
        text == "+Inf"_L1 ? std::numeric_limits<double>::infinity() : text.toDouble(&isNumber);
    if (!(isNumber || std::isinf(bound)) || !(bound >= 0))
        return std::nullopt;
    return bound;
}

} // namespace

std::vector<Run> runsOf(const std::vector<Timestamp> &edges)
{
    std::vector<Run> runs;
    for (std::size_t bucket = 0; bucket + 1 < edges.size(); ++bucket) {
        const auto width = secondsBetween(edges[bucket], edges[bucket + 1]);
        if (runs.empty() || runs.back().width != width)
            runs.push_back({bucket, 0, edges[bucket], width});
        ++runs.back().count;
    }
    return runs;
}

Histogram spread(const Cumulative &calls, double microseconds)
{
    const double total = calls.empty() ? 0 : calls.rbegin()->second;
    const auto whole = std::int64_t(std::llround(total));
    if (whole < 1)
        return {};
    std::vector<Histogram::Count> counts;
    std::int64_t given = 0;
    const auto giveUpTo = [&](Bucket bucket, double seen) {
        const auto due = std::int64_t(std::llround(double(whole) * std::min(seen / total, 1.0)));
        if (due > given)
            counts.push_back({bucket, due - std::exchange(given, due)});
    };
    double lower = 0, below = 0;
    for (const auto &[bound, cumulative] : calls) {
        if (std::isinf(bound))
            break;
        const double upper = std::min(bound * microseconds, 9e18);
        const double seen = std::max(cumulative, below);
        const int last = bucketOf(std::int64_t(upper));
        for (int at = bucketOf(std::int64_t(lower)); seen > below && at <= last; ++at) {
            const double edge = std::min(double(highestOf(Bucket(at))) + 1, upper);
            giveUpTo(Bucket(at), below + (seen - below) * (edge - lower) / (upper - lower));
        }
        lower = upper;
        below = seen;
    }
    giveUpTo(bucketOf(std::int64_t(lower)), total);
    return Histogram(counts);
}

Result<> MatrixReader::take(const QJsonObject &json, const Query &query, const Run &run)
{
    const auto result = resultOf(json, "matrix"_L1);
    if (!result)
        return notAMatrix("no matrix");
    for (const auto &each : *result) {
        const QJsonObject labels = each.toObject()["metric"_L1].toObject();
        const QJsonArray samples = each.toObject()["values"_L1].toArray();
        for (const auto &sample : samples) {
            const auto value = valueOf(sample.toArray());
            const auto bucket = bucketAt(sample.toArray().at(0).toDouble(), run);
            if (!value || !bucket)
                return notAMatrix("no sample of what was asked for");
            if (auto added = add(query, labels, *bucket, *value); !added)
                return added;
        }
    }
    return {};
}

Result<> MatrixReader::add(const Query &query, const QJsonObject &labels, std::size_t bucket,
                           double value)
{
    if (std::isnan(value)) // so it says that there is none
        return {};
    if (!(value >= 0 && value <= greatestValue))
        return notAMatrix("a number that cannot be");
    if (query.kind == Kind::Samples || query.kind == Kind::Gauge) {
        auto &values = query.kind == Kind::Samples ? m_samples : m_gauge;
        return values.try_emplace(bucket, value).second ? Result<>() : notAMatrix("twice the same");
    }
    const bool isByLabel = !m_request.by.empty() && query.value.empty();
    const std::string series = isByLabel
        ? labels[QString::fromStdString(m_request.by)].toString().toStdString()
        : query.value;
    Work &work = m_series[series][bucket];
    if (m_series.size() > mostSeries)
        return notAMatrix("too many series");
    if (query.kind != Kind::Latencies) {
        work.calls += value;
        work.errors += query.kind == Kind::Errors ? value : 0;
        return {};
    }
    const auto bound = boundOf(labels);
    if (!bound || !work.latencies.try_emplace(*bound, value).second)
        return notAMatrix("bounds that cannot be");
    return {};
}

Result<> MatrixReader::takeLast(const QJsonObject &json)
{
    const auto result = resultOf(json, "vector"_L1);
    if (!result || result->size() > 1)
        return notAMatrix("no vector");
    if (result->isEmpty())
        return {};
    const auto value = valueOf(result->at(0)["value"_L1].toArray());
    if (!value || !(*value >= 0 && *value < 1e11))
        return notAMatrix("no time");
    m_last = Timestamp(std::chrono::microseconds(std::int64_t(*value * 1e6)));
    return {};
}

bool MatrixReader::isCovered(std::size_t bucket) const
{
    const auto samples = m_samples.find(bucket);
    return samples != m_samples.end() && samples->second >= leastSamples;
}

/// Where the last sample is too old to be found, it was in the last bucket that has any.
std::optional<Timestamp> MatrixReader::measuredUntil() const
{
    if (m_last)
        return floorTo(*m_last, 1min);
    if (m_samples.empty())
        return std::nullopt;
    return m_request.edges[m_samples.rbegin()->first + 1];
}

std::vector<TimeRange> MatrixReader::gapsBefore(Timestamp until) const
{
    std::vector<TimeRange> gaps;
    for (std::size_t bucket = 0; bucket + 1 < m_request.edges.size(); ++bucket) {
        const TimeRange range{m_request.edges[bucket], m_request.edges[bucket + 1]};
        if (range.from >= until || isCovered(bucket))
            continue;
        if (!gaps.empty() && gaps.back().until == range.from)
            gaps.back().until = range.until;
        else
            gaps.push_back(range);
    }
    return gaps;
}

MetricAnswer MatrixReader::answer(double microseconds) &&
{
    browsing::Metrics told;
    told.measuredUntil = measuredUntil();
    for (const auto &[value, buckets] : m_series) {
        browsing::MetricSeries series{value, false, {}};
        for (const auto &[bucket, work] : buckets) {
            browsing::MetricCell cell;
            cell.errors = std::llround(work.errors);
            cell.calls = cell.errors + std::llround(work.calls - work.errors);
            cell.latency = spread(work.latencies, microseconds);
            if (cell.calls > 0 || !cell.latency.isEmpty())
                series.cells[bucket] = std::move(cell);
        }
        if (!series.cells.empty())
            told.series.push_back(std::move(series));
    }
    RequestPart whole{m_request.edges, {}};
    for (std::size_t bucket = 0; bucket + 1 < m_request.edges.size(); ++bucket)
        whole.buckets.push_back(bucket);
    PartMerger merger({});
    merger.add(whole, told);
    MetricAnswer answer = std::move(merger).taken(m_request.most, !m_request.by.empty());
    if (isGauge(m_request.measure)) {
        browsing::GaugeSeries series;
        for (const auto &[bucket, value] : m_gauge)
            series.cells[bucket] = {value, false};
        if (!series.cells.empty())
            answer.gauges.push_back(std::move(series));
    }
    if (answer.measuredUntil)
        answer.gaps = gapsBefore(*answer.measuredUntil);
    return answer;
}

} // namespace gatehouse::metrics::prometheus
