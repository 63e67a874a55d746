#pragma once

#include "ui/widgets/theme.h"

#include <QIcon>

namespace gatehouse::widgets {

/// Where Breeze is looked for, and Breeze or Breeze Dark. applyTheme does it.
void useIconTheme(Scheme scheme);

/// A Breeze icon by its freedesktop name ("view-refresh", "edit-copy"), drawn in one colour: the
/// application's text colour at the time of painting, muted when disabled. So one icon serves both
/// schemes and follows a change. A name the theme does not have gives a null icon.
QIcon icon(const QString &name);

/// The same in a colour that stays (the text on an environment's block).
QIcon icon(const QString &name, const QColor &colour);

/// Every opaque pixel in `colour`, its alpha kept.
QPixmap tinted(const QPixmap &pixmap, const QColor &colour);

} // namespace gatehouse::widgets
