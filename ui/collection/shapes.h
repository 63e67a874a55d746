#pragma once

#include "models/collection/statuswords.h"
#include "ui/widgets/statusshape.h"

namespace gatehouse::ui {

/// The shape that is painted for a status word of the views.
widgets::StatusShape paintedShape(QStringView word);

} // namespace gatehouse::ui
