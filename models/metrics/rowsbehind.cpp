#include "models/metrics/rowsbehind.h"

#include "models/metrics/request.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse::metrics {

using namespace Qt::StringLiterals;
using collection::Condition;
using collection::Filter;
using collection::Operator;

namespace {

struct RowsTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::metrics::BucketRows)
};

tl::unexpected<Error> notFound(const QString &why)
{
    return failure(ErrorKind::Invalid, why);
}

Condition is(const QString &field, const QString &value, bool negated = false)
{
    Condition condition;
    condition.field = field;
    condition.values = {value};
    condition.negated = negated;
    return condition;
}

/// A list takes it for any characters.
bool isWildcard(const QString &value)
{
    return value.contains(u'*');
}

/// Until the last millisecond, in which an event's time is whole.
Filter eventsIn(TimeRange range, const QTimeZone &zone)
{
    collection::Descriptor byTime;
    byTime.sortColumn = u"received_at"_s;
    return histogram::withRange(byTime, {}, range, zone);
}

/// Their times are finer than a chip's, so the end is said twice: once for the index, and once to
/// leave it out.
Filter deliveriesIn(TimeRange range, const QTimeZone &zone)
{
    collection::Descriptor byTime;
    byTime.sortColumn = u"created_at"_s;
    range.until += std::chrono::milliseconds(1);
    Filter filter = histogram::withRange(byTime, {}, range, zone);
    Condition end = filter.conditions.last();
    end.comparison = Operator::AtLeast;
    end.negated = true;
    filter.conditions += end;
    return filter;
}

Condition bound(const QString &field, Operator comparison, int value)
{
    Condition condition = is(field, QString::number(value));
    condition.comparison = comparison;
    return condition;
}

QList<Condition> eventOutcome(const QString &outcome)
{
    const bool isAccepted = outcome == "accepted"_L1;
    if (!isAccepted && outcome != "refused"_L1)
        return {};
    return {is(u"signature_valid"_s, isAccepted ? u"yes"_s : u"no"_s)};
}

/// "2xx", or "no_answer"
QList<Condition> deliveryOutcome(const QString &outcome)
{
    const QString answer = u"response_status"_s;
    if (outcome == "no_answer"_L1)
        return {is(answer, {})};
    bool isNumber = false;
    const int hundreds = QString(outcome).remove("xx"_L1).toInt(&isNumber);
    if (!isNumber || !outcome.endsWith("xx"_L1))
        return {};
    return {bound(answer, Operator::AtLeast, hundreds * 100),
            bound(answer, Operator::AtMost, hundreds * 100 + 99)};
}

/// A destination's name has no space; where it is gone the path is all.
QList<Condition> deliveryRoute(const QString &route)
{
    const qsizetype space = route.indexOf(u' ');
    const bool isNamed = space >= 0 && !route.startsWith(u'/');
    if (isWildcard(route))
        return {};
    return {is(u"destination"_s, isNamed ? route.left(space) : QString()),
            is(u"path"_s, isNamed ? route.mid(space + 1) : route)};
}

/// Empty: no filter says that.
QList<Condition> conditionsOf(const std::string &measure, const QString &label,
                              const QString &value)
{
    const bool isEvents = measure == "ingest";
    if (label == "outcome"_L1)
        return isEvents ? eventOutcome(value) : deliveryOutcome(value);
    if (label == "route"_L1)
        return isEvents ? QList<Condition>() : deliveryRoute(value);
    return isWildcard(value) ? QList<Condition>() : QList<Condition>{is(label, value)};
}

/// What a scope's chip is for the list's rows.
QList<Condition> conditionsOf(const std::string &measure, const Condition &condition)
{
    const bool isOwn = condition.field == "outcome"_L1 || condition.field == "route"_L1;
    if (!isOwn)
        return {condition};
    if (condition.comparison != Operator::Is || condition.negated || condition.values.size() != 1
        || isWildcard(condition.values.first()))
        return {};
    return conditionsOf(measure, condition.field, condition.values.first());
}

QList<Condition> errorsOf(const std::string &measure)
{
    return measure == "ingest" ? eventOutcome(u"refused"_s)
                               : QList<Condition>{is(u"status"_s, u"failed"_s)};
}

/// Built and not sent is no call.
QList<Condition> onlySent(const std::string &measure)
{
    return measure == "ingest" ? QList<Condition>()
                               : QList<Condition>{is(u"status"_s, u"dry_run"_s, true)};
}

Result<> add(Filter &filter, const QList<Condition> &conditions)
{
    if (conditions.isEmpty())
        return notFound(RowsTexts::tr("No filter of the list finds just these rows."));
    filter.conditions += conditions;
    return {};
}

Result<> checkChart(const Chart &chart, const ChartValues &values, const ChartSeries &series,
                    int bucket)
{
    if (chart.measure == "job")
        return notFound(RowsTexts::tr("Jobs are measured by when they ended, and their list cannot "
                                      "be filtered by that yet."));
    if (chart.measure == "ai")
        return notFound(RowsTexts::tr("There is no list of AI calls yet."));
    if (series.isOther)
        return notFound(RowsTexts::tr("These are many values. Show more series, or filter."));
    if (chart.kind == ChartKind::HeatMap || chart.objective || isGauge(chart.measure))
        return notFound(RowsTexts::tr("This chart's values are not counts of rows."));
    if (values.states.at(std::size_t(bucket)) == BucketState::NotMeasured)
        return notFound(RowsTexts::tr("This time is not measured."));
    return {};
}

} // namespace

Result<BucketRows> rowsBehind(const Chart &chart, const ChartScope &scope,
                              const ChartValues &values, const ChartSeries &series, int bucket,
                              const QTimeZone &zone)
{
    if (const auto checked = checkChart(chart, values, series, bucket); !checked)
        return failure(checked.error());
    const bool isEvents = chart.measure == "ingest";
    const TimeRange range = values.measured(bucket);
    const MetricRequest request = requestOf(chart, scope, values.buckets.edges);
    BucketRows rows{isEvents ? u"events"_s : u"deliveries"_s,
                    isEvents ? eventsIn(range, zone) : deliveriesIn(range, zone)};
    rows.filter.conditions += onlySent(chart.measure);
    if (chart.rows == ChartRows::Errors)
        rows.filter.conditions += errorsOf(chart.measure);
    for (const Condition &condition : request.filter.conditions) {
        if (!condition.enabled || condition.values.isEmpty())
            continue;
        if (const auto added = add(rows.filter, conditionsOf(chart.measure, condition)); !added)
            return failure(added.error());
    }
    if (request.by.empty())
        return rows;
    const auto wanted = conditionsOf(chart.measure, QString::fromStdString(request.by),
                                     QString::fromStdString(series.value));
    if (const auto added = add(rows.filter, wanted); !added)
        return failure(added.error());
    return rows;
}

} // namespace gatehouse::metrics
