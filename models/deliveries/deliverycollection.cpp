#include "models/deliveries/deliverycollection.h"

#include <QCoreApplication>

namespace gatehouse::deliveries {

using namespace Qt::StringLiterals;
using collection::CellKind;
using collection::Column;
using collection::Descriptor;
using collection::FilterField;
using collection::FilterType;
using collection::SortColumn;
using collection::SortType;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::deliveries::DeliveryCollection)
};

/// 770 px are the table's in a window of 1440; without those of priority 1 it is 538 of 1024.
QList<Column> columns()
{
    return {
        {u"status"_s, Texts::tr("Status"), CellKind::Status, 104},
        {u"created_at"_s, Texts::tr("Age"), CellKind::Time, 64},
        {u"event_type"_s, Texts::tr("Type"), CellKind::Text, 140},
        {u"tenant"_s, Texts::tr("Tenant"), CellKind::Text, 66, false, 1},
        {u"destination"_s, Texts::tr("Destination"), CellKind::Text, 90, false, 2},
        {u"attempt"_s, Texts::tr("Try"), CellKind::Number, 42, false, 1},
        {u"response_status"_s, Texts::tr("Answer"), CellKind::Number, 60},
        {u"duration_ms"_s, Texts::tr("Took"), CellKind::Milliseconds, 72},
        {u"error"_s, Texts::tr("Why"), CellKind::Text, 120, true, 1},
    };
}

QList<Column> detailColumns()
{
    return {
        {u"id"_s, Texts::tr("Delivery id"), CellKind::Mono},
        {u"event_id"_s, Texts::tr("Event id"), CellKind::Mono},
        {u"job_id"_s, Texts::tr("Job id"), CellKind::Mono},
        {u"request_id"_s, Texts::tr("Request id"), CellKind::Mono},
        {u"source"_s, Texts::tr("Source"), CellKind::Text},
        {u"url"_s, Texts::tr("Sent to"), CellKind::Mono},
        {u"path"_s, Texts::tr("Path"), CellKind::Mono},
        {u"mode"_s, Texts::tr("Mode"), CellKind::Text},
        {u"destination_id"_s, Texts::tr("Destination id"), CellKind::Mono},
    };
}

QList<FilterField> filters()
{
    return {
        {u"status"_s,
         Texts::tr("Status"),
         FilterType::Choice,
         {u"succeeded"_s, u"failed"_s, u"dry_run"_s}},
        {u"destination"_s, Texts::tr("Destination"), FilterType::Text, {}},
        {u"tenant"_s, Texts::tr("Tenant"), FilterType::Text, {}},
        {u"source"_s, Texts::tr("Source"), FilterType::Text, {}},
        {u"event_type"_s, Texts::tr("Type"), FilterType::Text, {}},
        {u"response_status"_s, Texts::tr("Answer"), FilterType::Number, {}},
        {u"attempt"_s, Texts::tr("Try"), FilterType::Number, {}},
        {u"duration_ms"_s, Texts::tr("Duration (ms)"), FilterType::Number, {}},
        {u"created_at"_s, Texts::tr("Time"), FilterType::Time, {}},
        {u"error"_s, Texts::tr("Why"), FilterType::Text, {}},
        {u"path"_s, Texts::tr("Path"), FilterType::Text, {}},
        {u"mode"_s, Texts::tr("Mode"), FilterType::Choice, {u"live"_s, u"dry_run"_s, u"mirror"_s}},
        {u"event_id"_s, Texts::tr("Event id"), FilterType::Uuid, {}, true},
        {u"job_id"_s, Texts::tr("Job id"), FilterType::Uuid, {}, true},
        {u"request_id"_s, Texts::tr("Request id"), FilterType::Uuid, {}, true},
        {u"id"_s, Texts::tr("Delivery id"), FilterType::Uuid, {}},
    };
}

/// None of them has an index: each would cost every try.
QList<SortColumn> sorts()
{
    return {
        {u"status"_s},
        {u"source"_s},
        {u"event_type"_s},
        {u"tenant"_s},
        {u"destination"_s},
        {u"attempt"_s, SortType::Integer},
        {u"response_status"_s, SortType::Integer},
        {u"duration_ms"_s, SortType::Real},
    };
}

} // namespace

Descriptor deliveryCollection()
{
    collection::Descriptor deliveries;
    deliveries.id = u"deliveries"_s;
    deliveries.title = Texts::tr("Deliveries");
    deliveries.singular = Texts::tr("delivery");
    deliveries.icon = u"document-send"_s;
    deliveries.view = u"console.deliveries"_s;
    deliveries.apiPath = u"deliveries"_s;
    deliveries.isPersonal = true;
    deliveries.sortColumn = u"created_at"_s;
    deliveries.statusColumn = u"status"_s;
    deliveries.headline = u"event_type"_s;
    deliveries.subtitle = {u"source"_s, u"tenant"_s};
    deliveries.columns = columns();
    deliveries.detailColumns = detailColumns();
    deliveries.filters = filters();
    deliveries.sorts = sorts();
    deliveries.detailTabs = {u"summary"_s, u"deliveries"_s, u"payload"_s, u"timeline"_s};
    deliveries.emptyTitle = Texts::tr("No deliveries yet");
    deliveries.emptyText =
        Texts::tr("Each try to deliver an event stands here, with what was sent and what came "
                  "back. Send an order event to see one.");
    return deliveries;
}

} // namespace gatehouse::deliveries
