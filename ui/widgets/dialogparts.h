#pragma once

class QBoxLayout;
class QDialog;
class QLabel;
class QPushButton;
class QString;
class QWidget;

/// What the dialogs that ask for something have in common.
namespace gatehouse::widgets {

/// Window-modal, deletes itself, and is no narrower than that; as high as its texts need.
void setUpDialog(QDialog *dialog, int narrowest);

/// Plain text, in bold, as wide as the dialog.
QLabel *makeDialogHeading(const QString &text, QWidget *parent);

/// Cancel, and behind it the button that accepts, which is given: "cancel<what>" and
/// "confirm<what>" by name. Only a default button is pressed by Enter.
QPushButton *addDialogButtons(QDialog *dialog, QBoxLayout *layout, const QString &what,
                              const QString &confirmText, bool isDefault = true);

} // namespace gatehouse::widgets
