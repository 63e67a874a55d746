#include "ui/pages/metrics/chartlook.h"

#include "models/metrics/request.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using charts::AxisKind;
using charts::notMeasured;
using charts::SeriesStyle;
using charts::Unit;
using metrics::BucketState;
using metrics::ChartKind;
using metrics::ChartUnit;

namespace {

struct LookTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::MetricsPage)
};

constexpr double perCent = 100;
constexpr double perMillisecond = 1000; ///< microseconds
constexpr double perSecond = 1000; ///< milliseconds

/// A delivery takes milliseconds, all else seconds.
bool isInSeconds(const metrics::Chart &chart)
{
    return chart.unit == ChartUnit::Milliseconds && chart.measure != "delivery";
}

Unit unitOf(const metrics::Chart &chart)
{
    if (chart.kind == ChartKind::HeatMap)
        return Unit::Milliseconds;
    switch (chart.unit) {
    case ChartUnit::PerMinute:
        return Unit::PerMinute;
    case ChartUnit::Milliseconds:
        return isInSeconds(chart) ? Unit::Seconds : Unit::Milliseconds;
    case ChartUnit::Seconds:
        return Unit::Seconds;
    case ChartUnit::Share:
        return Unit::Percent;
    case ChartUnit::UsDollars:
        return Unit::Dollars;
    case ChartUnit::Times:
        return Unit::Factor;
    case ChartUnit::Calls:
    case ChartUnit::Open:
    case ChartUnit::Tokens:
        break;
    }
    return Unit::Count;
}

/// What a call of a measure is.
QString callsOf(const std::string &measure)
{
    if (measure == "ingest")
        return LookTexts::tr("Events");
    if (measure == "delivery")
        return LookTexts::tr("Deliveries");
    return measure == "job" ? LookTexts::tr("Jobs") : LookTexts::tr("Calls");
}

// Texts within functions of this namespace, where lupdate finds their context.
QString allText()
{
    return LookTexts::tr("all");
}
QString pagingText()
{
    return LookTexts::tr("pages someone");
}
QString changedText()
{
    return LookTexts::tr("What is shown has changed. Ask again.");
}

QString objectiveText(const metrics::Objective &objective)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(objective.within);
    return LookTexts::tr("%1 within %2 s")
        .arg(charts::axisText(objective.share * perCent, Unit::Percent))
        .arg(seconds.count());
}

/// From milliseconds to minutes.
bool isLatency(const metrics::Chart &chart)
{
    return chart.kind == ChartKind::HeatMap
        || (chart.unit == ChartUnit::Milliseconds && chart.figures.size() > 1);
}

QString measureOf(const metrics::Chart &chart)
{
    if (chart.kind == ChartKind::HeatMap)
        return LookTexts::tr("Deliveries");
    switch (chart.unit) {
    case ChartUnit::Calls:
        return callsOf(chart.measure);
    case ChartUnit::PerMinute:
        return LookTexts::tr("%1 per min").arg(callsOf(chart.measure));
    case ChartUnit::Milliseconds:
        if (isInSeconds(chart))
            return isLatency(chart) ? LookTexts::tr("log axis") : LookTexts::tr("in seconds");
        return LookTexts::tr("ms, log axis");
    case ChartUnit::Seconds:
        return LookTexts::tr("At that time");
    case ChartUnit::Open:
        return LookTexts::tr("Open at that time");
    case ChartUnit::Share:
        return LookTexts::tr("Hit rate");
    case ChartUnit::Tokens:
        return LookTexts::tr("Tokens");
    case ChartUnit::UsDollars:
        return LookTexts::tr("USD");
    case ChartUnit::Times:
        return chart.objective ? objectiveText(*chart.objective) : QString();
    }
    return {};
}

/// Of values that are of a bucket and of one series alone: those of more buckets or series are
/// their sum.
bool addsUp(ChartUnit unit)
{
    return unit == ChartUnit::Calls || unit == ChartUnit::PerMinute || unit == ChartUnit::Open
        || unit == ChartUnit::Tokens || unit == ChartUnit::UsDollars;
}

bool isPerBucket(const metrics::Chart &chart)
{
    return chart.kind == ChartKind::HeatMap
        || (addsUp(chart.unit) && chart.unit != ChartUnit::PerMinute
            && chart.unit != ChartUnit::Open);
}

std::vector<double> numbersOf(const metrics::ChartSeries &series, const metrics::Chart &chart)
{
    const double factor = chart.unit == ChartUnit::Share ? perCent
        : isInSeconds(chart)                             ? 1 / perSecond
                                                         : 1;
    std::vector<double> numbers;
    numbers.reserve(series.values.size());
    for (const std::optional<double> &value : series.values)
        numbers.push_back(value ? *value * factor : notMeasured);
    return numbers;
}

/// By which ui/charts mutes it.
constexpr QLatin1String othersKey("other");

/// No value has a zero.
QString beforeKey()
{
    return u"before"_s + QChar(0);
}

QString comparisonName(metrics::Comparison comparison)
{
    return comparison == metrics::Comparison::LastWeek ? LookTexts::tr("a week before")
                                                       : LookTexts::tr("before");
}

