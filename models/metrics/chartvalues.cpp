#include "models/metrics/chartvalues.h"

#include "models/collection/celltext.h"
#include "models/metrics/request.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace gatehouse::metrics {

using namespace Qt::StringLiterals;
using browsing::MetricCell;
using browsing::MetricSeries;

namespace {

struct ChartValueTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::metrics::ChartValues)
};

template <typename Series>
QString nameOf(const Series &series, const std::string &by)
{
    if (series.isOther)
        return ChartValueTexts::tr("others");
    if (series.value.empty() && !by.empty())
        return ChartValueTexts::tr("none", "no tenant, no model");
    return QString::fromStdString(series.value);
}

const MetricCell &cellAt(const MetricSeries &series, std::size_t bucket)
{
    static const MetricCell none;
    const auto found = series.cells.find(bucket);
    return found == series.cells.end() ? none : found->second;
}

std::vector<BucketState> statesOf(const Buckets &buckets, const MetricAnswer &answer)
{
    std::vector<BucketState> states;
    states.reserve(std::size_t(buckets.size()));
    for (int bucket = 0; bucket < buckets.size(); ++bucket)
        states.push_back(stateOf(buckets.bucket(bucket), answer));
    return states;
}

ChartSeries figureOf(const Figure &figure, const MetricSeries &series, const std::string &by,
                     const MetricAnswer &answer, const Buckets &buckets)
{
    const QString name = nameOf(series, by);
    ChartSeries made{name.isEmpty() || figure.name.isEmpty() ? name + figure.name
                                                             : name + u' ' + figure.name,
                     series.value,
                     series.isOther,
                     {},
                     {}};
    for (int bucket = 0; bucket < buckets.size(); ++bucket) {
        const double minutes = measuredMinutes(buckets.bucket(bucket), answer);
        made.values.push_back(minutes > 0 ? figure.of(cellAt(series, std::size_t(bucket)), minutes)
                                          : std::nullopt);
    }
    return made;
}

std::optional<double> ofRange(const Figure &figure, const MetricSeries &series,
                              const MetricAnswer &answer, const Buckets &buckets)
{
    MetricCell all;
    double allMinutes = 0;
    for (int bucket = 0; bucket < buckets.size(); ++bucket) {
        const double minutes = measuredMinutes(buckets.bucket(bucket), answer);
        if (minutes > 0)
            all.merge(cellAt(series, std::size_t(bucket)));
        allMinutes += minutes;
    }
    return allMinutes > 0 ? figure.of(all, allMinutes) : std::nullopt;
}

/// Where nothing came at all there is one series of no calls, so that counts are 0.
std::vector<ChartSeries> figuresOf(const Chart &chart, const MetricRequest &request,
                                   const MetricAnswer &answer, const Buckets &buckets)
{
    const std::vector<MetricSeries> nothing{{{}, false, {}}};
    const bool isEmpty = answer.series.empty() && request.by.empty();
    std::vector<ChartSeries> all;
    for (const MetricSeries &series : isEmpty ? nothing : answer.series) {
        for (const Figure &figure : chart.figures) {
            all.push_back(figureOf(figure, series, request.by, answer, buckets));
            if (chart.tellsRange)
                all.back().ofRange = ofRange(figure, series, answer, buckets);
        }
    }
    return all;
}

std::vector<ChartSeries> gaugesOf(const MetricRequest &request, const MetricAnswer &answer,
                                  const Buckets &buckets)
{
    std::vector<ChartSeries> all;
    for (const browsing::GaugeSeries &series : answer.gauges) {
        ChartSeries made{nameOf(series, request.by), series.value, series.isOther, {}, {}};
        for (int bucket = 0; bucket < buckets.size(); ++bucket) {
            const auto cell = series.cells.find(std::size_t(bucket));
            made.values.push_back(cell == series.cells.end() ? std::nullopt
                                                             : std::optional(cell->second.value));
        }
        all.push_back(std::move(made));
    }
    return all;
}

/// Where nobody looked, nothing is known, though it is known later.
void markUnlooked(ChartValues &values)
{
    for (std::size_t bucket = 0; bucket < values.states.size() && !values.series.empty();
         ++bucket) {
        if (!values.series.front().values[bucket])
            values.states[bucket] = BucketState::NotMeasured;
    }
}

/// Half an octave; of 64 histogram buckets an octave it has 32, so all of each is within one band.
LatencyBand bandOf(std::int64_t value)
{
    std::int64_t octave = 1;
    while (octave <= value / 2)
        octave *= 2;
    const std::int64_t half = octave + octave / 2;
    if (value < 1)
        return {0, 0};
    return value < half ? LatencyBand{octave, half - 1} : LatencyBand{half, octave + (octave - 1)};
}

QString nameOf(const LatencyBand &band)
{
    const auto milliseconds = [](double microseconds) {
        return collection::displayLocale().toString(microseconds / 1000, 'g', 3);
    };
    return ChartValueTexts::tr("%1 to %2 ms")
        .arg(milliseconds(double(band.lowest)), milliseconds(double(band.highest) + 1));
}

