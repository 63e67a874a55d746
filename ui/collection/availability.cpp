#include "ui/collection/availability.h"

#include <QCoreApplication>

namespace gatehouse::ui {

namespace {

struct AvailabilityText
{
    Q_DECLARE_TR_FUNCTIONS(AvailabilityText)
};

} // namespace

QString whyUnavailable(const collection::Action &action, const RowValues &row,
                       const std::optional<Whoami> &actor)
{
    if (!actor)
        return AvailabilityText::tr("The gateway has not said yet what you may do.");
    if (!action.capability.isEmpty() && !actor->capabilities.contains(action.capability)) {
        return AvailabilityText::tr("%1 may not do this: the role %2 lacks the capability %3.")
            .arg(actor->actor, actor->role, action.capability);
    }
    if (!action.exceptColumn.isEmpty() && row.text(action.exceptColumn) == action.exceptValue)
        return action.exceptReason;
    if (action.enabledStates.isEmpty()
        || action.enabledStates.contains(row.text(action.stateColumn)))
        return {};
    return action.disabledReason.isEmpty()
        ? AvailabilityText::tr("This is not possible while it is %1.")
              .arg(row.text(action.stateColumn))
        : action.disabledReason;
}

QString whyUnavailable(const QString &capability, const std::optional<Whoami> &actor)
{
    collection::Action action;
    action.capability = capability;
    const collection::Descriptor none;
    const collection::Row row;
    return whyUnavailable(action, RowValues(none, row), actor);
}

} // namespace gatehouse::ui