std::vector<double> sumOf(const std::vector<metrics::ChartSeries> &all, const metrics::Chart &chart,
                          std::size_t buckets)
{
    std::vector<double> sum(buckets, notMeasured);
    for (const metrics::ChartSeries &series : all) {
        const std::vector<double> numbers = numbersOf(series, chart);
        for (std::size_t bucket = 0; bucket < std::min(buckets, numbers.size()); ++bucket) {
            if (charts::isMeasured(numbers[bucket]))
                sum[bucket] = (charts::isMeasured(sum[bucket]) ? sum[bucket] : 0) + numbers[bucket];
        }
    }
    return sum;
}

/// What an answer's class is, as a status.
widgets::StatusShape statusOf(const QString &outcome)
{
    using widgets::StatusShape;
    static const QHash<QString, StatusShape> shapes{{u"2xx"_s, StatusShape::Check},
                                                    {u"3xx"_s, StatusShape::Clock},
                                                    {u"4xx"_s, StatusShape::SlashedCircle},
                                                    {u"5xx"_s, StatusShape::Cross},
                                                    {u"no_answer"_s, StatusShape::CrossedBox}};
    return shapes.value(outcome, StatusShape::None);
}

/// Nobody called, and nothing stood open: that is zero, where it was looked at.
std::vector<double> nothingOf(const metrics::ChartValues &values)
{
    std::vector<double> numbers;
    for (const BucketState state : values.states)
        numbers.push_back(state == BucketState::NotMeasured ? notMeasured : 0);
    return numbers;
}

SeriesStyle styleOf(ChartKind kind)
{
    if (kind == ChartKind::StackedAreas)
        return SeriesStyle::Area;
    return kind == ChartKind::StackedBars ? SeriesStyle::Bars : SeriesStyle::Line;
}

/// Outcomes in their own order, not by how many there are: a stack is to look the same all day.
void addSeries(charts::ChartData &data, const metrics::Chart &chart,
               const metrics::ChartValues &values, const std::string &by)
{
    const bool isOutcome = by == "outcome";
    const QString kind = by.empty() ? chart.id : QString::fromStdString(by);
    const SeriesStyle style = styleOf(chart.kind);
    for (const metrics::ChartSeries &series : values.series) {
        const QString name = series.name.isEmpty() ? allText() : series.name;
        data.series.push_back({keyOf(series), name, style,
                               isOutcome ? statusOf(series.name) : widgets::StatusShape::None,
                               numbersOf(series, chart), kind});
    }
    if (data.series.empty() && addsUp(chart.unit))
        data.series.push_back({chart.id, allText(), style, {}, nothingOf(values), kind});
    if (isOutcome)
        std::sort(data.series.begin(), data.series.end(),
                  [](const auto &one, const auto &other) { return one.key < other.key; });
}

void addCompared(charts::ChartData &data, const metrics::Chart &chart,
                 const metrics::ChartValues &compared, metrics::Comparison comparison)
{
    const QString before = comparisonName(comparison);
    const std::size_t buckets = data.edges.size() - 1;
    if (addsUp(chart.unit) && !compared.series.empty()) {
        data.series.push_back({beforeKey(),
                               before,
                               SeriesStyle::Comparison,
                               {},
                               sumOf(compared.series, chart, buckets)});
        return;
    }
    for (const metrics::ChartSeries &series : compared.series) {
        std::vector<double> numbers = numbersOf(series, chart);
        numbers.resize(buckets, notMeasured);
        data.series.push_back(
            {keyOf(series),
             LookTexts::tr("%1 %2", "stripe, a week before").arg(series.name, before).trimmed(),
             SeriesStyle::Comparison,
             {},
             std::move(numbers)});
    }
}

/// Bands have whole microseconds; the first may begin at zero, which a logarithmic axis does not
/// have.
charts::HeatMap heatOf(const metrics::ChartValues &values)
{
    charts::HeatMap heat;
    if (values.series.empty())
        return heat;
    for (const metrics::ChartSeries &band : values.series)
        heat.edges.push_back(std::max(double(band.band.lowest), 0.5) / perMillisecond);
    heat.edges.push_back(double(values.series.back().band.highest + 1) / perMillisecond);
    for (int bucket = 0; bucket < values.buckets.size(); ++bucket) {
        for (const metrics::ChartSeries &band : values.series)
            heat.counts.push_back(band.values[std::size_t(bucket)].value_or(notMeasured));
    }
    return heat;
}

/// Neighbours make one band.
std::vector<TimeRange> unmeasuredOf(const metrics::ChartValues &values)
{
    std::vector<TimeRange> bands;
    for (int bucket = 0; bucket < values.buckets.size(); ++bucket) {
        if (values.states[std::size_t(bucket)] != BucketState::NotMeasured)
            continue;
        const TimeRange range = values.buckets.bucket(bucket);
        if (!bands.empty() && bands.back().until == range.from)
            bands.back().until = range.until;
        else
            bands.push_back(range);
    }
    return bands;
}

