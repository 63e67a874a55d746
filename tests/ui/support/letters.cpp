#include "tests/ui/support/letters.h"

namespace gatehouse::test {

using namespace Qt::StringLiterals;

collection::Descriptor letters()
{
    using collection::CellKind;
    collection::Descriptor descriptor;
    descriptor.id = u"letters"_s;
    descriptor.title = u"Letters"_s;
    descriptor.singular = u"letter"_s;
    descriptor.icon = u"mail-mark-unread"_s;
    descriptor.sortColumn = u"created_at"_s;
    descriptor.statusColumn = u"state"_s;
    descriptor.headline = u"kind"_s;
    descriptor.columns = {{u"state"_s, u"State"_s, CellKind::Status, 100, false, 0},
                          {u"kind"_s, u"Kind"_s, CellKind::Text, 100, true, 0},
                          {u"tenant"_s, u"Tenant"_s, CellKind::Text, 100, false, 1}};
    descriptor.filters = {
        {u"state"_s, u"State"_s, collection::FilterType::Choice, {u"open"_s, u"reenqueued"_s}},
        {u"tries"_s, u"Tries"_s, collection::FilterType::Number, {}},
        {u"kind"_s, u"Kind"_s, collection::FilterType::Text, {}},
        {u"created_at"_s, u"Created"_s, collection::FilterType::Time, {}}};
    descriptor.detailTabs = {u"summary"_s};
    collection::Action action;
    action.id = u"reenqueue"_s;
    action.title = u"Re-enqueue"_s;
    action.shortcut = u"E"_s;
    action.endpoint = u"dlq/{id}/reenqueue"_s;
    action.capability = u"reenqueue"_s;
    action.stateColumn = u"state"_s;
    action.enabledStates = {u"open"_s};
    action.disabledReason = u"Only an open letter can be re-enqueued."_s;
    action.exceptColumn = u"tenant"_s;
    action.exceptValue = u"globex"_s;
    action.exceptReason = u"Theirs are left alone."_s;
    action.defaultReason = u"re-enqueued in the console"_s;
    action.advances = true;
    collection::Action discard = action;
    discard.id = u"discard"_s;
    discard.title = u"Discard…"_s;
    discard.shortcut = u"X"_s;
    discard.endpoint = u"dlq/{id}/discard"_s;
    discard.capability = u"discard"_s;
    discard.isDestructive = true;
    discard.asksReason = true;
    descriptor.actions = {action, discard};
    descriptor.emptyTitle = u"No letters"_s;
    return descriptor;
}

} // namespace gatehouse::test
