#include "ui/shell/statusline.h"

#include "ui/shell/connectionlabel.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QTimeZone>

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

StatusLine::StatusLine(const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_database(makeConnection(QStringLiteral("databaseStatus"), tr("Postgres"), this))
    , m_api(makeConnection(QStringLiteral("apiStatus"), tr("API"), this))
    , m_page(makeLabel(QStringLiteral("pageStatus"), this))
    , m_zone(makeLabel(QStringLiteral("timeZoneLabel"), this))
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
    layout->addStretch();
    layout->addWidget(m_zone);
    layout->addWidget(makeSeparator(this));
    layout->addWidget(m_time);

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

void StatusLine::setPageText(const QString &text)
{
    m_page->setText(text);
}

void StatusLine::updateClock()
{
    using std::chrono::duration_cast;
    using std::chrono::milliseconds;
    const auto sinceEpoch = duration_cast<milliseconds>(m_clock.now().time_since_epoch());
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(sinceEpoch.count());
    m_zone->setText(tr("Times in %1").arg(now.timeZoneAbbreviation()));
    m_time->setText(QLocale().toString(now, QStringLiteral("ddd d MMM yyyy, HH:mm:ss")));
}

} // namespace gatehouse::ui
