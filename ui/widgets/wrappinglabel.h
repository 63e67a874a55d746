#pragma once

class QLabel;
class QString;
class QWidget;

namespace gatehouse::widgets {

/// Shows exactly this text, on as many lines as it takes. What is foreign goes through visibleText
/// first.
QLabel *makeWrappingLabel(const QString &text, QWidget *parent);

} // namespace gatehouse::widgets
