#pragma once

class QLineEdit;
class QString;
class QToolButton;

namespace gatehouse::widgets {

/// Shows what is typed into a field of dots for as long as it is down; belongs to the field's
/// parent. `label` is the field's, for who cannot see which one it is.
QToolButton *makeRevealButton(QLineEdit *field, const QString &label);

} // namespace gatehouse::widgets
