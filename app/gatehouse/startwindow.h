#pragma once

#include "services/core/error.h"

#include <QWidget>

class QLabel;

namespace gatehouse::widgets {
class NoticeStrip;
class WaitBar;
} // namespace gatehouse::widgets

namespace gatehouse::app {

/// What is seen until the gateway can be reached: the step it is at, or why it cannot be and what
/// to do. Object names: startStep, startNotice, startRetry, startCopy.
class StartWindow : public QWidget
{
    Q_OBJECT

public:
    explicit StartWindow(QWidget *parent = nullptr);

    void showStep(const QString &step);
    void showError(const Error &error);

signals:
    void retryRequested();

private:
    QLabel *m_step;
    widgets::WaitBar *m_wait;
    widgets::NoticeStrip *m_notice;
};

} // namespace gatehouse::app
