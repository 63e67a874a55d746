#pragma once

#include "ui/widgets/noticestrip.h"

#include <QWidget>

class QLabel;
class QProgressBar;

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

    /// `total` zero: not known, so the bar only moves. Plain text.
    void showProgress(const QString &text, qint64 done = 0, qint64 total = 0);
    /// What came of it; further buttons may be added to the strip that is given back.
    widgets::NoticeStrip *showEnd(widgets::NoticeKind kind, const QString &title,
                                  const QString &text = {}, const QString &detail = {});
    void dismiss();

signals:
    void stopRequested();

private:
    QWidget *makeRow();

    QString m_name;
    QLabel *m_text = nullptr;
    QProgressBar *m_bar = nullptr;
    QWidget *m_row;
    widgets::NoticeStrip *m_notice;
};

} // namespace gatehouse::ui
