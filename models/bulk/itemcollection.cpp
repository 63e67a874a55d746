#include "models/bulk/itemcollection.h"

#include <QCoreApplication>

namespace gatehouse::bulk {

using namespace Qt::StringLiterals;
using collection::CellKind;
using collection::Column;
using collection::Condition;
using collection::Descriptor;
using collection::Filter;
using collection::FilterField;
using collection::FilterType;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::bulk::BulkItemCollection)
};

/// 770 px are the table's in a window of 1440; without those of priority 1 it is 538 of 1024.
QList<Column> columns()
{
    return {
        {u"outcome"_s, Texts::tr("Outcome"), CellKind::Status, 108},
        {u"settled_at"_s, Texts::tr("Settled"), CellKind::Time, 70},
        {u"job_status"_s, Texts::tr("Job is"), CellKind::Status, 108},
        {u"event_type"_s, Texts::tr("Type"), CellKind::Text, 140},
        {u"tenant"_s, Texts::tr("Tenant"), CellKind::Text, 66, false, 1},
        {u"root_cause"_s, Texts::tr("Cause"), CellKind::Mono, 84, false, 1},
        {u"reason"_s, Texts::tr("Why"), CellKind::Text, 120, true},
    };
}

QList<Column> detailColumns()
{
    return {
        {u"action"_s, Texts::tr("Action"), CellKind::Mono},
        {u"created_at"_s, Texts::tr("Operation of"), CellKind::Time},
        {u"operation_id"_s, Texts::tr("Operation id"), CellKind::Mono},
        {u"target_type"_s, Texts::tr("Done to"), CellKind::Mono},
        {u"target_id"_s, Texts::tr("Its id"), CellKind::Mono},
        {u"job_id"_s, Texts::tr("Job id"), CellKind::Mono},
        {u"event_id"_s, Texts::tr("Event id"), CellKind::Mono},
        {u"source"_s, Texts::tr("Source"), CellKind::Text},
        {u"job_attempts"_s, Texts::tr("Tries"), CellKind::Number},
        {u"job_error"_s, Texts::tr("The job's error"), CellKind::Text},
    };
}

QList<FilterField> filters()
{
    return {
        {u"operation_id"_s, Texts::tr("Operation"), FilterType::Uuid, {}, true},
        {u"outcome"_s, Texts::tr("Outcome"), FilterType::Choice, outcomes()},
        {u"job_status"_s,
         Texts::tr("Job is"),
         FilterType::Choice,
         {u"pending"_s, u"running"_s, u"waiting"_s, u"succeeded"_s, u"dead"_s, u"cancelled"_s}},
        {u"tenant"_s, Texts::tr("Tenant"), FilterType::Text, {}},
        {u"source"_s, Texts::tr("Source"), FilterType::Text, {}},
        {u"event_type"_s, Texts::tr("Type"), FilterType::Text, {}},
        {u"reason"_s, Texts::tr("Why"), FilterType::Text, {}},
        {u"action"_s,
         Texts::tr("Action"),
         FilterType::Choice,
         {u"reenqueue"_s, u"retry"_s, u"discard"_s, u"cancel"_s}},
        {u"settled_at"_s, Texts::tr("Settled"), FilterType::Time, {}},
        {u"created_at"_s, Texts::tr("Operation of"), FilterType::Time, {}},
        {u"target_id"_s, Texts::tr("Done to"), FilterType::Uuid, {}},
        {u"job_id"_s, Texts::tr("Job id"), FilterType::Uuid, {}},
        {u"event_id"_s, Texts::tr("Event id"), FilterType::Uuid, {}},
    };
}

QString onlyValue(const Filter &filter, const QString &field)
{
    QString value;
    for (const Condition &condition : filter.conditions) {
        const bool says = condition.enabled && !condition.negated && condition.field == field
            && condition.values.size() == 1;
        if (says && condition.comparison == collection::Operator::Is)
            value = condition.values.first();
    }
    return value;
}

} // namespace

QStringList outcomes()
{
    return {u"pending"_s, u"done"_s, u"not_eligible"_s, u"failed"_s, u"skipped"_s};
}

Filter itemsOf(const QString &operationId)
{
    return itemsOf(operationId, {});
}

Filter itemsOf(const QString &operationId, const QString &outcome)
{
    Filter filter{{collection::Condition::is(u"operation_id"_s, operationId)}};
    if (!outcome.isEmpty())
        filter.conditions += collection::Condition::is(u"outcome"_s, outcome);
    return filter;
}

QString operationIdOf(const Filter &filter)
{
    return onlyValue(filter, u"operation_id"_s);
}

QString outcomeOf(const Filter &filter)
{
    return onlyValue(filter, u"outcome"_s);
}

Descriptor bulkItemCollection()
{
    Descriptor items;
    items.id = u"bulk-items"_s;
    items.title = Texts::tr("Bulk outcomes");
    items.singular = Texts::tr("item");
    items.plural = Texts::tr("items");
    items.icon = u"media-seek-forward"_s;
    items.view = u"console.bulk_items"_s;
    items.apiPath = u"bulk-items"_s;
    items.isPersonal = true;
    items.sortColumn = u"created_at"_s;
    items.idType = collection::IdType::Number;
    items.statusColumn = u"outcome"_s;
    items.headline = u"event_type"_s;
    items.subtitle = {u"source"_s, u"tenant"_s};
    items.columns = columns();
    items.detailColumns = detailColumns();
    items.filters = filters();
    items.detailTabs = {u"summary"_s, u"deliveries"_s, u"payload"_s, u"timeline"_s};
    items.emptyTitle = Texts::tr("No bulk operations yet");
    items.emptyText =
        Texts::tr("“Recover…” on the page of dead letters does something to many of them, at a "
                  "rate. What came of each stands here.");
    return items;
}

} // namespace gatehouse::bulk
