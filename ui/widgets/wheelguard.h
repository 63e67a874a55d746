#pragma once

class QWidget;

namespace gatehouse::widgets {

/// For a field inside a scroll area whose change acts at once: the wheel reaches it only while it
/// has the focus, and gives it none. Otherwise what is around it scrolls.
void guardFromWheel(QWidget *field);

} // namespace gatehouse::widgets
