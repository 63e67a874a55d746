#include "ui/collection/actionflow.h"

#include "ui/collection/actionbar.h"
#include "ui/collection/actiondialog.h"
#include "ui/collection/availability.h"
#include "ui/collection/noticeboard.h"

namespace gatehouse::ui {

using collection::Action;
using widgets::NoticeKind;

ActionFlow::ActionFlow(const collection::Descriptor &descriptor, const CollectionServices &services,
                       ActionBar *bar, NoticeBoard *board, QWidget *parent)
    : QObject(parent)
    , m_descriptor(descriptor)
    , m_services(services)
    , m_bar(bar)
    , m_board(board)
    , m_page(parent)
    , m_runner(services.api)
{
    connect(bar, &ActionBar::triggered, this, &ActionFlow::trigger);
    connect(&m_runner, &ActionRunner::runningChanged, this, &ActionFlow::updateAvailability);
    connect(&m_runner, &ActionRunner::done, this, [this](const Action &action, const Uuid &row) {
        const auto subject = m_subjects.extract(row);
        const QString name = subject ? subject.mapped() + QStringLiteral(": ") : QString();
        m_board->say(NoticeKind::Success, name + outcomeText(action));
        emit done(action, row);
    });
    connect(&m_runner, &ActionRunner::failed, this,
            [this](const Action &action, const Uuid &row, const Error &error) {
                m_subjects.erase(row);
                sayFailure(action, error);
                emit refused();
            });
    updateAvailability();
}

void ActionFlow::setRow(const std::optional<collection::Row> &row)
{
    m_row = row;
    updateAvailability();
}

void ActionFlow::updateAvailability()
{
    for (const Action &action : std::as_const(m_descriptor.actions))
        m_bar->setAvailability(action.id, whyNot(action));
}

QString ActionFlow::whyNot(const Action &action) const
{
    if (!m_row)
        return tr("Select a row first.");
    if (m_runner.isRunning(m_row->key.id))
        return tr("The gateway has not answered yet.");
    return whyUnavailable(action, RowValues(m_descriptor, *m_row), m_services.actor());
}

void ActionFlow::trigger(const QString &actionId)
{
    const auto action =
        std::find_if(m_descriptor.actions.cbegin(), m_descriptor.actions.cend(),
                     [&](const Action &candidate) { return candidate.id == actionId; });
    if (action == m_descriptor.actions.cend())
        return;
    if (const QString reason = whyNot(*action); !reason.isEmpty()) {
        m_board->say(NoticeKind::Warning, tr("%1 is not possible here").arg(action->title), reason);
        return;
    }
    if (action->isDestructive || action->asksReason)
        ask(*action);
    else
        run(*action, *m_row, action->defaultReason);
}

bool ActionFlow::press(const QKeySequence &key)
{
    const auto action = std::find_if(
        m_descriptor.actions.cbegin(), m_descriptor.actions.cend(), [&](const Action &each) {
            return !each.shortcut.isEmpty() && QKeySequence(each.shortcut) == key;
        });
    if (action != m_descriptor.actions.cend())
        trigger(action->id);
    return action != m_descriptor.actions.cend();
}

void ActionFlow::run(const Action &action, const collection::Row &row, const QString &reason)
{
    m_subjects.insert_or_assign(row.key.id, RowValues(m_descriptor, row).headline());
    m_runner.run(action, row.key.id, reason);
}

void ActionFlow::ask(const Action &action)
{
    const RowValues values(m_descriptor, *m_row);
    const QString subject =
        QStringList{values.headline(), values.subtitle(), values.id()}.join(QStringLiteral(", "));
    auto *dialog =
        new ActionDialog(action, m_descriptor.singular, subject, m_services.environment(), m_page);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, action, row = *m_row] { run(action, row, dialog->reason()); });
    dialog->open();
}

void ActionFlow::sayFailure(const Action &action, const Error &error)
{
    QString title = action.title;
    title.remove(u'…');
    m_board->say(NoticeKind::Error, tr("%1 failed").arg(title), error.message, errorDetails(error));
}

} // namespace gatehouse::ui
