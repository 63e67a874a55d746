#include "models/deadletters/deadlettercollection.h"

#include <QCoreApplication>

namespace gatehouse::deadletters {

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
    Q_DECLARE_TR_FUNCTIONS(gatehouse::deadletters::DeadLetterCollection)
};

/// 770 px are the table's in a window of 1440; without those of priority 1 it is 538 of 1024.
QList<Column> columns()
{
    return {
        {u"state"_s, Texts::tr("Status"), CellKind::Status, 112},
        {u"created_at"_s, Texts::tr("Died"), CellKind::Time, 64},
        {u"root_cause"_s, Texts::tr("Cause"), CellKind::Mono, 84},
        {u"source"_s, Texts::tr("Source"), CellKind::Text, 78, false, 2},
        {u"event_type"_s, Texts::tr("Type"), CellKind::Text, 150},
        {u"tenant"_s, Texts::tr("Tenant"), CellKind::Text, 66, false, 1},
        {u"attempts"_s, Texts::tr("Tries"), CellKind::Number, 50},
        {u"error"_s, Texts::tr("Why"), CellKind::Text, 120, true, 1},
    };
}

QList<Column> detailColumns()
{
    return {
        {u"id"_s, Texts::tr("Dead letter id"), CellKind::Mono},
        {u"event_id"_s, Texts::tr("Event id"), CellKind::Mono},
        {u"job_id"_s, Texts::tr("Job id"), CellKind::Mono},
        {u"job_status"_s, Texts::tr("Job is"), CellKind::Status},
        {u"destination"_s, Texts::tr("Destination"), CellKind::Text},
        {u"path"_s, Texts::tr("Path"), CellKind::Mono},
        {u"response_status"_s, Texts::tr("Answered"), CellKind::Number},
        {u"fingerprint"_s, Texts::tr("Fingerprint"), CellKind::Text},
        {u"died_at"_s, Texts::tr("Died last"), CellKind::Time},
        {u"reenqueues"_s, Texts::tr("Re-enqueued"), CellKind::Number},
        {u"state_changed_at"_s, Texts::tr("State since"), CellKind::Time},
        {u"state_changed_by"_s, Texts::tr("Changed by"), CellKind::Text},
    };
}

QList<FilterField> filters()
{
    return {
        {u"state"_s,
         Texts::tr("Status"),
         FilterType::Choice,
         {u"open"_s, u"reenqueued"_s, u"recovered"_s, u"discarded"_s},
         false,
         {},
         {u"open"_s}},
        {u"root_cause"_s,
         Texts::tr("Cause"),
         FilterType::Choice,
         {u"http_4xx"_s, u"http_5xx"_s, u"timeout"_s, u"connect"_s, u"tls"_s, u"redirect"_s,
          u"poison"_s, u"normalize"_s, u"mirror"_s}},
        {u"source"_s, Texts::tr("Source"), FilterType::Text, {}},
        {u"tenant"_s, Texts::tr("Tenant"), FilterType::Text, {}},
        {u"event_type"_s, Texts::tr("Type"), FilterType::Text, {}},
        {u"error"_s, Texts::tr("Why"), FilterType::Text, {}},
        {u"created_at"_s, Texts::tr("Died"), FilterType::Time, {}},
        {u"died_at"_s, Texts::tr("Died last"), FilterType::Time, {}},
        {u"response_status"_s, Texts::tr("Answered"), FilterType::Number, {}},
        {u"attempts"_s, Texts::tr("Tries"), FilterType::Number, {}},
        {u"reenqueues"_s, Texts::tr("Re-enqueued"), FilterType::Number, {}},
        {u"destination"_s, Texts::tr("Destination"), FilterType::Text, {}},
        {u"path"_s, Texts::tr("Path"), FilterType::Text, {}},
        {u"fingerprint"_s, Texts::tr("Fingerprint"), FilterType::Text, {}},
        {u"mode"_s, Texts::tr("Mode"), FilterType::Choice, {u"live"_s, u"dry_run"_s, u"mirror"_s}},
        {u"id"_s, Texts::tr("Dead letter id"), FilterType::Uuid, {}},
        {u"event_id"_s, Texts::tr("Event id"), FilterType::Uuid, {}, true},
        {u"job_id"_s, Texts::tr("Job id"), FilterType::Uuid, {}, true},
    };
}

Action makeAction(const QString &id, const QString &title, const QString &shortcut)
{
    Action action;
    action.id = id;
    action.title = title;
    action.shortcut = shortcut;
    action.endpoint = u"dlq/{id}/"_s + id;
    action.capability = id;
    action.stateColumn = u"state"_s;
    action.enabledStates = {u"open"_s};
    action.advances = true;
    return action;
}

QList<SortColumn> sorts()
{
    return {
        {u"state"_s, SortType::Text, true},
        {u"root_cause"_s, SortType::Text, true},
        {u"attempts"_s, SortType::Integer, true},
        {u"response_status"_s, SortType::Integer, true},
        {u"died_at"_s, SortType::Time, true},
        {u"source"_s},
        {u"event_type"_s},
        {u"tenant"_s},
        {u"reenqueues"_s, SortType::Integer},
    };
}

Action reenqueue()
{
    Action action = makeAction(u"reenqueue"_s, Texts::tr("Re-enqueue"), u"E"_s);
    action.disabledReason = Texts::tr("Only an open dead letter can be re-enqueued.");
    action.defaultReason = u"re-enqueued in the console"_s;
    return action;
}

Action discard()
{
    Action action = makeAction(u"discard"_s, Texts::tr("Discard…"), u"X"_s);
    action.disabledReason = Texts::tr("Only an open dead letter can be discarded.");
    action.isDestructive = true;
    action.asksReason = true;
    return action;
}

} // namespace

Descriptor deadLetterCollection()
{
    collection::Descriptor letters;
    letters.id = u"dead-letters"_s;
    letters.title = Texts::tr("Dead letters");
    letters.singular = Texts::tr("dead letter");
    letters.icon = u"mail-folder-outbox"_s;
    letters.view = u"console.dead_letters"_s;
    letters.apiPath = u"dlq"_s;
    letters.isPersonal = true;
    letters.sortColumn = u"created_at"_s;
    letters.sortIsTimeOfId = true;
    letters.statusColumn = u"state"_s;
    letters.headline = u"event_type"_s;
    letters.subtitle = {u"source"_s, u"tenant"_s};
    letters.columns = columns();
    letters.detailColumns = detailColumns();
    letters.filters = filters();
    letters.sorts = sorts();
    letters.detailTabs = {u"summary"_s, u"deliveries"_s, u"payload"_s, u"headers"_s, u"timeline"_s};
    letters.actions = {reenqueue(), discard()};
    letters.emptyTitle = Texts::tr("No dead letters");
    letters.emptyText =
        Texts::tr("Nothing was given up on. A job whose tries are used up, or that WordPress "
                  "refuses for good, stands here until you decide.");
    return letters;
}

} // namespace gatehouse::deadletters
