#pragma once

#include "models/collection/source.h"

#include <QDialog>
#include <QVariantMap>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace gatehouse::widgets {
class Segmented;
}

namespace gatehouse::ui {

/// Asks what of a list is exported, how and to which file. Window-modal; open it with open();
/// deletes itself.
///
/// Object names: exportDialog; exportWhat, exportRows, exportFormat, exportColumns, exportAll,
/// exportNone, exportBodies, exportFile, exportBrowse, exportFiles (the file dialog),
/// exportProblem, confirmExport, cancelExport.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    /// `what` says which rows; `offersBodies`: whether there are any to ask for.
    ExportDialog(const collection::Descriptor &descriptor, const QString &what, bool offersBodies,
                 QWidget *parent);

    /// Offers the selected rows, and takes them unless it is told otherwise; not fewer than two,
    /// which is a row that is only looked at.
    void offerSelection(int rows);
    /// As state() gave it before; what it does not know stays as it is.
    void setState(const QVariantMap &state);
    /// All but the file's name, and the folder that it is in.
    QVariantMap state() const;

    collection::ExportFormat format() const;
    bool isOfSelection() const;
    QStringList columns() const;
    bool withBodies() const;
    QString fileName() const; ///< absolute

private:
    void addFormat(QVBoxLayout *layout);
    void addColumns(QVBoxLayout *layout);
    void addFile(QVBoxLayout *layout);
    void browse();
    void tickAll(bool ticked);
    void setFormat(int position);
    void updateConfirm();
    QString problem() const;

    collection::Descriptor m_descriptor;
    QLabel *m_what = nullptr;
    widgets::Segmented *m_rows = nullptr; ///< nullptr: nothing to choose
    widgets::Segmented *m_format = nullptr;
    QListWidget *m_columns = nullptr;
    QCheckBox *m_bodies = nullptr; ///< nullptr: not offered
    QLineEdit *m_file = nullptr;
    QLabel *m_problem = nullptr;
    QPushButton *m_confirm = nullptr;
};

} // namespace gatehouse::ui
