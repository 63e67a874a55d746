#include "ui/shell/statusline.h"

#include "services/core/timesteps.h"
#include "ui/shell/connectionlabel.h"
#include "ui/shell/tasksbutton.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QTimeZone>
#include <QToolButton>

namespace gatehouse::ui {

namespace size = widgets::size;

namespace {

QLabel *makeLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setFont(widgets::uiFont(widgets::TextSize::Small));
    return label;
}

ConnectionLabel *makeConnection(const QString &name, const QString &title, QWidget *parent)
{
    auto *label = new ConnectionLabel(title, parent);
    label->setObjectName(name);
    return label;
}

QWidget *makeSeparator(QWidget *parent)
{
    auto *separator = new widgets::Separator(Qt::Vertical, parent);
    separator->setFixedHeight(16);
    return separator;
}

} // namespace

StatusLine::StatusLine(const Clock &clock, const tasks::TaskList &tasks,
                       widgets::DisplayOptions *display, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_display(display)
    , m_database(makeConnection(QStringLiteral("databaseStatus"), tr("Postgres"), this))
    , m_api(makeConnection(QStringLiteral("apiStatus"), tr("API"), this))
    , m_page(makeLabel(QStringLiteral("pageStatus"), this))
    , m_tasks(new TasksButton(tasks, this))
    , m_zone(new QToolButton(this))
    , m_time(makeLabel(QStringLiteral("clockLabel"), this))
{
    setFixedHeight(size::statusBar);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(size::panePadding, 0, size::panePadding, 0);
    layout->setSpacing(size::panePadding);
    layout->addWidget(m_database);
    layout->addWidget(makeSeparator(this));
    layout->addWidget(m_api);
    layout->addWidget(makeSeparator(this));
    layout->addWidget(m_page);
    layout->addWidget(m_tasks);
    layout->addStretch();
    layout->addWidget(makeZoneButton());
    layout->addWidget(makeSeparator(this));
    layout->addWidget(m_time);

    connect(m_tasks, &QToolButton::clicked, this, &StatusLine::tasksRequested);
    m_tick.setInterval(std::chrono::seconds(1));
    connect(&m_tick, &QTimer::timeout, this, &StatusLine::updateClock);
    m_tick.start();
    updateClock();
}

void StatusLine::setDatabase(const ConnectionStatus &status)
{
    m_database->setStatus(status);
}

void StatusLine::setApi(const ConnectionStatus &status)
{
    m_api->setStatus(status);
}

void StatusLine::setWarnings(const QString &database, const QString &api)
{
    m_database->setWarning(database);
    m_api->setWarning(api);
}

void StatusLine::setPageText(const QString &text)
{
    m_page->setText(text);
}

QWidget *StatusLine::makeZoneButton()
{
    m_zone->setObjectName(QStringLiteral("timeZoneButton"));
    m_zone->setAutoRaise(true);
    m_zone->setFixedHeight(size::statusBar - 2);
    m_zone->setFont(widgets::uiFont(widgets::TextSize::Small));
    m_zone->setEnabled(m_display);
    if (m_display) {
        connect(m_zone, &QToolButton::clicked, m_display,
                [display = m_display] { display->setUtc(!display->isUtc()); });
        connect(m_display, &widgets::DisplayOptions::zoneChanged, this, &StatusLine::updateClock);
    }
    return m_zone;
}

void StatusLine::updateClock()
{
    const bool isUtc = m_display && m_display->isUtc();
    const QTimeZone zone = m_display ? m_display->zone() : QTimeZone::systemTimeZone();
    const QDateTime now = toDateTime(m_clock.now(), zone);
    m_zone->setText(tr("Times in %1").arg(now.timeZoneAbbreviation()));
    m_zone->setToolTip(isUtc ? tr("Show times as this machine's clock has them")
                             : tr("Show times in UTC"));
    m_time->setText(QLocale().toString(now, QStringLiteral("ddd d MMM yyyy, HH:mm:ss")));
}

} // namespace gatehouse::ui
