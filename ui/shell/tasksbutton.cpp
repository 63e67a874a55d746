#include "ui/shell/tasksbutton.h"

#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>

#include <algorithm>

namespace gatehouse::ui {

namespace size = widgets::size;

namespace {

constexpr int tasksBarWidth = 96;
constexpr int longestTaskTitle = 60;

QLabel *makeTasksLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setFont(widgets::uiFont(widgets::TextSize::Small));
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setAttribute(Qt::WA_TransparentForMouseEvents);
    return label;
}

/// Of all that run; nothing while one of them does not know, or none runs.
std::optional<double> fractionOf(const QList<tasks::Task *> &running)
{
    if (running.isEmpty())
        return std::nullopt;
    double sum = 0;
    for (const tasks::Task *task : running) {
        const auto fraction = task->fraction();
        if (!fraction)
            return std::nullopt;
        sum += *fraction;
    }
    return sum / double(running.size());
}

QString wordsOf(const QList<tasks::Task *> &running, const QList<tasks::Task *> &unseen)
{
    if (running.size() == 1)
        return widgets::visibleText(running.constFirst()->title(), longestTaskTitle);
    const QLocale locale;
    if (!running.isEmpty())
        return TasksButton::tr("%1 tasks running").arg(locale.toString(running.size()));
    const bool hasFailed = std::any_of(unseen.begin(), unseen.end(), [](const tasks::Task *task) {
        return task->state() == tasks::TaskState::Failed;
    });
    if (hasFailed)
        return TasksButton::tr("A task failed");
    return unseen.size() == 1
        ? TasksButton::tr("A task ended")
        : TasksButton::tr("%1 tasks ended").arg(locale.toString(unseen.size()));
}

} // namespace

TasksButton::TasksButton(const tasks::TaskList &tasks, QWidget *parent)
    : QToolButton(parent)
    , m_tasks(tasks)
    , m_words(makeTasksLabel(QStringLiteral("tasksWords"), this))
    , m_bar(new QProgressBar(this))
    , m_percent(makeTasksLabel(QStringLiteral("tasksPercent"), this))
{
    setObjectName(QStringLiteral("tasksButton"));
    setAutoRaise(true);
    setFixedHeight(size::statusBar - 2);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setToolTip(tr("Show the tasks (Ctrl+J)"));
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(tasksBarWidth, size::taskProgress);
    m_bar->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(4, 0, 4, 0);
    row->setSpacing(size::gapControls);
    row->addWidget(m_words);
    row->addWidget(m_bar);
    row->addWidget(m_percent);
    connect(&m_tasks, &tasks::TaskList::changed, this, &TasksButton::showTasks);
    showTasks();
}

QSize TasksButton::sizeHint() const
{
    return layout()->sizeHint();
}

void TasksButton::showTasks()
{
    const QList<tasks::Task *> running = m_tasks.running();
    const QList<tasks::Task *> unseen = m_tasks.unseen();
    setVisible(!running.isEmpty() || !unseen.isEmpty());
    const std::optional<double> fraction = fractionOf(running);
    m_words->setText(wordsOf(running, unseen));
    m_bar->setVisible(!running.isEmpty());
    const int percent = int(fraction.value_or(0) * 100);
    m_bar->setRange(0, fraction ? 100 : 0);
    m_bar->setValue(percent);
    m_percent->setVisible(fraction.has_value());
    m_percent->setText(tr("%1 %").arg(QLocale().toString(percent)));
    setAccessibleName(tr("Tasks: %1").arg(m_words->text()));
    updateGeometry();
}

} // namespace gatehouse::ui
