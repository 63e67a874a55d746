#include "ui/shell/taskrow.h"

#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wrappinglabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

namespace gatehouse::ui {

namespace size = widgets::size;
using tasks::TaskState;
using widgets::StatusShape;

namespace {

constexpr int taskBarSteps = 1000;
constexpr int longestTaskText = 400;

StatusShape taskShape(TaskState state)
{
    switch (state) {
    case TaskState::Running:
        return StatusShape::Clock;
    case TaskState::Succeeded:
        return StatusShape::Check;
    case TaskState::Failed:
        return StatusShape::Cross;
    case TaskState::Stopped:
        return StatusShape::SlashedCircle;
    }
    return StatusShape::None;
}

QString taskWord(TaskState state)
{
    switch (state) {
    case TaskState::Running:
        return TaskRow::tr("running");
    case TaskState::Succeeded:
        return TaskRow::tr("done");
    case TaskState::Failed:
        return TaskRow::tr("failed");
    case TaskState::Stopped:
        return TaskRow::tr("stopped");
    }
    return {};
}

} // namespace

TaskRow::TaskRow(tasks::Task *task, QWidget *parent)
    : QWidget(parent)
    , m_task(task)
    , m_status(new widgets::StatusLabel(this))
    , m_text(widgets::makeWrappingLabel({}, this))
    , m_bar(new QProgressBar(this))
    , m_buttons(makeButtons())
    , m_forget(makeForgetButton())
{
    setObjectName(QStringLiteral("taskRow"));
    auto *title = new widgets::ElidedLabel(task->title(), this);
    title->setObjectName(QStringLiteral("taskTitle"));
    title->setFont(widgets::uiFont(widgets::TextSize::Body, widgets::Weight::Bold));
    m_text->setObjectName(QStringLiteral("taskText"));
    m_text->setFont(widgets::uiFont(widgets::TextSize::Small));
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_bar->setObjectName(QStringLiteral("taskBar"));
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(size::taskProgress);
    m_bar->setAccessibleName(task->title());

    auto *top = new QHBoxLayout;
    top->setSpacing(size::gapControls);
    top->addWidget(title, 1);
    top->addWidget(m_status);
    top->addWidget(m_forget);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(size::panePadding, size::gapControls, size::panePadding,
                               size::gapControls);
    column->setSpacing(4);
    column->addLayout(top);
    column->addWidget(m_bar);
    column->addWidget(m_text);
    column->addWidget(m_buttons);
    connect(task, &tasks::Task::changed, this, &TaskRow::showTask);
    showTask();
}

QWidget *TaskRow::makeButtons()
{
    auto *line = new QWidget(this);
    m_open = new QPushButton(line);
    m_open->setObjectName(QStringLiteral("taskOpen"));
    m_stop = new QPushButton(widgets::icon(QStringLiteral("process-stop")), tr("Stop"), line);
    m_stop->setObjectName(QStringLiteral("taskStop"));
    widgets::setSmall(m_open);
    widgets::setSmall(m_stop);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch();
    row->addWidget(m_open);
    row->addWidget(m_stop);
    connect(m_stop, &QPushButton::clicked, m_task, &tasks::Task::requestStop);
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (!m_task || !m_task->opener())
            return;
        const auto open = m_task->opener()->open;
        emit opened();
        open();
    });
    return line;
}

QToolButton *TaskRow::makeForgetButton()
{
    auto *forget = new QToolButton(this);
    forget->setObjectName(QStringLiteral("taskForget"));
    forget->setIcon(widgets::icon(QStringLiteral("window-close")));
    forget->setAutoRaise(true);
    forget->setToolTip(tr("Take this off the list"));
    forget->setAccessibleName(tr("Take off the list: %1").arg(m_task->title()));
    connect(forget, &QToolButton::clicked, this, &TaskRow::forgetRequested);
    return forget;
}

void TaskRow::showTask()
{
    if (!m_task)
        return;
    const auto fraction = m_task->fraction();
    m_status->setStatus(taskShape(m_task->state()), taskWord(m_task->state()));
    m_text->setText(widgets::visibleText(m_task->text(), longestTaskText));
    m_text->setVisible(!m_task->text().isEmpty());
    m_bar->setVisible(m_task->isRunning());
    m_bar->setRange(0, fraction ? taskBarSteps : 0);
    if (fraction)
        m_bar->setValue(int(*fraction * taskBarSteps));
    m_stop->setVisible(m_task->isRunning());
    m_forget->setVisible(!m_task->isRunning());
    m_buttons->setVisible(m_task->isRunning() || m_task->opener());
    m_open->setVisible(m_task->opener().has_value());
    if (m_task->opener())
        m_open->setText(m_task->opener()->text);
}

} // namespace gatehouse::ui
