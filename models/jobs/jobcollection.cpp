#include "models/jobs/jobcollection.h"

#include <QCoreApplication>

namespace gatehouse::jobs {

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
    Q_DECLARE_TR_FUNCTIONS(gatehouse::jobs::JobCollection)
};

/// 770 px are the table's in a window of 1440; without those of priority 1 it is 538 of 1024.
QList<Column> columns()
{
    return {
        {u"shown_status"_s, Texts::tr("Status"), CellKind::Status, 108},
        {u"created_at"_s, Texts::tr("Age"), CellKind::Time, 64},
        {u"event_type"_s, Texts::tr("Type"), CellKind::Text, 160},
        {u"tenant"_s, Texts::tr("Tenant"), CellKind::Text, 66, false, 1},
        {u"destination"_s, Texts::tr("Destination"), CellKind::Text, 90, false, 2},
        {u"attempts"_s, Texts::tr("Tries"), CellKind::Number, 52},
        {u"next_attempt_at"_s, Texts::tr("Next try"), CellKind::Time, 76, false, 1},
        {u"error"_s, Texts::tr("Why"), CellKind::Text, 120, true, 1},
    };
}

QList<Column> detailColumns()
{
    return {
        {u"id"_s, Texts::tr("Job id"), CellKind::Mono},
        {u"event_id"_s, Texts::tr("Event id"), CellKind::Mono},
        {u"source"_s, Texts::tr("Source"), CellKind::Text},
        {u"task_name"_s, Texts::tr("Task"), CellKind::Text},
        {u"path"_s, Texts::tr("Path"), CellKind::Mono},
        {u"mode"_s, Texts::tr("Mode"), CellKind::Text},
        {u"destination_id"_s, Texts::tr("Destination id"), CellKind::Mono},
        {u"queue"_s, Texts::tr("Queue"), CellKind::Text},
        {u"priority"_s, Texts::tr("Priority"), CellKind::Number},
        {u"max_attempts"_s, Texts::tr("Tries at most"), CellKind::Number},
        {u"idempotency_key"_s, Texts::tr("Idempotency key"), CellKind::Mono},
        {u"started_at"_s, Texts::tr("Started"), CellKind::Time},
        {u"finished_at"_s, Texts::tr("Finished"), CellKind::Time},
        {u"duration_ms"_s, Texts::tr("Took"), CellKind::Milliseconds},
        {u"status"_s, Texts::tr("Stored as"), CellKind::Status},
        {u"is_stuck"_s, Texts::tr("Stuck"), CellKind::Boolean},
        {u"worker"_s, Texts::tr("Worker"), CellKind::Mono},
        {u"lease_until"_s, Texts::tr("Leased until"), CellKind::Time},
        {u"user_id"_s, Texts::tr("User"), CellKind::Mono},
        {u"model"_s, Texts::tr("Model"), CellKind::Mono},
        {u"tokens"_s, Texts::tr("Tokens"), CellKind::Number},
        {u"request_id"_s, Texts::tr("Request id"), CellKind::Mono},
        {u"trace_id"_s, Texts::tr("Trace id"), CellKind::Mono},
        {u"updated_at"_s, Texts::tr("Last change"), CellKind::Time},
    };
}

QList<FilterField> filters()
{
    return {
        {u"status"_s,
         Texts::tr("Status"),
         FilterType::Choice,
         {u"pending"_s, u"running"_s, u"waiting"_s, u"succeeded"_s, u"dead"_s, u"cancelled"_s},
         false,
         {},
         {u"dead"_s}},
        {u"source"_s, Texts::tr("Source"), FilterType::Text, {}},
        {u"tenant"_s, Texts::tr("Tenant"), FilterType::Text, {}},
        {u"event_type"_s, Texts::tr("Type"), FilterType::Text, {}},
        {u"destination"_s, Texts::tr("Destination"), FilterType::Text, {}},
        {u"path"_s, Texts::tr("Path"), FilterType::Text, {}},
        {u"task_name"_s, Texts::tr("Task"), FilterType::Text, {}},
        {u"model"_s, Texts::tr("Model"), FilterType::Text, {}},
        {u"request_id"_s, Texts::tr("Request id"), FilterType::Text, {}},
        {u"error"_s, Texts::tr("Why"), FilterType::Text, {}},
        {u"created_at"_s, Texts::tr("Created"), FilterType::Time, {}},
        {u"finished_at"_s, Texts::tr("Finished"), FilterType::Time, {}},
        {u"attempts"_s, Texts::tr("Tries"), FilterType::Number, {}},
        {u"duration_ms"_s, Texts::tr("Duration (ms)"), FilterType::Number, {}},
        {u"queue"_s,
         Texts::tr("Queue"),
         FilterType::Choice,
         {u"high"_s, u"standard"_s, u"batch"_s}},
        {u"priority"_s, Texts::tr("Priority"), FilterType::Number, {}},
        {u"worker"_s, Texts::tr("Worker"), FilterType::Text, {}},
        {u"is_stuck"_s, Texts::tr("Stuck"), FilterType::Boolean, {}},
        {u"mode"_s, Texts::tr("Mode"), FilterType::Choice, {u"live"_s, u"dry_run"_s, u"mirror"_s}},
        {u"id"_s, Texts::tr("Job id"), FilterType::Uuid, {}},
        {u"event_id"_s, Texts::tr("Event id"), FilterType::Uuid, {}, true},
        {u"trace_id"_s, Texts::tr("Trace id"), FilterType::Text, {}},
    };
}

