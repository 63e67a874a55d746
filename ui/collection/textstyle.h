#pragma once

#include "models/collection/celltext.h"
#include "services/core/clock.h"

namespace gatehouse::ui {

/// How values are written now, here.
collection::TextStyle textStyle(const Clock &clock);

} // namespace gatehouse::ui
