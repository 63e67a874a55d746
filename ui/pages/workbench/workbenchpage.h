#pragma once

#include "services/capture/capturedrequest.h"
#include "services/core/clock.h"
#include "services/core/result.h"
#include "ui/pages/tabs/detailreader.h"
#include "ui/shell/page.h"

#include <QFuture>

#include <vector>

class QPushButton;
class QStackedWidget;

namespace gatehouse::widgets {
class EmptyState;
class WaitBar;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

class MessageForm;
class SignatureReport;

/// Why does this signature not match? A message from a curl command, a .har file or an event, a
/// secret, and the gateway's own explanation, made on this machine: nothing is sent anywhere, and
/// what is typed is kept in memory only.
///
/// Keys: Ctrl+Return checks, Ctrl+O opens a file; files and texts may be dropped. Object names:
/// workbenchPaste, workbenchOpen, workbenchClear, workbenchCheck, workbenchEmpty; see MessageForm,
/// SignatureReport.
class WorkbenchPage final : public Page
{
    Q_OBJECT

public:
    /// The clock outlives it.
    explicit WorkbenchPage(const Clock &clock, QWidget *parent = nullptr);
    ~WorkbenchPage() override;

    QString title() const override;
    void activate() override;
    QList<QAction *> pageActions() const override { return m_actions; }

    /// The message of an event, in place of what is there. The secret stays.
    void load(const QString &source, const EventPayload &message);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    using Captured = Result<std::vector<capture::CapturedRequest>>;

    QWidget *makeHead();
    QWidget *makeForm();
    QWidget *makeAnswer();
    QPushButton *addButton(const QString &name, const QString &text, const QString &iconName,
                           const QKeySequence &keys, void (WorkbenchPage::*slot)());
    void paste();
    void chooseFile();
    void clear();
    void check();
    void take(const QFuture<Captured> &reading);
    void showProblem(const QString &title, const Error &error);
    void showAnswer(const Result<QString> &explanation);

    const Clock &m_clock;
    QList<QAction *> m_actions;
    QFuture<Captured> m_reading;
    QFuture<Result<QString>> m_checking;
    widgets::WaitBar *m_waitBar;
    MessageForm *m_form;
    QStackedWidget *m_answer = nullptr;
    SignatureReport *m_report = nullptr;
};

} // namespace gatehouse::ui
