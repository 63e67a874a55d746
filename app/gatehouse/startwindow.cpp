#include "app/gatehouse/startwindow.h"

#include "ui/widgets/copyfeedback.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/waitbar.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace gatehouse::app {

namespace {

constexpr int margin = 24;

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
    layout->addStretch();
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
