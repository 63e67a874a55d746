#pragma once

#include "services/core/error.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace gatehouse::widgets {
class NoticeStrip;
class WaitBar;
} // namespace gatehouse::widgets

namespace gatehouse::app {

/// What is seen until the gateway can be reached: the step it is at, or why it cannot be and what
/// to do; and the question for the passphrase of the stored secrets. Object names: startStep,
/// startNotice, startRetry, startCopy, startConnections, startPassphrase, startUnlock.
class StartWindow : public QWidget
{
    Q_OBJECT

public:
    explicit StartWindow(QWidget *parent = nullptr);

    void showStep(const QString &step);
    void showError(const Error &error);
    void askPassphrase();

signals:
    void retryRequested();
    void passphraseGiven(const QString &passphrase);
    void connectionsRequested();

private:
    QWidget *makeQuestion();
    void givePassphrase();

    QLabel *m_step;
    widgets::WaitBar *m_wait;
    widgets::NoticeStrip *m_notice;
    QWidget *m_question = nullptr;
    QLineEdit *m_passphrase = nullptr;
};

} // namespace gatehouse::app
