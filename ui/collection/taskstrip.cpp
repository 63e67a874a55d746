#include "ui/collection/taskstrip.h"

#include "ui/collection/noticeboard.h"
#include "ui/widgets/copyfeedback.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include <utility>

namespace gatehouse::ui {

namespace size = widgets::size;

namespace {

constexpr int barWidth = 160;
tasks::TaskState endOf(widgets::NoticeKind kind)
{
    switch (kind) {
    case widgets::NoticeKind::Error:
        return tasks::TaskState::Failed;
    case widgets::NoticeKind::Warning:
        return tasks::TaskState::Stopped;
    case widgets::NoticeKind::Success:
    case widgets::NoticeKind::News:
        break;
    }
    return tasks::TaskState::Succeeded;
}

constexpr int barSteps = 1000; ///< a qint64 does not fit into a QProgressBar

} // namespace

TaskStrip::TaskStrip(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
    , m_row(makeRow())
    , m_notice(new widgets::NoticeStrip(this))
{
    m_notice->setObjectName(m_name + QStringLiteral("Notice"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_row);
    layout->addWidget(m_notice);
    dismiss();
}

TaskStrip::~TaskStrip()
{
    if (m_task)
        m_task->end(tasks::TaskState::Stopped, tr("Its page was closed."));
}

tasks::Task *TaskStrip::begin(tasks::TaskList *tasks, const QString &title, const QString &icon)
{
    if (tasks::Task *former = std::exchange(m_task, nullptr)) {
        former->disconnect(this);
        former->end(tasks::TaskState::Stopped, tr("Not followed any more."));
    }
    m_task = tasks ? tasks->add(title, icon) : nullptr;
    if (m_task)
        connect(m_task, &tasks::Task::stopRequested, this, &TaskStrip::stopRequested);
    return m_task;
}

QPushButton *TaskStrip::addRunButton(const QString &name)
{
    auto *button = new QPushButton(m_row);
    button->setObjectName(m_name + name);
    widgets::setSmall(button);
    m_line->insertWidget(m_line->count() - 1, button);
    return button;
}

void TaskStrip::setOpener(const tasks::Task::Opener &opener)
{
    if (m_task)
        m_task->setOpener(opener);
}

QWidget *TaskStrip::makeRow()
{
    auto *row = new QWidget(this);
    m_text = new QLabel(row);
    m_text->setObjectName(m_name + QStringLiteral("Progress"));
    m_text->setTextFormat(Qt::PlainText);
    m_bar = new QProgressBar(row);
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(barWidth, size::taskProgress);
    auto *stop = new QPushButton(widgets::icon(QStringLiteral("process-stop")), tr("Stop"), row);
    stop->setObjectName(m_name + QStringLiteral("Stop"));
    widgets::setSmall(stop);
    connect(stop, &QPushButton::clicked, this, &TaskStrip::stopRequested);
    auto *line = m_line = new QHBoxLayout;
    line->setContentsMargins(size::panePadding, 6, size::panePadding, 6);
    line->setSpacing(size::gapControls);
    line->addWidget(m_text);
    line->addWidget(m_bar);
    line->addStretch();
    line->addWidget(stop);
    auto *layout = new QVBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(new widgets::Separator(Qt::Horizontal, row));
    return row;
}

void TaskStrip::showProgress(const QString &text, qint64 done, qint64 total)
{
    m_notice->dismiss();
    m_text->setText(widgets::visibleText(text));
    m_bar->setRange(0, total > 0 ? barSteps : 0);
    if (total > 0)
        m_bar->setValue(int(double(std::min(done, total)) / double(total) * barSteps));
    m_row->show();
    show();
    if (m_task)
        m_task->report(text, done, total);
}

void TaskStrip::showEnd(widgets::NoticeKind kind, const QString &title, const QString &text,
                        const AddButtons &addButtons)
{
    m_row->hide();
    if (tasks::Task *task = std::exchange(m_task, nullptr))
        task->end(endOf(kind), text.isEmpty() ? title : tr("%1. %2").arg(title, text));
    m_notice->showNotice(kind, title, text);
    if (addButtons)
        addButtons(*m_notice);
    QPushButton *dismissButton = m_notice->addButton(tr("Dismiss"));
    dismissButton->setObjectName(m_name + QStringLiteral("Dismiss"));
    connect(dismissButton, &QPushButton::clicked, this, &TaskStrip::dismiss);
    show();
}

void TaskStrip::showFailure(const QString &title, const Error &error)
{
    showEnd(widgets::NoticeKind::Error, title, error.message, [&](widgets::NoticeStrip &strip) {
        QPushButton *copy = strip.addButton(tr("Copy details"), QStringLiteral("edit-copy"));
        connect(copy, &QPushButton::clicked, this,
                [copy, detail = errorDetails(error)] { widgets::copyFrom(copy, detail); });
    });
}

void TaskStrip::dismiss()
{
    m_row->hide();
    m_notice->dismiss();
    hide();
}

} // namespace gatehouse::ui
