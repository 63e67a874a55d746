#include "ui/pages/deadletters/lettereditdialog.h"

#include "services/core/inpool.h"
#include "services/core/whendone.h"
#include "ui/pages/compare/differencetable.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QTextBlock>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using deadletters::EditMode;
using deadletters::JudgedEdit;

namespace {

constexpr std::chrono::milliseconds typingPause{200};
constexpr int widestEdit = 760; // px
constexpr int editorHeight = 260;
constexpr int changesHeight = 140;

/// In production it asks for the environment's name, as what destroys does.
collection::Action editAction()
{
    collection::Action action = askingReason(LetterEditDialog::tr("Edit and retry…"));
    action.asksEnvironment = true;
    return action;
}

} // namespace

LetterEditDialog::LetterEditDialog(const deadletters::LetterPayload &payload,
                                   const QString &subject, const Environment &environment,
                                   QWidget *parent)
    : ActionDialog(editAction(), tr("dead letter"), subject, environment, parent)
    , m_payload(payload)
    , m_notice(new widgets::NoticeStrip(this))
    , m_dropGuard(*m_notice)
{
    setMinimumWidth(widestEdit);
    setQuestion(
        tr("Edit this payload and retry in %1?").arg(widgets::visibleText(environment.title())),
        widgets::visibleText(subject));
    setConfirm(tr("Retry with this payload"), false);
    addText(tr("What was received is kept. The job goes on with the same idempotency key."));
    if (!payload.maskedFields.isEmpty())
        addText(tr("Masked values (%1) stay as they are, unless you write others.")
                    .arg(payload.maskedFields.size()));
    if (!payload.lastEdit.isEmpty())
        addText(tr("Changed before (%1), at last by %2").arg(payload.edits).arg(payload.lastEdit));
    m_notice->setObjectName(u"editNotice"_s);
    addField({}, m_notice);
    addEditor();
    addFindings();
    m_delay.setSingleShot(true);
    m_delay.setInterval(typingPause);
    connect(&m_delay, &QTimer::timeout, this, &LetterEditDialog::judge);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &LetterEditDialog::edited);
    judge();
    m_editor->setFocus();
}

void LetterEditDialog::addEditor()
{
    m_mode = new widgets::Segmented(tr("What you write"), {tr("Document"), tr("JSON patch")}, this);
    m_mode->setObjectName(u"editMode"_s);
    connect(m_mode, &widgets::Segmented::chosen, this, &LetterEditDialog::changeMode);
    addField({}, m_mode);
    m_editor = new QPlainTextEdit(this);
    m_editor->setObjectName(u"letterEditor"_s);
    m_editor->setAccessibleName(tr("Payload"));
    m_editor->setFont(widgets::monoFont());
    m_editor->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_editor->setLayoutDirection(Qt::LeftToRight);
    m_editor->setTabChangesFocus(true);
    m_editor->setMinimumHeight(editorHeight);
    m_editor->setPlainText(m_payload.text);
    addField({}, m_editor);
}

void LetterEditDialog::addFindings()
{
    m_problem = new QLabel(this);
    m_problem->setObjectName(u"editProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    addField({}, m_problem);
    m_changes = new DifferenceTable(this);
    m_changes->setObjectName(u"editChanges"_s);
    m_changes->setTitles(tr("Now"), tr("With this edit"));
    m_changes->setPlaceholder(tr("Nothing is changed yet."));
    m_changes->setFixedHeight(changesHeight);
    addField({}, m_changes);
}

EditMode LetterEditDialog::mode() const
{
    return m_mode->current() == 0 ? EditMode::Document : EditMode::Patch;
}

/// Each keeps its own text. A document that can be sent becomes the patch.
void LetterEditDialog::changeMode(int)
{
    const EditMode wanted = mode();
    if (wanted == m_shown)
        return;
    QString next = std::exchange(m_otherText, m_editor->toPlainText());
    m_shown = wanted;
    if (wanted == EditMode::Patch && (next.isEmpty() || !m_patch.isEmpty()))
        next = deadletters::readablePatch(m_patch);
    m_editor->setPlainText(next);
}

void LetterEditDialog::edited()
{
    ++m_judging;
    m_dropGuard.setChanged();
    m_patch.clear();
    setReady(false);
    m_delay.start();
}

void LetterEditDialog::judge()
{
    const int judging = ++m_judging;
    whenDone(inPool<JudgedEdit>([payload = m_payload, text = m_editor->toPlainText(),
                                 mode = mode()]() -> Result<JudgedEdit> {
                 return deadletters::judgedEdit(payload, text, mode);
             }),
             this, [this, judging](const Result<JudgedEdit> &judged) {
                 if (judged && judging == m_judging)
                     show(*judged);
             });
}

void LetterEditDialog::show(const JudgedEdit &judged)
{
    m_patch = judged.problem.isEmpty() ? judged.patch : QString();
    m_problem->setText(judged.problem.isEmpty() && !m_patch.isEmpty() ? tr("This can be sent.")
                                                                      : judged.problem);
    m_problem->setForegroundRole(judged.problem.isEmpty() ? QPalette::PlaceholderText
                                                          : QPalette::WindowText);
    m_changes->setComparison(judged.comparison);
    QList<QTextEdit::ExtraSelection> marks;
    if (judged.line > 0) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(m_editor->document()->findBlockByNumber(judged.line - 1));
        mark.format.setBackground(widgets::Theme::of(this).failed.tint);
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks += mark;
    }
    m_editor->setExtraSelections(marks);
    setReady(!m_patch.isEmpty() && !m_isSending);
}

void LetterEditDialog::accept()
{
    if (m_patch.isEmpty() || m_isSending)
        return;
    m_isSending = true;
    setReady(false);
    m_editor->setReadOnly(true);
    m_mode->setEnabled(false);
    m_notice->dismiss();
    emit wanted(m_patch, reason());
}

void LetterEditDialog::refuse(const QString &title, const QString &text)
{
    m_isSending = false;
    m_editor->setReadOnly(false);
    m_mode->setEnabled(true);
    m_notice->showNotice(widgets::NoticeKind::Error, title, text);
    setReady(!m_patch.isEmpty());
}

void LetterEditDialog::taken()
{
    ActionDialog::accept();
}

/// What is on its way comes back to an open dialog.
void LetterEditDialog::reject()
{
    if (m_isSending)
        return;
    const bool isChanged = !m_patch.isEmpty() || m_editor->document()->isModified();
    if (!isChanged || m_dropGuard.mayDrop(tr("Your edit was not sent")))
        ActionDialog::reject();
}

} // namespace gatehouse::ui