/// The bands from the quickest call to the slowest, without a hole.
std::vector<ChartSeries> emptyBands(const MetricAnswer &answer)
{
    Histogram all;
    for (const MetricSeries &series : answer.series) {
        for (const auto &[bucket, cell] : series.cells)
            all.merge(cell.latency);
    }
    std::vector<ChartSeries> bands;
    if (all.isEmpty())
        return bands;
    const std::int64_t last = highestOf(all.counts().back().bucket);
    LatencyBand band = bandOf(lowestOf(all.counts().front().bucket));
    for (; band.highest < last; band = bandOf(band.highest + 1))
        bands.push_back({nameOf(band), {}, false, band, {}});
    bands.push_back({nameOf(band), {}, false, band, {}});
    return bands;
}

double callsIn(const LatencyBand &band, const MetricCell &cell)
{
    double calls = 0;
    for (const Histogram::Count &count : cell.latency.counts()) {
        const std::int64_t value = lowestOf(count.bucket);
        if (band.lowest <= value && value <= band.highest)
            calls += double(count.values);
    }
    return calls;
}

std::vector<ChartSeries> heatOf(const MetricAnswer &answer, const Buckets &buckets)
{
    std::vector<ChartSeries> bands = emptyBands(answer);
    for (ChartSeries &band : bands) {
        for (int bucket = 0; bucket < buckets.size(); ++bucket) {
            if (stateOf(buckets.bucket(bucket), answer) == BucketState::NotMeasured) {
                band.values.push_back(std::nullopt);
                continue;
            }
            double calls = 0;
            for (const MetricSeries &series : answer.series)
                calls += callsIn(band.band, cellAt(series, std::size_t(bucket)));
            band.values.push_back(calls);
        }
    }
    return bands;
}

/// What was as an objective wants it, over time.
class Levels
{
public:
    Levels(const MetricRequest &request, const MetricAnswer &answer, const Objective &objective)
        : m_edges(request.edges)
        , m_answer(answer)
        , m_levels(request.edges.size() - 1)
    {
        for (const MetricSeries &series : answer.series) {
            for (const auto &[bucket, cell] : series.cells)
                m_levels[bucket] += levelOf(cell, objective);
        }
    }

    /// Of the measured steps between two times; nothing where not all of them are.
    std::optional<ServiceLevel> between(Timestamp from, Timestamp until) const
    {
        const auto first = std::lower_bound(m_edges.begin(), m_edges.end(), from);
        if (first == m_edges.end() || *first != from)
            return std::nullopt;
        ServiceLevel all;
        for (auto i = std::size_t(first - m_edges.begin());
             i < m_levels.size() && m_edges[i + 1] <= until; ++i) {
            if (stateOf({m_edges[i], m_edges[i + 1]}, m_answer) != BucketState::Whole)
                return std::nullopt;
            all += m_levels[i];
        }
        return all;
    }

    /// The last end of a step at or before that time that is measured.
    Timestamp measuredEnd(Timestamp time) const
    {
        time = std::min(time, m_answer.measuredUntil.value_or(m_edges.front()));
        const auto behind = std::upper_bound(m_edges.begin(), m_edges.end(), time);
        return behind == m_edges.begin() ? m_edges.front() : *(behind - 1);
    }

private:
    const std::vector<Timestamp> &m_edges;
    const MetricAnswer &m_answer;
    std::vector<ServiceLevel> m_levels;
};

ChartSeries burnOf(const Levels &levels, const Objective &objective, std::chrono::hours window,
                   const Buckets &buckets)
{
    ChartSeries line{ChartValueTexts::tr("%1 h").arg(window.count()), {}, false, {}, {}};
    for (int bucket = 0; bucket < buckets.size(); ++bucket) {
        const TimeRange range = buckets.bucket(bucket);
        const Timestamp end = levels.measuredEnd(range.until);
        const auto level = end > range.from ? levels.between(end - window, end) : std::nullopt;
        line.values.push_back(level ? burnRate(*level, objective) : std::nullopt);
    }
    return line;
}

void addObjective(ChartValues &values, const Objective &objective, const MetricRequest &request,
                  const MetricAnswer &answer)
{
    const Levels levels(request, answer, objective);
    for (const std::chrono::hours window : {fastWindow, slowWindow})
        values.series.push_back(burnOf(levels, objective, window, values.buckets));
    const TimeRange all = values.buckets.extent();
    if (const auto level = levels.between(all.from, levels.measuredEnd(all.until)))
        values.budgetLeft = budgetLeft(*level, objective);
}

} // namespace

TimeRange ChartValues::measured(int bucket) const
{
    const TimeRange whole = buckets.bucket(bucket);
    return {whole.from, std::min(whole.until, measuredUntil.value_or(whole.from))};
}

ChartValues valuesOf(const Chart &chart, const MetricRequest &request, const MetricAnswer &answer,
                     const Buckets &buckets)
{
    ChartValues values{buckets, statesOf(buckets, answer), {}, answer.measuredUntil,
                       {},      answer.notMeasured};
    if (buckets.size() == 0 || !values.notMeasured.isEmpty())
        return values;
    if (chart.objective)
        addObjective(values, *chart.objective, request, answer);
    else if (isGauge(request.measure))
        values.series = gaugesOf(request, answer, buckets);
    else if (chart.kind == ChartKind::HeatMap)
        values.series = heatOf(answer, buckets);
    else
        values.series = figuresOf(chart, request, answer, buckets);
    if (isGauge(request.measure))
        markUnlooked(values);
    return values;
}

} // namespace gatehouse::metrics
