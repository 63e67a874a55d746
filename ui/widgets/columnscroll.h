#pragma once

class QScrollArea;
class QString;
class QWidget;

namespace gatehouse::widgets {

/// A frameless area that is as wide as there is room and scrolls `content` up and down only.
QScrollArea *makeColumnScroll(QWidget *content, const QString &accessibleName, QWidget *parent);

} // namespace gatehouse::widgets