/// None of them has an index: each would cost every job that is made or changes.
QList<SortColumn> sorts()
{
    return {
        {u"status"_s},
        {u"source"_s},
        {u"event_type"_s},
        {u"tenant"_s},
        {u"destination"_s},
        {u"attempts"_s, SortType::Integer},
        {u"next_attempt_at"_s, SortType::Time},
        {u"duration_ms"_s, SortType::Real},
        {u"queue"_s},
        {u"priority"_s, SortType::Integer},
    };
}

/// Nothing of it is ours to do again, or to stop.
void leaveAiJobs(Action &action)
{
    action.exceptColumn = u"task_name"_s;
    action.exceptValue = u"ai_job"_s;
    action.exceptReason = Texts::tr(
        "This job runs in an AI system. Retry or cancel it there; its callback changes it "
        "here.");
}

Action retry()
{
    Action action;
    action.id = u"retry"_s;
    action.title = Texts::tr("Retry");
    action.shortcut = u"E"_s;
    action.endpoint = u"jobs/{id}/retry"_s;
    action.capability = u"retry"_s;
    action.stateColumn = u"status"_s;
    action.enabledStates = {u"dead"_s};
    action.disabledReason = Texts::tr("Only a dead job can be retried.");
    action.defaultReason = u"retried in the console"_s;
    action.advances = true;
    leaveAiJobs(action);
    return action;
}

Action runNow()
{
    Action action;
    action.id = u"run-now"_s;
    action.title = Texts::tr("Run now");
    action.shortcut = u"R"_s;
    action.endpoint = u"jobs/{id}/run-now"_s;
    action.capability = u"retry"_s;
    action.stateColumn = u"status"_s;
    action.enabledStates = {u"pending"_s, u"waiting"_s};
    action.disabledReason = Texts::tr("Only a job that is pending or waiting can be run now.");
    action.defaultReason = u"run now from the console"_s;
    leaveAiJobs(action);
    return action;
}

Action cancel()
{
    Action action;
    action.id = u"cancel"_s;
    action.title = Texts::tr("Cancel job…");
    action.shortcut = u"X"_s;
    action.endpoint = u"jobs/{id}/cancel"_s;
    action.capability = u"cancel"_s;
    action.stateColumn = u"status"_s;
    action.enabledStates = {u"pending"_s, u"waiting"_s};
    action.disabledReason = Texts::tr("Only a job that is pending or waiting can be cancelled.");
    action.isDestructive = true;
    action.asksReason = true;
    action.advances = true;
    leaveAiJobs(action);
    return action;
}

} // namespace

Descriptor jobCollection()
{
    collection::Descriptor jobs;
    jobs.id = u"jobs"_s;
    jobs.title = Texts::tr("Jobs");
    jobs.singular = Texts::tr("job");
    jobs.icon = u"view-process-system"_s;
    jobs.view = u"console.jobs"_s;
    jobs.apiPath = u"jobs"_s;
    jobs.isPersonal = true;
    jobs.sortColumn = u"created_at"_s;
    jobs.sortIsTimeOfId = true;
    jobs.statusColumn = u"status"_s;
    jobs.shownStatusColumn = u"shown_status"_s;
    jobs.headline = u"event_type"_s;
    jobs.subtitle = {u"source"_s, u"tenant"_s};
    jobs.columns = columns();
    jobs.detailColumns = detailColumns();
    jobs.filters = filters();
    jobs.sorts = sorts();
    jobs.detailTabs = {u"summary"_s, u"deliveries"_s, u"payload"_s, u"timeline"_s};
    jobs.actions = {retry(), runNow(), cancel()};
    jobs.emptyTitle = Texts::tr("No jobs yet");
    jobs.emptyText =
        Texts::tr("Each event that a route sends on becomes a job. Send an order event to see "
                  "one run.");
    return jobs;
}

} // namespace gatehouse::jobs
