#pragma once

#include "ui/shell/commandpalette.h"
#include "ui/shell/shortcutoverview.h"

#include <QAction>

namespace gatehouse::ui {

/// The actions as lines of the palette; those for the keyboard alone (kKeyOnly) and invisible ones
/// are left out. A
/// disabled action's status tip says why.
QList<Command> commandsOf(const QString &section, const QList<QAction *> &actions);

/// The actions that have keys, as a section of the overview.
ShortcutSection shortcutsOf(const QString &title, const QList<QAction *> &actions);

} // namespace gatehouse::ui
