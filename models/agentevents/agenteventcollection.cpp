#include "models/agentevents/agenteventcollection.h"

#include <QCoreApplication>

namespace gatehouse::agentevents {

using namespace Qt::StringLiterals;
using collection::CellKind;
using collection::Column;
using collection::Descriptor;
using collection::FilterField;
using collection::FilterType;
using collection::SortColumn;
using collection::SortType;

namespace {

struct AgentEventTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::agentevents::AgentEventCollection)
};

/// 770 px are the table's in a window of 1440; without those of priority 1 it is 538 of 1024.
QList<Column> columns()
{
    return {
        {u"status"_s, AgentEventTexts::tr("Status"), CellKind::Status, 96},
        {u"received_at"_s, AgentEventTexts::tr("Age"), CellKind::Time, 64},
        {u"agent"_s, AgentEventTexts::tr("Agent"), CellKind::Text, 92, true},
        {u"model"_s, AgentEventTexts::tr("Model"), CellKind::Text, 126},
        {u"tenant"_s, AgentEventTexts::tr("Tenant"), CellKind::Text, 72, false, 1},
        {u"route"_s, AgentEventTexts::tr("Route"), CellKind::Text, 84, false, 1},
        {u"latency_ms"_s, AgentEventTexts::tr("Took"), CellKind::Milliseconds, 72},
        {u"tokens_total"_s, AgentEventTexts::tr("Tokens"), CellKind::Number, 68, false, 1},
        {u"cost_usd"_s, AgentEventTexts::tr("Cost"), CellKind::Dollars, 88},
    };
}

QList<Column> detailColumns()
{
    return {
        {u"error_type"_s, AgentEventTexts::tr("Error"), CellKind::Text},
        {u"provider"_s, AgentEventTexts::tr("Provider"), CellKind::Text},
        {u"service"_s, AgentEventTexts::tr("Service"), CellKind::Text},
        {u"env"_s, AgentEventTexts::tr("Environment"), CellKind::Text},
        {u"ts"_s, AgentEventTexts::tr("Began"), CellKind::Time},
        {u"tokens_prompt"_s, AgentEventTexts::tr("Tokens of the prompt"), CellKind::Number},
        {u"tokens_cached"_s, AgentEventTexts::tr("of these from a cache"), CellKind::Number},
        {u"tokens_completion"_s, AgentEventTexts::tr("Tokens of the answer"), CellKind::Number},
        {u"is_cost_priced"_s, AgentEventTexts::tr("Cost by the price table"), CellKind::Boolean},
        {u"cache_hit"_s, AgentEventTexts::tr("Cache hit"), CellKind::Boolean},
        {u"user_id_hash"_s, AgentEventTexts::tr("User, as a hash"), CellKind::Mono},
        {u"trace_id"_s, AgentEventTexts::tr("Trace id"), CellKind::Mono},
        {u"span_id"_s, AgentEventTexts::tr("Span id"), CellKind::Mono},
        {u"parent_span_id"_s, AgentEventTexts::tr("Span that called it"), CellKind::Mono},
        {u"id"_s, AgentEventTexts::tr("Call id"), CellKind::Mono},
        {u"attrs"_s, AgentEventTexts::tr("Attributes"), CellKind::Mono},
    };
}

FilterField text(const QString &name, const QString &title)
{
    return {name, title, FilterType::Text, {}};
}

FilterField number(const QString &name, const QString &title)
{
    return {name, title, FilterType::Number, {}};
}

/// A status is whatever word its sender says.
QList<FilterField> filters()
{
    return {
        text(u"status"_s, AgentEventTexts::tr("Status")),
        text(u"model"_s, AgentEventTexts::tr("Model")),
        text(u"agent"_s, AgentEventTexts::tr("Agent")),
        text(u"tenant"_s, AgentEventTexts::tr("Tenant")),
        text(u"provider"_s, AgentEventTexts::tr("Provider")),
        text(u"route"_s, AgentEventTexts::tr("Route")),
        text(u"service"_s, AgentEventTexts::tr("Service")),
        text(u"env"_s, AgentEventTexts::tr("Environment")),
        text(u"error_type"_s, AgentEventTexts::tr("Error")),
        {u"received_at"_s, AgentEventTexts::tr("Received"), FilterType::Time, {}},
        number(u"latency_ms"_s, AgentEventTexts::tr("Duration (ms)")),
        number(u"tokens_total"_s, AgentEventTexts::tr("Tokens")),
        {u"cache_hit"_s, AgentEventTexts::tr("Cache hit"), FilterType::Boolean, {}},
        text(u"user_id_hash"_s, AgentEventTexts::tr("User, as a hash")),
        {u"trace_id"_s, AgentEventTexts::tr("Trace id"), FilterType::Text, {}, true},
        {u"id"_s, AgentEventTexts::tr("Call id"), FilterType::Uuid, {}},
    };
}

/// None of them has an index: each would cost every call.
QList<SortColumn> sorts()
{
    return {
        {u"status"_s},
        {u"tenant"_s},
        {u"agent"_s},
        {u"model"_s},
        {u"latency_ms"_s, SortType::Real},
        {u"tokens_total"_s, SortType::Integer},
    };
}

} // namespace

Descriptor agentEventCollection()
{
    Descriptor calls;
    calls.id = u"agent-events"_s;
    calls.title = AgentEventTexts::tr("AI calls");
    calls.singular = AgentEventTexts::tr("AI call");
    calls.icon = u"dialog-messages"_s;
    calls.view = u"console.agent_events"_s;
    calls.apiPath = u"agent-events"_s;
    calls.isPersonal = true;
    calls.sortColumn = u"received_at"_s;
    calls.sortIsTimeOfId = true;
    calls.statusColumn = u"status"_s;
    calls.headline = u"model"_s;
    calls.subtitle = {u"agent"_s, u"tenant"_s};
    calls.columns = columns();
    calls.detailColumns = detailColumns();
    calls.filters = filters();
    calls.sorts = sorts();
    calls.detailTabs = {u"summary"_s};
    calls.emptyTitle = AgentEventTexts::tr("No AI calls yet");
    calls.emptyText = AgentEventTexts::tr(
        "Each call of an AI system stands here, with its tokens and cost. Let a program send "
        "OpenTelemetry traces to /v1/traces with a telemetry token, or finish an AI job.");
    return calls;
}

} // namespace gatehouse::agentevents
