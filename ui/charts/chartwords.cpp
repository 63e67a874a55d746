#include "ui/charts/chartdata.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/timescale.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace gatehouse::charts {

using namespace Qt::StringLiterals;

namespace {

/// What charts say in words.
struct ChartWords
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::charts::ChartWords)

public:
    static QString spoken(const QString &number, Unit unit)
    {
        switch (unit) {
        case Unit::PerMinute:
            return tr("%1 per minute").arg(number);
        case Unit::Milliseconds:
            return tr("%1 ms").arg(number);
        default:
            return number;
        }
    }

    static QString span(const QString &from, const QString &until)
    {
        return tr("%1 to %2", "times").arg(from, until);
    }

    static QString value(const QString &name, double value, Unit unit)
    {
        return isMeasured(value) ? name + u' ' + spokenText(value, unit)
                                 : tr("%1 not measured").arg(name);
    }

    static QString bucket(const QString &when, const QStringList &values, bool isPartial)
    {
        const QString all = values.join(u", "_s);
        return isPartial ? tr("%1, not complete yet: %2").arg(when, all)
                         : tr("%1: %2").arg(when, all);
    }

    static QString extent(const QString &name, const QString &lowest, const QString &highest,
                          const QString &last)
    {
        return tr("%1 from %2 to %3, last %4").arg(name, lowest, highest, last);
    }

    static QString nothing(const QString &name) { return tr("%1 was not measured").arg(name); }

    static QString heat(const QString &most, int buckets)
    {
        return tr("Counts by value over %1 buckets of time, %2 at most in a cell")
            .arg(buckets)
            .arg(most);
    }

    static QString happened(const Annotation &note, const QString &when)
    {
        return tr("%1: %2 %3", "letter, time, what happened")
            .arg(note.letter, when, widgets::visibleText(note.text));
    }
};

QString heardName(const Series &series)
{
    return widgets::visibleText(series.name, 60);
}

QString seriesExtent(const Series &series, const ChartData &data, Unit unit)
{
    double lowest = notMeasured, highest = notMeasured;
    for (const double value : series.values) {
        lowest = std::fmin(lowest, value);
        highest = std::fmax(highest, value);
    }
    if (!isMeasured(lowest))
        return ChartWords::nothing(heardName(series));
    const double last = series.values.at(static_cast<std::size_t>(data.lastWhole()));
    return ChartWords::extent(heardName(series), spokenText(lowest, unit),
                              spokenText(highest, unit), spokenText(last, unit));
}

} // namespace

QString spokenText(double value, Unit unit)
{
    return ChartWords::spoken(valueText(value, unit), unit);
}

QString stepName(TimeStep step)
{
    const auto named = [&](const QString &one, const QString &several) {
        return step.count == 1 ? one : several.arg(step.count);
    };
    switch (step.unit) {
    case TimeStep::Unit::Second:
        return named(ChartWords::tr("s", "per second"), ChartWords::tr("%1 s"));
    case TimeStep::Unit::Minute:
        return named(ChartWords::tr("min", "per minute"), ChartWords::tr("%1 min"));
    case TimeStep::Unit::Hour:
        return named(ChartWords::tr("h", "per hour"), ChartWords::tr("%1 h"));
    case TimeStep::Unit::Day:
        return named(ChartWords::tr("day", "per day"), ChartWords::tr("%1 days"));
    case TimeStep::Unit::Week:
        return named(ChartWords::tr("week", "per week"), ChartWords::tr("%1 weeks"));
    case TimeStep::Unit::Month:
        break;
    }
    return named(ChartWords::tr("month", "per month"), ChartWords::tr("%1 months"));
}

QString bucketText(TimeRange bucket, TimeStep step, const QTimeZone &zone)
{
    if (step.unit > TimeStep::Unit::Hour)
        return widgets::stepText(bucket.from, step, zone, true);
    const QString day = QLocale().toString(toDateTime(bucket.from, zone).date(), u"ddd"_s);
    return day + u' '
        + ChartWords::span(widgets::stepText(bucket.from, step, zone, false),
                           widgets::stepText(bucket.until, step, zone, false));
}

QString describeBucket(const ChartDescriptor &descriptor, const ChartData &data, int bucket,
                       const QTimeZone &zone)
{
    if (bucket < 0 || bucket >= data.size())
        return {};
    QStringList values;
    for (const Series &series : data.series)
        values += ChartWords::value(
            heardName(series), series.values[static_cast<std::size_t>(bucket)], descriptor.unit);
    if (!descriptor.sumName.isEmpty())
        values += ChartWords::value(descriptor.sumName, data.sum(bucket), descriptor.unit);
    return ChartWords::bucket(bucketText(data.bucket(bucket), data.step, zone), values,
                              data.isPartial(bucket));
}

QString describeChart(const ChartDescriptor &descriptor, const ChartData &data,
                      const QTimeZone &zone)
{
    QStringList said;
    if (data.heat.rows() > 0)
        said += ChartWords::heat(valueText(data.heat.most(), Unit::Count), data.size());
    for (const Series &series : data.series)
        said += seriesExtent(series, data, descriptor.unit);
    if (descriptor.objective)
        said += descriptor.objective->label;
    for (const LegendFact &fact : data.facts)
        said += fact.name + u' ' + fact.text;
    for (const Annotation &note : data.annotations)
        said += ChartWords::happened(
            note, widgets::stepText(note.at, {TimeStep::Unit::Minute, 1}, zone, false));
    return said.join(u"; "_s);
}

} // namespace gatehouse::charts