void setTimes(charts::ChartData &data, const metrics::ChartValues &values)
{
    data.range = values.buckets.extent();
    data.step = values.buckets.step;
    data.edges = values.buckets.edges;
    data.unmeasured = unmeasuredOf(values);
    if (values.measuredUntil && *values.measuredUntil < data.range.until)
        data.completeUntil = *values.measuredUntil;
}

QList<charts::LegendFact> factsOf(const metrics::Chart &chart, const metrics::ChartValues &values)
{
    if (values.budgetLeft)
        return {{LookTexts::tr("left"),
                 *values.budgetLeft < 0
                     ? LookTexts::tr("none")
                     : charts::valueText(*values.budgetLeft * perCent, Unit::Percent)}};
    if (chart.unit != ChartUnit::UsDollars || values.series.empty())
        return {};
    double sum = 0;
    for (const metrics::ChartSeries &series : values.series) {
        for (const std::optional<double> &value : series.values)
            sum += value.value_or(0);
    }
    return {{LookTexts::tr("in all"), charts::valueText(sum, Unit::Dollars)}};
}

tl::unexpected<Error> hasChanged()
{
    return failure(ErrorKind::Invalid, changedText());
}

/// The buckets that a question is about as one; nothing where there are none.
std::optional<metrics::ChartValues> joined(const metrics::ChartValues &values, TimeRange range)
{
    metrics::ChartValues one;
    one.measuredUntil = values.measuredUntil;
    BucketState state = BucketState::NotMeasured;
    bool isWhole = true;
    for (int bucket = 0; bucket < values.buckets.size(); ++bucket) {
        const TimeRange own = values.buckets.bucket(bucket);
        if (own.from < range.from || own.until > range.until)
            continue;
        const BucketState its = values.states[std::size_t(bucket)];
        isWhole &= its == BucketState::Whole;
        if (its != BucketState::NotMeasured)
            state = BucketState::Partial;
        if (one.buckets.edges.empty())
            one.buckets.edges = {own.from, own.until};
        one.buckets.edges.back() = own.until;
    }
    if (one.buckets.edges.empty())
        return std::nullopt;
    one.buckets.range = one.buckets.extent();
    one.buckets.step = values.buckets.step;
    one.states = {isWhole ? BucketState::Whole : state};
    return one;
}

} // namespace

charts::ChartDescriptor lookOf(const metrics::Chart &chart)
{
    charts::ChartDescriptor look;
    look.id = chart.id;
    look.question = chart.question;
    look.measure = measureOf(chart);
    look.isPerBucket = isPerBucket(chart);
    look.unit = unitOf(chart);
    look.axis = isLatency(chart) ? AxisKind::Logarithmic : AxisKind::Linear;
    if (addsUp(chart.unit) && !chart.by.empty() && chart.kind == ChartKind::Lines)
        look.sumName = allText();
    if (chart.objective)
        look.zone = charts::Zone{metrics::fastPaging, pagingText()};
    return look;
}

QString keyOf(const metrics::ChartSeries &series)
{
    if (series.isOther)
        return othersKey;
    return series.name == othersKey ? series.name + QChar(0) : series.name; // no value has a zero
}

charts::ChartData dataOf(const metrics::Chart &chart, const metrics::ChartState &state)
{
    charts::ChartData data;
    if (!state.values)
        return data;
    const metrics::ChartValues &values = *state.values;
    setTimes(data, values);
    if (chart.kind == ChartKind::HeatMap) {
        data.heat = heatOf(values);
        return data;
    }
    addSeries(data, chart, values, metrics::requestOf(chart, state.scope, {}).by);
    if (state.compared && data.size() > 0 && !data.series.empty())
        addCompared(data, chart, *state.compared, state.comparison);
    for (const charts::LegendFact &fact : factsOf(chart, values))
        data.facts.push_back(fact);
    return data;
}

QList<charts::Annotation> annotationsOf(const QList<metrics::Note> &notes)
{
    constexpr qsizetype letters = 26;
    QList<charts::Annotation> annotations;
    const qsizetype first = std::max<qsizetype>(notes.size() - letters, 0);
    for (qsizetype at = 0; at < notes.size(); ++at) {
        const QString letter = at < first ? QString() : QString(QChar(u'A' + char16_t(at - first)));
        annotations.push_back({letter, notes[at].at, notes[at].text});
    }
    return annotations;
}

Result<metrics::BucketRows> rowsOf(const metrics::Chart &chart, const metrics::ChartState &state,
                                   const charts::RowsQuestion &question, const QTimeZone &zone)
{
    const auto one = state.values ? joined(*state.values, question.range) : std::nullopt;
    if (!one)
        return hasChanged();
    metrics::Chart asked = chart;
    if (question.series.isEmpty() || question.series == beforeKey()) { // rows of any value
        asked.by.clear();
        asked.followsPage = false;
        return metrics::rowsBehind(asked, state.scope, *one, {}, 0, zone);
    }
    const auto &all = state.values->series;
    const auto found = std::find_if(
        all.begin(), all.end(), [&](const auto &each) { return keyOf(each) == question.series; });
    if (found == all.end())
        return hasChanged();
    return metrics::rowsBehind(asked, state.scope, *one, *found, 0, zone);
}

} // namespace gatehouse::ui
