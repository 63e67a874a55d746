#pragma once

#include "models/tasks/tasklist.h"
#include "services/core/error.h"
#include "ui/widgets/noticestrip.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QLabel;
class QHBoxLayout;
class QProgressBar;
class QPushButton;

namespace gatehouse::ui {

/// Something that takes a while, above a page's content: a line with a bar and a way to stop while
/// it runs, then what came of it, until that is dismissed. Hidden while there is nothing to say.
///
/// Object names, for a strip called "export": exportProgress, exportStop, exportNotice,
/// exportDismiss.
class TaskStrip : public QWidget
{
    Q_OBJECT

public:
    explicit TaskStrip(const QString &name, QWidget *parent = nullptr);
    ~TaskStrip() override; ///< what is not done by then was stopped

    /// What is shown from now on, to its end, is of a task of that list, too; nullptr: of none.
    /// `title`: "Exporting events".
    /// The task, or nullptr.
    tasks::Task *begin(tasks::TaskList *tasks, const QString &title, const QString &icon);
    /// Another button while it runs, before Stop; the caller connects it.
    QPushButton *addRunButton(const QString &name);
    /// Where what came of it can be looked at; between begin() and the end.
    void setOpener(const tasks::Task::Opener &opener);

    /// `total` zero: not known, so the bar only moves. Plain text.
    void showProgress(const QString &text, qint64 done = 0, qint64 total = 0);
    using AddButtons = std::function<void(widgets::NoticeStrip &strip)>;
    /// What came of it. `addButtons` adds those for the next step, before Dismiss.
    void showEnd(widgets::NoticeKind kind, const QString &title, const QString &text = {},
                 const AddButtons &addButtons = {});
    /// The same of an error, with a button that copies its details.
    void showFailure(const QString &title, const Error &error);
    void dismiss();

signals:
    void stopRequested();

private:
    QWidget *makeRow();

    QString m_name;
    QPointer<tasks::Task> m_task; ///< nullptr: none runs
    QHBoxLayout *m_line = nullptr;
    QLabel *m_text = nullptr;
    QProgressBar *m_bar = nullptr;
    QWidget *m_row;
    widgets::NoticeStrip *m_notice;
};

} // namespace gatehouse::ui
