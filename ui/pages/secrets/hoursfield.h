#pragma once

#include <QSpinBox>

namespace gatehouse::ui {

/// How long two secrets are valid at once: hours, up to 7 days, 24 at first. Object name:
/// overlapField.
QSpinBox *makeHoursField(int low, QWidget *parent);

} // namespace gatehouse::ui
