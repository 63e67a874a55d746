#pragma once

#include "models/deadletters/payloadedit.h"
#include "ui/collection/actiondialog.h"
#include "ui/widgets/dropguard.h"

#include <QTimer>

#include <functional>

class QLabel;
class QPlainTextEdit;

namespace gatehouse::widgets {
class NoticeStrip;
class Segmented;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

class DifferenceTable;

/// A dead letter's payload in an editor, as a document or as a JSON patch, with what is wrong in it
/// and what it changes below, while it is typed. Stays open until the gateway has taken it: what it
/// refuses is said above the editor. Window-modal; open it with open(); deletes itself.
///
/// Object names: those of ActionDialog, and letterEditor, editMode, editProblem, editChanges,
/// editNotice.
class LetterEditDialog final : public ActionDialog
{
    Q_OBJECT

public:
    LetterEditDialog(const deadletters::LetterPayload &payload, const QString &subject,
                     const Environment &environment, QWidget *parent);

    /// The gateway did not take it.
    void refuse(const QString &title, const QString &text);
    /// It did: closes.
    void taken();

    void accept() override; ///< asks to send
    /// What was changed is dropped when it is asked for twice.
    void reject() override;

signals:
    /// `patch` of the payload as it was shown.
    void wanted(const QString &patch, const QString &reason);

private:
    void addEditor();
    void addFindings();
    void changeMode(int mode);
    void edited();
    void judge();
    void show(const deadletters::JudgedEdit &judged);
    deadletters::EditMode mode() const;

    deadletters::LetterPayload m_payload;
    widgets::NoticeStrip *m_notice;
    widgets::Segmented *m_mode = nullptr;
    QPlainTextEdit *m_editor = nullptr;
    QLabel *m_problem = nullptr;
    DifferenceTable *m_changes = nullptr;
    QTimer m_delay; ///< it is typed letter by letter
    deadletters::EditMode m_shown = deadletters::EditMode::Document;
    QString m_otherText; ///< of the mode that is not shown
    QString m_patch; ///< what would be sent; empty: nothing can
    int m_judging = 0; ///< what was judged before it changed comes too late
    bool m_isSending = false;
    widgets::DropGuard m_dropGuard;
};

} // namespace gatehouse::ui
