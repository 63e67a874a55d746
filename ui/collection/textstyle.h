#pragma once

#include "models/collection/celltext.h"
#include "services/core/clock.h"
#include "ui/widgets/displayoptions.h"

namespace gatehouse::ui {

/// How values are written now, here.
collection::TextStyle textStyle(const Clock &clock, const widgets::DisplayOptions &display);

} // namespace gatehouse::ui
