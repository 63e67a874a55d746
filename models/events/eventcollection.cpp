#include "models/events/eventcollection.h"

#include <QCoreApplication>

namespace gatehouse::events {

using namespace Qt::StringLiterals;
using collection::Action;
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
    Q_DECLARE_TR_FUNCTIONS(gatehouse::events::EventCollection)
};

/// 770 px are the table's in a window of 1440; without those of priority 1 it is 538 of 1024.
QList<Column> columns()
{
    return {
        {u"status"_s, Texts::tr("Status"), CellKind::Status, 108},
        {u"received_at"_s, Texts::tr("Age"), CellKind::Time, 64},
        {u"source"_s, Texts::tr("Source"), CellKind::Text, 98},
        {u"event_type"_s, Texts::tr("Type"), CellKind::Text, 168},
        {u"tenant"_s, Texts::tr("Tenant"), CellKind::Text, 66, false, 1},
        {u"subject_id"_s, Texts::tr("Subject"), CellKind::Mono, 100, false, 2},
        {u"error"_s, Texts::tr("Why"), CellKind::Text, 120, true, 1},
    };
}

QList<Column> detailColumns()
{
    return {
        {u"id"_s, Texts::tr("Event id"), CellKind::Mono},
        {u"provider_event_id"_s, Texts::tr("Provider's event id"), CellKind::Mono},
        {u"idempotency_key"_s, Texts::tr("Idempotency key"), CellKind::Mono},
        {u"signature_valid"_s, Texts::tr("Signature valid"), CellKind::Boolean},
        {u"attempts"_s, Texts::tr("Delivery tries"), CellKind::Number},
        {u"occurred_at"_s, Texts::tr("Occurred"), CellKind::Time},
        {u"subject_type"_s, Texts::tr("Subject type"), CellKind::Text},
        {u"actor_id"_s, Texts::tr("Actor"), CellKind::Mono},
        {u"actor_email"_s, Texts::tr("Actor's email"), CellKind::Text},
        {u"source_ip"_s, Texts::tr("Sent from"), CellKind::Mono},
        {u"user_agent"_s, Texts::tr("User agent"), CellKind::Text},
        {u"created_by"_s, Texts::tr("Created by"), CellKind::Text},
        {u"trace_id"_s, Texts::tr("Trace id"), CellKind::Mono},
        {u"body_size"_s, Texts::tr("Body"), CellKind::Bytes},
        {u"updated_at"_s, Texts::tr("Last change"), CellKind::Time},
    };
}

FilterField payload()
{
    return {u"payload"_s,
            Texts::tr("Payload"),
            FilterType::Path,
            {},
            true,
            {u"console.payloads"_s, u"event_id"_s, true, u"canonical"_s}};
}

FilterField headers()
{
    return {u"headers"_s,
            Texts::tr("Header"),
            FilterType::Header,
            {},
            false,
            {u"console.payloads"_s, u"event_id"_s, true, u"headers"_s}};
}

/// Of its dead letters.
FilterField rootCause()
{
    return {u"root_cause"_s,
            Texts::tr("Root cause"),
            FilterType::Choice,
            {u"http_4xx"_s, u"http_5xx"_s, u"timeout"_s, u"connect"_s, u"tls"_s, u"redirect"_s,
             u"poison"_s, u"normalize"_s, u"mirror"_s},
            false,
            {u"console.dead_letters"_s, u"event_id"_s, false, u"root_cause"_s}};
}

