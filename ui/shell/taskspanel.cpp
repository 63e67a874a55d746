#include "ui/shell/taskspanel.h"

#include "ui/shell/taskrow.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace size = widgets::size;

namespace {

constexpr int tasksWidth = 420;
constexpr int tallestTasks = 480;

QLabel *makeTasksEmpty(QWidget *parent)
{
    auto *empty = new QLabel(TasksPanel::tr("Exports, recoveries and replays stand here while they "
                                            "run, and what came of them after that."),
                             parent);
    empty->setObjectName(QStringLiteral("tasksEmpty"));
    empty->setTextFormat(Qt::PlainText);
    empty->setWordWrap(true);
    empty->setForegroundRole(QPalette::PlaceholderText);
    empty->setContentsMargins(size::panePadding, size::panePadding, size::panePadding,
                              size::panePadding);
    return empty;
}

} // namespace

TasksPanel::TasksPanel(tasks::TaskList *tasks, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_tasks(tasks)
    , m_rows(new QVBoxLayout)
    , m_scroll(new QScrollArea(this))
    , m_empty(makeTasksEmpty(this))
    , m_forget(new QPushButton(tr("Clear ended"), this))
{
    setObjectName(QStringLiteral("tasksPanel"));
    setAccessibleName(tr("Tasks"));
    setFrameShape(QFrame::StyledPanel);
    setFixedWidth(tasksWidth);
    auto *title = new QLabel(tr("Tasks"), this);
    title->setFont(widgets::uiFont(widgets::TextSize::PaneTitle, widgets::Weight::Bold));
    m_forget->setObjectName(QStringLiteral("forgetEndedTasks"));
    widgets::setSmall(m_forget);
    connect(m_forget, &QPushButton::clicked, m_tasks, &tasks::TaskList::forgetEnded);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(size::panePadding, size::gapControls, size::panePadding,
                            size::gapControls);
    top->addWidget(title, 1);
    top->addWidget(m_forget);

    auto *list = new QWidget(m_scroll);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    list->setLayout(m_rows);
    m_scroll->setWidget(list);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(new widgets::Separator(Qt::Horizontal, this));
    column->addWidget(m_empty);
    column->addWidget(m_scroll, 1);

    const QList<tasks::Task *> known = m_tasks->tasks();
    for (auto task = known.crbegin(); task != known.crend(); ++task)
        addRow(*task);
    connect(m_tasks, &tasks::TaskList::added, this, &TasksPanel::addRow);
    connect(m_tasks, &tasks::TaskList::removed, this, &TasksPanel::removeRow);
    connect(m_tasks, &tasks::TaskList::changed, this, [this] {
        if (isVisible())
            showWhatThereIs();
    });
}

void TasksPanel::addRow(tasks::Task *task)
{
    auto *row = new TaskRow(task, m_scroll->widget());
    connect(row, &TaskRow::forgetRequested, m_tasks, [this, task] { m_tasks->forget(task); });
    connect(row, &TaskRow::opened, this, &QWidget::close);
    m_rows->insertWidget(0, row);
}

void TasksPanel::removeRow(tasks::Task *task)
{
    for (TaskRow *row : m_scroll->widget()->findChildren<TaskRow *>()) {
        if (row->task() != task)
            continue;
        m_rows->removeWidget(row);
        row->hide();
        row->deleteLater();
    }
}

void TasksPanel::showWhatThereIs()
{
    const bool isEmpty = m_tasks->tasks().isEmpty();
    m_empty->setVisible(isEmpty);
    m_scroll->setVisible(!isEmpty);
    m_forget->setVisible(m_tasks->running().size() < m_tasks->tasks().size());
    m_scroll->setFixedHeight(
        isEmpty ? 0 : std::min(tallestTasks, m_rows->totalHeightForWidth(tasksWidth)));
    adjustSize();
    const int left = isRightToLeft() ? m_bottomRight.x() : m_bottomRight.x() - width();
    move(left, m_bottomRight.y() - height());
}

void TasksPanel::popupAt(const QPoint &bottomRight)
{
    m_bottomRight = bottomRight;
    show();
    showWhatThereIs();
    setFocus();
}

void TasksPanel::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    m_tasks->setSeen();
}

void TasksPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QFrame::keyPressEvent(event);
}

} // namespace gatehouse::ui
