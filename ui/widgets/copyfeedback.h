#pragma once

#include <QString>

#include <chrono>

class QAbstractButton;

namespace gatehouse::widgets {

/// Copies the text, and says so where the hand is: a check for two seconds in place of the button's
/// icon, and "Copied" beside it. Nothing moves.
void copyFrom(QAbstractButton *button, const QString &text);

/// The same with a secret: clipboard managers are asked not to remember it, and it leaves the
/// clipboard after `keptFor`, unless something else was copied meanwhile.
void copySecretFrom(QAbstractButton *button, const QString &secret,
                    std::chrono::milliseconds keptFor = std::chrono::seconds(30));

} // namespace gatehouse::widgets
