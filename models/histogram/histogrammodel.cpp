#include "models/histogram/histogrammodel.h"

#include "services/core/whendone.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gatehouse::histogram {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::microseconds firstSlice = 1h;
constexpr std::chrono::microseconds shortestSlice = 1s;
constexpr double mostGrowth = 4;
constexpr int restPerRead = 10; ///< how much longer the pause is than the reading

qint64 sum(const StatusCounts &counts)
{
    return std::accumulate(counts.begin(), counts.end(), qint64(0));
}

collection::Filter onlyOf(const collection::Filter &filter, const QStringList &fields)
{
    if (fields.isEmpty())
        return filter;
    collection::Filter kept;
    std::copy_if(filter.conditions.begin(), filter.conditions.end(),
                 std::back_inserter(kept.conditions),
                 [&](const auto &condition) { return fields.contains(condition.field); });
    return kept;
}

} // namespace

double Histogram::progress() const
{
    const auto all = buckets.range.length();
    if (isWhole() || all <= 0us)
        return 1;
    return static_cast<double>((buckets.range.until - countedFrom).count())
        / static_cast<double>(all.count());
}

qint64 Histogram::total() const
{
    qint64 all = 0;
    for (const StatusCounts &each : counts)
        all += sum(each);
    return all;
}

qint64 Histogram::total(int bucket) const
{
    return sum(counts[std::size_t(bucket)]);
}

HistogramModel::HistogramModel(collection::Descriptor descriptor,
                               std::shared_ptr<HistogramSource> source, const Clock &clock,
                               HistogramOptions options, QObject *parent)
    : QObject(parent)
    , m_descriptor(std::move(descriptor))
    , m_source(std::move(source))
    , m_clock(clock)
    , m_options(std::move(options))
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (std::exchange(m_again, false))
            refresh();
    });
}

HistogramModel::~HistogramModel()
{
    cancel();
}

void HistogramModel::setFilter(const collection::Filter &filter)
{
    if (m_filter == filter)
        return;
    m_filter = filter;
    m_isCurrent = false;
    begin(false);
}

void HistogramModel::setTimeZone(const QTimeZone &zone)
{
    if (m_zone == zone)
        return;
    m_zone = zone;
    if (m_isReading || m_shown.buckets.size() > 0)
        begin(false);
}

void HistogramModel::read()
{
    begin(m_isCurrent);
}

void HistogramModel::refresh()
{
    if (m_isStopped)
        return;
    if (m_isReading || m_pause.isActive())
        m_again = true;
    else
        begin(m_isCurrent);
}

void HistogramModel::stop()
{
    if (!m_isReading)
        return;
    cancel();
    m_isReading = false;
    m_isStopped = true;
    show();
    emit changed();
}

void HistogramModel::cancel()
{
    ++m_generation;
    m_answer.cancel();
    m_extent.cancel();
    m_again = false;
}

TimeFilter HistogramModel::timeFilter() const
{
    TimeFilter timed = timeFilterOf(m_descriptor, m_filter, m_clock.now());
    timed.rest = onlyOf(timed.rest, m_options.fields);
    return timed;
}

/// `keepsShown`: what is shown stays until the new one is whole.
void HistogramModel::begin(bool keepsShown)
{
    cancel();
    m_keepsShown = keepsShown && m_shown.buckets.size() > 0 && m_shown.isWhole();
    m_isReading = true;
    m_isStopped = false;
    m_began = m_clock.steadyNow();
    const TimeFilter timed = timeFilter();
    if (m_options.span > 0us || timed.from)
        begin(timed.range(m_clock.now(), m_options.span), timed.rest);
    else
        readExtent(timed);
    emit changed();
}

void HistogramModel::readExtent(const TimeFilter &timed)
{
    m_extent = m_source->extent();
    whenDone(m_extent, this,
             [this, timed, generation = m_generation](const Result<TimeRange> &extent) {
                 if (generation != m_generation)
                     return;
                 if (!extent)
                     return end(extent.error());
                 const Timestamp until = timed.until.value_or(extent->until);
                 begin({std::min(extent->from, until), until}, timed.rest);
             });
}

void HistogramModel::begin(TimeRange range, const collection::Filter &filter)
{
    m_filling = {bucketsOf(range, m_options.mostBuckets, m_zone), {}, range.until};
    m_filling.counts.resize(std::size_t(m_filling.buckets.size()));
    m_request = {filter, m_filling.buckets.edges, range, firstSlice};
    if (range.isEmpty()) {
        m_filling.countedFrom = range.from;
        return end({});
    }
    readPart();
}

void HistogramModel::readPart()
{
    m_answer = m_source->count(m_request);
    whenDone(m_answer, this,
             [this, generation = m_generation,
              started = m_clock.steadyNow()](const Result<CountAnswer> &answer) {
                 if (generation != m_generation)
                     return;
                 if (!answer)
                     return end(answer.error());
                 adjustSlice(m_clock.steadyNow() - started);
                 take(*answer);
             });
}

void HistogramModel::adjustSlice(std::chrono::steady_clock::duration took)
{
    const double wanted = std::chrono::duration<double>(m_options.sliceTakes)
        / std::chrono::duration<double>(std::max<std::chrono::steady_clock::duration>(took, 1us));
    const double factor = std::clamp(wanted, 1 / mostGrowth, mostGrowth);
    const double length = static_cast<double>(m_request.slice.count()) * factor;
    const auto whole = static_cast<double>(m_filling.buckets.range.length().count());
    m_request.slice =
        std::max(shortestSlice, std::chrono::microseconds(std::llround(std::min(length, whole))));
}

void HistogramModel::take(const CountAnswer &answer)
{
    for (std::size_t bucket = 0; bucket < m_filling.counts.size(); ++bucket) {
        const StatusCounts &more = answer.counts[bucket];
        for (auto status = more.begin(); status != more.end(); ++status)
            m_filling.counts[bucket][status.key()] += status.value();
    }
    m_filling.countedFrom = answer.from;
    m_request.range.until = answer.from;
    if (m_filling.isWhole())
        return end({});
    readPart();
    if (!m_keepsShown) {
        show();
        emit changed();
    }
}

void HistogramModel::show()
{
    if (m_keepsShown && !m_filling.isWhole())
        return;
    m_shown = m_filling;
    m_isCurrent = true;
}

void HistogramModel::end(std::optional<Error> error)
{
    m_error = std::move(error);
    m_isReading = false;
    if (!m_error)
        show();
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.steadyNow() - m_began);
    m_pause.start(std::max(m_options.pause, took * restPerRead));
    emit changed();
}

} // namespace gatehouse::histogram
