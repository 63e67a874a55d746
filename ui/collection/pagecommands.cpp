#include "ui/collection/pagecommands.h"

#include "ui/shell/page.h"

#include <QShortcut>

namespace gatehouse::ui {

void PageCommands::addKey(const QString &text, const QKeySequence &keys)
{
    QAction *action = add(text);
    action->setProperty(kKeyOnly, true);
    action->setProperty(kShownKeys, keys.toString());
}

QAction *PageCommands::add(const QString &text, const QKeySequence &keys)
{
    auto *command = new QAction(text, m_page);
    m_all.append(command);
    if (keys.isEmpty())
        return command;
    command->setProperty(kShownKeys, keys.toString());
    auto *shortcut = new QShortcut(keys, m_page);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    QObject::connect(shortcut, &QShortcut::activated, command, &QAction::trigger);
    return command;
}

} // namespace gatehouse::ui
