#include "ui/shell/commandlist.h"

#include "ui/shell/page.h"

namespace gatehouse::ui {

namespace {

QKeySequence keysOf(const QAction *action)
{
    const QVariant shown = action->property(kShownKeys);
    return shown.isValid() ? QKeySequence(shown.toString()) : action->shortcut();
}

/// A lone letter as it is typed: "e", not "E", which would be with Shift.
QString keyText(const QKeySequence &keys, QKeySequence::SequenceFormat format)
{
    const QString text = keys.toString(format);
    return text.size() == 1 ? text.toLower() : text;
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
        command.shortcut = keyText(keysOf(action), QKeySequence::NativeText);
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
            section.keys.append(
                {keyText(keysOf(action), QKeySequence::PortableText), action->iconText()});
    }
    return section;
}

} // namespace gatehouse::ui
