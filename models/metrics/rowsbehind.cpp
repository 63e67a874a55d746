#include "models/metrics/rowsbehind.h"

#include "models/metrics/request.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

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

/// A list takes it for any characters.
bool isWildcard(const QString &value)
{
    return value.contains(u'*');
}

/// The gateways' clocks, by which rows are made, and the database's, by which they end.
constexpr std::chrono::hours clocksDiffer{1};

/// The list that a chart's calls stand in.
struct CallList
{
    QString collection; ///< Descriptor::id
    QString time; ///< the column that is measured by
    bool isWhole; ///< its times are whole milliseconds
    QList<Condition> calls; ///< what of it is a call, or an error where the chart tells of these
    QString begun = {}; ///< the list's own time, where that is not the one it is measured by
};

/// Times that are finer than a chip's have their end said twice: once for the index, and once to
/// leave it out.
Filter callsIn(const CallList &list, TimeRange range, const QTimeZone &zone)
{
    if (list.isWhole) // until the last millisecond
        return histogram::timesIn(list.time, range, zone);
    range.until += std::chrono::milliseconds(1);
    Filter filter = histogram::timesIn(list.time, range, zone);
    Condition end = filter.conditions.last();
    end.comparison = Operator::AtLeast;
    end.negated = true;
    filter.conditions += end;
    return filter;
}

/// The list is searched from there on, not from its newest row.
Condition begunBefore(const QString &time, Timestamp until, const QTimeZone &zone)
{
    return histogram::timesIn(time, {until, until + clocksDiffer}, zone).conditions.last();
}

Condition bound(const QString &field, Operator comparison, int value)
{
    Condition condition = Condition::is(field, QString::number(value));
    condition.comparison = comparison;
    return condition;
}

QList<Condition> eventOutcome(const QString &outcome)
{
    const bool isAccepted = outcome == "accepted"_L1;
    if (!isAccepted && outcome != "refused"_L1)
        return {};
    return {Condition::is(u"signature_valid"_s, isAccepted ? u"yes"_s : u"no"_s)};
}

/// "2xx", or "no_answer"
QList<Condition> deliveryOutcome(const QString &outcome)
{
    const QString answer = u"response_status"_s;
    if (outcome == "no_answer"_L1)
        return {Condition::is(answer, {})};
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
    return {Condition::is(u"destination"_s, isNamed ? route.left(space) : QString()),
            Condition::is(u"path"_s, isNamed ? route.mid(space + 1) : route)};
}

/// A dead letter is of a job that died.
QList<Condition> jobOutcome(const QString &outcome, bool isOfLetters)
{
    if (isOfLetters)
        return outcome == "dead"_L1 ? QList<Condition>{Condition::is(u"mode"_s, u"live"_s)}
                                    : QList<Condition>();
    return isWildcard(outcome) ? QList<Condition>()
                               : QList<Condition>{Condition::is(u"status"_s, outcome)};
}

/// Whether a list says in other columns what the measure's label does.
bool isSaidOtherwise(const Chart &chart, const QString &label)
{
    return chart.measure != "ai" && (label == "outcome"_L1 || label == "route"_L1);
}

/// Empty: no filter says that.
QList<Condition> conditionsOf(const Chart &chart, const QString &label, const QString &value)
{
    if (!isSaidOtherwise(chart, label))
        return isWildcard(value) ? QList<Condition>()
                                 : QList<Condition>{Condition::is(label, value)};
    if (label == "route"_L1)
        return chart.measure == "ingest" ? QList<Condition>() : deliveryRoute(value);
    if (chart.measure == "job")
        return jobOutcome(value, chart.rows == ChartRows::Errors);
    return chart.measure == "ingest" ? eventOutcome(value) : deliveryOutcome(value);
}

/// What a scope's chip is for the list's rows.
QList<Condition> conditionsOf(const Chart &chart, const Condition &condition)
{
    if (!isSaidOtherwise(chart, condition.field))
        return {condition};
    if (condition.comparison != Operator::Is || condition.negated || condition.values.size() != 1
        || isWildcard(condition.values.first()))
        return {};
    return conditionsOf(chart, condition.field, condition.values.first());
}

CallList eventsOf(bool areErrors)
{
    return {u"events"_s, u"received_at"_s, true,
            areErrors ? eventOutcome(u"refused"_s) : QList<Condition>()};
}

/// Built and not sent is no call.
CallList deliveriesOf(bool areErrors)
{
    CallList list{
        u"deliveries"_s, u"created_at"_s, false, {Condition::is(u"status"_s, u"dry_run"_s, true)}};
    if (areErrors)
        list.calls += Condition::is(u"status"_s, u"failed"_s);
    return list;
}

/// A job that was put back is none that ended any more, but its letter still tells of its death.
CallList jobsOf(bool areErrors)
{
    const Condition isLive = Condition::is(u"mode"_s, u"live"_s);
    if (areErrors)
        return {u"dead-letters"_s,
                u"died_at"_s,
                false,
                {isLive, Condition::is(u"root_cause"_s, u"mirror"_s, true)},
                u"created_at"_s};
    Condition isOver = Condition::is(u"status"_s, u"succeeded"_s);
    isOver.values += u"dead"_s;
    return {u"jobs"_s,
            u"finished_at"_s,
            false,
            {isLive, isOver, Condition::is(u"task_name"_s, u"ai_job"_s, true)},
            u"created_at"_s};
}

CallList agentEventsOf(bool areErrors)
{
    return {u"agent-events"_s, u"received_at"_s, true,
            areErrors ? QList<Condition>{Condition::is(u"status"_s, u"ok"_s, true)}
                      : QList<Condition>()};
}

CallList listOf(const Chart &chart)
{
    const bool areErrors = chart.rows == ChartRows::Errors;
    if (chart.measure == "job")
        return jobsOf(areErrors);
    if (chart.measure == "ai")
        return agentEventsOf(areErrors);
    return chart.measure == "ingest" ? eventsOf(areErrors) : deliveriesOf(areErrors);
}

Result<> add(Filter &filter, const QList<Condition> &conditions)
{
    if (conditions.isEmpty())
        return notFound(RowsTexts::tr("No filter of the list finds just these rows."));
    std::copy_if(conditions.cbegin(), conditions.cend(), std::back_inserter(filter.conditions),
                 [&](const Condition &one) { return !filter.conditions.contains(one); });
    return {};
}

Result<> checkChart(const Chart &chart, const ChartValues &values, const ChartSeries &series,
                    int bucket)
{
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
    const CallList list = listOf(chart);
    const MetricRequest request = requestOf(chart, scope, values.buckets.edges);
    const TimeRange range = values.measured(bucket);
    BucketRows rows{list.collection, callsIn(list, range, zone)};
    if (!list.begun.isEmpty())
        rows.filter.conditions += begunBefore(list.begun, range.until, zone);
    rows.filter.conditions += list.calls;
    for (const Condition &condition : request.filter.conditions) {
        if (!condition.isRestricting())
            continue;
        if (const auto added = add(rows.filter, conditionsOf(chart, condition)); !added)
            return failure(added.error());
    }
    if (request.by.empty())
        return rows;
    const auto wanted = conditionsOf(chart, QString::fromStdString(request.by),
                                     QString::fromStdString(series.value));
    if (const auto added = add(rows.filter, wanted); !added)
        return failure(added.error());
    return rows;
}

} // namespace gatehouse::metrics
