#pragma once

#include <QString>

class QAbstractButton;

namespace gatehouse::widgets {

/// Copies the text, and says so where the hand is: a check for two seconds in place of the button's
/// icon, and "Copied" beside it. Nothing moves.
void copyFrom(QAbstractButton *button, const QString &text);

} // namespace gatehouse::widgets
