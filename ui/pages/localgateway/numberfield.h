#pragma once

#include <QSpinBox>

namespace gatehouse::ui {

/// A small field for a whole number with its unit behind it. It changes when the number was written
/// to its end (Enter, or the focus goes), not with each digit, nor by a wheel that passes over it.
QSpinBox *makeNumberField(const QString &name, const QString &unit, int low, int high,
                          QWidget *parent);

} // namespace gatehouse::ui
