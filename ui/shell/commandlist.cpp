#include "ui/shell/commandlist.h"

#include "ui/shell/page.h"

namespace gatehouse::ui {

namespace {

QKeySequence keysOf(const QAction *action)
{
    const QVariant shown = action->property(kShownKeys);
    return shown.isValid() ? QKeySequence(shown.toString()) : action->shortcut();
}

} // namespace

QList<Command> commandsOf(const QString &section, const QList<QAction *> &actions)
{
    QList<Command> commands;
    for (QAction *action : actions) {
        if (action->property(kKeyOnly).toBool() || !action->isVisible())
            continue;
        Command command;
        command.section = section;
        command.title = action->iconText();
        command.hint = action->isEnabled() ? QString() : action->statusTip();
        command.shortcut = keysOf(action).toString(QKeySequence::NativeText);
        command.icon = action->icon();
        command.isEnabled = action->isEnabled();
        command.run = [action = QPointer<QAction>(action)] {
            if (action)
                action->trigger();
        };
        commands.append(command);
    }
    return commands;
}

ShortcutSection shortcutsOf(const QString &title, const QList<QAction *> &actions)
{
    ShortcutSection section{title, {}};
    for (const QAction *action : actions) {
        if (!keysOf(action).isEmpty())
            section.keys.append({keysOf(action).toString(), action->iconText()});
    }
    return section;
}

} // namespace gatehouse::ui
