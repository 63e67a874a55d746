#pragma once

#include "ui/charts/decimate.h"
#include "ui/widgets/statusshape.h"

#include <QString>

#include <optional>
#include <utility>

namespace gatehouse::charts {

/// What values count. Percent runs from 0 to 100.
enum class Unit { Count, PerMinute, Milliseconds, Seconds, Dollars, Percent, Factor };

/// "1,004", "2,612", "4.7 s", "$1.31", "66 %", "15.2x"; a dash for what was not measured. Counts,
/// rates and milliseconds are bare numbers, for the chart's title has their unit.
QString valueText(double value, Unit unit);
/// The same with every unit, for who does not see the title: "66 per minute", "184 ms".
QString spokenText(double value, Unit unit);
/// Short, for an axis: "2k", "$3", "100 %".
QString axisText(double value, Unit unit);

enum class AxisKind { Linear, Logarithmic };

enum class SeriesStyle {
    Line,
    Bars, ///< stacked, in the order of the series
    Area, ///< likewise
    Comparison, ///< a dotted line; not part of any sum
};

struct Series
{
    QString key; ///< what rows are asked for by, and its colour in every chart
    QString name; ///< foreign text is shown as it is
    SeriesStyle style = SeriesStyle::Line;
    /// None: the colour goes by the key (SeriesColours); else it is the status's own.
    widgets::StatusShape status = widgets::StatusShape::None;
    std::vector<double> values; ///< one for each bucket; notMeasured is a gap
    /// What it is one of ("source", "model"): each kind has all the colours for itself.
    QString kind = {};
};

/// Something that happened, as a letter on a dashed line.
struct Annotation
{
    QString letter;
    Timestamp at;
    QString text;
};

/// A figure of the whole range, behind the series of the legend: "today $38.12".
struct LegendFact
{
    QString name;
    QString text;
};

/// How many of each bucket lie between which values.
struct HeatMap
{
    std::vector<double> edges; ///< ascending, above zero; one more than there are rows of cells
    std::vector<double> counts; ///< cells of the first bucket from low to high, of the second, ...

    int rows() const { return edges.empty() ? 0 : static_cast<int>(edges.size()) - 1; }
    double count(int bucket, int row) const;
    double most() const;
};

/// What was read for a chart: values over buckets of time. Vectors are as long as there are
/// buckets.
struct ChartData
{
    TimeRange range; ///< shown while nobody zooms
    TimeStep step; ///< the length of a bucket, to speak of it
    std::vector<Timestamp> edges; ///< ascending; one more than there are buckets
    std::vector<Series> series;
    HeatMap heat; ///< instead of series
    /// Buckets that reach out of this are partial: what is counted of them is not all.
    Timestamp completeFrom = Timestamp::min(), completeUntil = Timestamp::max();
    std::vector<TimeRange> unmeasured; ///< grey bands
    std::vector<Annotation> annotations;
    std::vector<LegendFact> facts;

    int size() const { return edges.empty() ? 0 : static_cast<int>(edges.size()) - 1; }
    bool isEmpty() const { return size() == 0 || (series.empty() && heat.rows() == 0); }
    TimeRange bucket(int at) const;
    Timestamp middle(int at) const;
    int bucketAt(Timestamp time) const; ///< -1: none
    bool isPartial(int bucket) const;
    /// From the first bucket that is not partial to behind the last.
    std::pair<int, int> wholeBuckets() const;
    int lastWhole() const; ///< the newest bucket that is not partial, else the newest; -1: none
    /// Of the series but comparisons, or of the heat map's cells; notMeasured when none of them is.
    double sum(int bucket) const;
    /// Lines and comparisons have no share in a stack.
    static bool isStacked(SeriesStyle style)
    {
        return style == SeriesStyle::Bars || style == SeriesStyle::Area;
    }
};

/// "objective 800" as a dashed line.
struct Objective
{
    double value = 0;
    QString label;
};

/// From that value up, shaded: "pages someone".
struct Zone
{
    double from = 0;
    QString label;
};

/// What a chart asks, apart from what is found: one line of a page's table of charts.
struct ChartDescriptor
{
    QString id; ///< stable: of rows that are asked for, and of file names
    QString question; ///< "How slow is delivery?"
    QString measure; ///< what the values are, with their unit: "ms, log axis"
    Unit unit = Unit::Count;
    AxisKind axis = AxisKind::Linear;
    QString sumName = {}; ///< "all": the sum of the series is in the legend, and drawn over lines
    std::optional<Objective> objective = {};
    std::optional<Zone> zone = {};
    std::vector<double> ticks = {}; ///< of the values' axis; else round ones are found
    bool isPerBucket = false; ///< how long a bucket is belongs to the measure: "USD per 15 min"

    QString title() const { return measure.isEmpty() ? question : question + u' ' + measure; }
};

/// "15 min", "h", "3 h", "day": behind a "per".
QString stepName(TimeStep step);

/// "Tue 12:00 to 12:15", "17 Nov 2026" for days.
QString bucketText(TimeRange bucket, TimeStep step, const QTimeZone &zone);

/// "Tue 12:00 to 12:15: stripe 66 per minute, shopify 41 per minute, all 107 per minute"; says what
/// is partial or not measured.
QString describeBucket(const ChartDescriptor &descriptor, const ChartData &data, int bucket,
                       const QTimeZone &zone);
/// Of each series the lowest, the highest and the newest value, the objective, what happened.
QString describeChart(const ChartDescriptor &descriptor, const ChartData &data,
                      const QTimeZone &zone);

} // namespace gatehouse::charts
