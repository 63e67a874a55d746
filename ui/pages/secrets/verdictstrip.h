#pragma once

#include "models/secrets/rotationwords.h"

namespace gatehouse::widgets {
class NoticeStrip;
}

namespace gatehouse::ui {

/// Shows whether the former one can be retired; without a title nothing. Not said again while it
/// stays the same: assistive technology reads each one aloud.
void showVerdict(widgets::NoticeStrip &strip, const secrets::VerdictWords &words);

} // namespace gatehouse::ui
