#pragma once

#include "services/replay/preparation.h"
#include "ui/widgets/dropguard.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace gatehouse::widgets {
class NoticeStrip;
}

namespace gatehouse::ui {

/// Which headers are left out and added, and a JSON patch of every payload. What is wrong in it is
/// said while it is typed. Window-modal; open it with open(); deletes itself.
///
/// Object names: changesDialog, droppedHeaders, addedHeaders, payloadPatch, changesProblem,
/// changesNotice, cancelChanges, confirmChanges.
class ChangesDialog final : public QDialog
{
    Q_OBJECT

public:
    ChangesDialog(const replay::Preparation &known, QWidget *parent);

    /// What is known with these changes; Invalid says what is wrong in them.
    Result<replay::Preparation> preparation() const;

    /// What was typed is dropped when it is asked for twice.
    void reject() override;

private:
    QPlainTextEdit *addText(QVBoxLayout *layout, const QString &label, const QString &name,
                            const QString &text, int lines);
    void check();
    bool isChanged() const;

    replay::Preparation m_known;
    widgets::NoticeStrip *m_notice;
    widgets::DropGuard m_dropGuard;
    QPlainTextEdit *m_dropped;
    QPlainTextEdit *m_added;
    QPlainTextEdit *m_patch;
    QLabel *m_problem;
    QPushButton *m_confirm;
};

/// "2 headers added, 1 left out, a JSON patch"; empty: nothing is changed.
QString changesText(const replay::Preparation &preparation);

} // namespace gatehouse::ui
