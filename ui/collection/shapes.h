#pragma once

#include "models/collection/statuswords.h"
#include "ui/widgets/statusshape.h"

#include <QIcon>

namespace gatehouse::ui {

/// The shape that is painted for a status word of the views.
widgets::StatusShape paintedShape(QStringView word);

/// That shape in its colour, 14 px wide, for buttons and check boxes of `widget`.
QIcon shapeIcon(QStringView word, const QWidget *widget);

} // namespace gatehouse::ui