QList<FilterField> filters()
{
    return {
        {u"status"_s,
         Texts::tr("Status"),
         FilterType::Choice,
         {u"received"_s, u"queued"_s, u"processed"_s, u"failed"_s, u"discarded"_s},
         false,
         {},
         {u"received"_s, u"queued"_s, u"failed"_s, u"discarded"_s}},
        {u"source"_s,
         Texts::tr("Source"),
         FilterType::Choice,
         {u"stripe"_s, u"github"_s, u"hubspot"_s, u"shopify"_s, u"slack"_s, u"woocommerce"_s,
          u"standard"_s, u"wordpress"_s, u"ai"_s, u"wpmedia"_s}},
        {u"tenant"_s, Texts::tr("Tenant"), FilterType::Text, {}},
        {u"event_type"_s, Texts::tr("Type"), FilterType::Text, {}},
        {u"subject_id"_s, Texts::tr("Subject"), FilterType::Text, {}, true},
        payload(),
        {u"error"_s, Texts::tr("Why"), FilterType::Text, {}, false, {}, {}, true},
        rootCause(),
        {u"received_at"_s, Texts::tr("Received"), FilterType::Time, {}},
        {u"signature_valid"_s, Texts::tr("Signature valid"), FilterType::Boolean, {}},
        {u"attempts"_s, Texts::tr("Delivery tries"), FilterType::Number, {}},
        {u"id"_s, Texts::tr("Event id"), FilterType::Uuid, {}},
        {u"provider_event_id"_s, Texts::tr("Provider's event id"), FilterType::Text, {}, true},
        {u"idempotency_key"_s, Texts::tr("Idempotency key"), FilterType::Text, {}},
        {u"actor_id"_s, Texts::tr("Actor"), FilterType::Text, {}, true},
        {u"actor_email"_s, Texts::tr("Actor's email"), FilterType::Text, {}, true},
        headers(),
        {u"trace_id"_s, Texts::tr("Trace id"), FilterType::Text, {}, true},
    };
}

/// None of them has an index: each would cost every event that comes in.
QList<SortColumn> sorts()
{
    return {
        {u"status"_s},
        {u"source"_s},
        {u"event_type"_s},
        {u"tenant"_s},
        {u"attempts"_s, SortType::Integer},
        {u"body_size"_s, SortType::Integer},
        {u"occurred_at"_s, SortType::Time},
    };
}

Action reenqueue()
{
    Action action;
    action.id = u"reenqueue"_s;
    action.title = Texts::tr("Re-enqueue");
    action.shortcut = u"E"_s;
    action.endpoint = u"events/{id}/reenqueue"_s;
    action.capability = u"reenqueue"_s;
    action.stateColumn = u"status"_s;
    action.enabledStates = {u"failed"_s};
    action.disabledReason = Texts::tr("Only a failed event can be re-enqueued.");
    action.defaultReason = u"re-enqueued in the console"_s;
    action.advances = true;
    return action;
}

Action discard()
{
    Action action;
    action.id = u"discard"_s;
    action.title = Texts::tr("Discard…");
    action.shortcut = u"X"_s;
    action.endpoint = u"events/{id}/discard"_s;
    action.capability = u"discard"_s;
    action.stateColumn = u"status"_s;
    action.enabledStates = {u"received"_s, u"queued"_s, u"failed"_s};
    action.disabledReason = Texts::tr("Nothing of this event is open any more.");
    action.isDestructive = true;
    action.asksReason = true;
    action.advances = true;
    return action;
}

} // namespace

Descriptor eventCollection()
{
    collection::Descriptor events;
    events.id = u"events"_s;
    events.title = Texts::tr("Events");
    events.singular = Texts::tr("event");
    events.icon = u"view-list-details"_s;
    events.view = u"console.events"_s;
    events.apiPath = u"events"_s;
    events.hasHistogram = true;
    events.isPersonal = true;
    events.sortColumn = u"received_at"_s;
    events.sortIsTimeOfId = true;
    events.bodyColumn = u"id"_s;
    events.statusColumn = u"status"_s;
    events.headline = u"event_type"_s;
    events.subtitle = {u"source"_s, u"tenant"_s};
    events.columns = columns();
    events.detailColumns = detailColumns();
    events.filters = filters();
    events.sorts = sorts();
    events.detailTabs = {u"summary"_s,  u"payload"_s,    u"headers"_s,  u"signature"_s,
                         u"timeline"_s, u"deliveries"_s, u"canonical"_s};
    events.actions = {reenqueue(), discard()};
    events.emptyTitle = Texts::tr("No events yet");
    events.emptyText =
        Texts::tr("Every webhook that the gateway takes stands here, with what became of "
                  "it. Send one to see it arrive.");
    return events;
}

} // namespace gatehouse::events
