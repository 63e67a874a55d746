#include "app/gatehouse/startwindow.h"

#include "ui/widgets/copyfeedback.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/waitbar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace gatehouse::app {

namespace {

constexpr int margin = 24;
constexpr int longestPassphrase = 1024;

QLabel *titleLabel(QWidget *parent)
{
    auto *title = new QLabel(QStringLiteral("Gatehouse"), parent);
    QFont font = title->font();
    font.setPixelSize(24);
    title->setFont(font);
    title->setTextFormat(Qt::PlainText);
    return title;
}

} // namespace

StartWindow::StartWindow(QWidget *parent)
    : QWidget(parent)
    , m_step(new QLabel(this))
    , m_wait(new widgets::WaitBar(this))
    , m_notice(new widgets::NoticeStrip(this))
{
    setWindowTitle(tr("Starting – Gatehouse"));
    resize(560, 200);
    m_step->setObjectName(QStringLiteral("startStep"));
    m_step->setTextFormat(Qt::PlainText);
    m_notice->setObjectName(QStringLiteral("startNotice"));
    m_notice->setNarrow(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->addWidget(titleLabel(this));
    layout->addWidget(m_step);
    layout->addWidget(m_wait);
    layout->addWidget(m_notice);
    layout->addWidget(makeQuestion());
    layout->addStretch();
    auto *connections = new QPushButton(tr("Connections…"), this);
    connections->setObjectName(QStringLiteral("startConnections"));
    connect(connections, &QPushButton::clicked, this, &StartWindow::connectionsRequested);
    layout->addWidget(connections, 0, Qt::AlignRight);
}

QWidget *StartWindow::makeQuestion()
{
    m_question = new QWidget(this);
    m_passphrase = new QLineEdit(m_question);
    m_passphrase->setObjectName(QStringLiteral("startPassphrase"));
    m_passphrase->setAccessibleName(tr("Passphrase of the secrets"));
    m_passphrase->setPlaceholderText(m_passphrase->accessibleName());
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_passphrase->setMaxLength(longestPassphrase);
    auto *unlock = new QPushButton(tr("Unlock"), m_question);
    unlock->setObjectName(QStringLiteral("startUnlock"));
    connect(unlock, &QPushButton::clicked, this, &StartWindow::givePassphrase);
    connect(m_passphrase, &QLineEdit::returnPressed, this, &StartWindow::givePassphrase);
    auto *row = new QHBoxLayout(m_question);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_passphrase, 1);
    row->addWidget(unlock);
    m_question->hide();
    return m_question;
}

void StartWindow::askPassphrase()
{
    m_notice->dismiss();
    m_step->setText(tr("The secrets of the connections are sealed."));
    m_wait->setWaiting(false);
    m_question->show();
    m_passphrase->setFocus();
}

void StartWindow::givePassphrase()
{
    const QString passphrase = m_passphrase->text();
    m_passphrase->clear();
    if (passphrase.isEmpty())
        return;
    m_question->hide();
    showStep(tr("Unlocking the secrets"));
    emit passphraseGiven(passphrase);
}

void StartWindow::showStep(const QString &step)
{
    m_notice->dismiss();
    m_step->setText(step + QStringLiteral(" …"));
    m_wait->setWaiting(true);
}

void StartWindow::showError(const Error &error)
{
    m_step->setText(tr("The console could not start."));
    m_question->hide();
    m_wait->setWaiting(false);
    m_notice->showNotice(widgets::NoticeKind::Error, error.message);
    QPushButton *retry = m_notice->addButton(tr("Try again"), QStringLiteral("view-refresh"));
    retry->setObjectName(QStringLiteral("startRetry"));
    connect(retry, &QPushButton::clicked, this, &StartWindow::retryRequested);
    QPushButton *copy = m_notice->addButton(tr("Copy details"), QStringLiteral("edit-copy"));
    copy->setObjectName(QStringLiteral("startCopy"));
    connect(copy, &QPushButton::clicked, this,
            [copy, error] { widgets::copyFrom(copy, error.message + u'\n' + error.detail); });
    resize(width(), sizeHint().height());
}

} // namespace gatehouse::app
