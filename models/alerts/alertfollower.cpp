#include "models/alerts/alertfollower.h"

#include "models/alerts/alertcollection.h"
#include "services/core/whendone.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace gatehouse::alerts {

using namespace Qt::StringLiterals;
using collection::Page;
using collection::Row;

namespace {

Fired firedOf(const Row &row, const QStringList &columns)
{
    const auto cell = [&](const QString &name) {
        return row.cells[std::size_t(columns.indexOf(name))];
    };
    const QString measured =
        measuredText(cell(u"value"_s), cell(u"threshold"_s), cell(u"unit"_s).toString());
    QString text = cell(u"subject_text"_s).toString();
    if (!measured.isEmpty())
        text += u" ("_s + measured + u')';
    return {row.key.id, cell(u"rule"_s).toString(), text,
            cell(u"severity"_s).toString() == "critical"_L1};
}

collection::PageRequest requestOfFiring()
{
    collection::Condition firing;
    firing.field = u"state"_s;
    firing.values = {u"firing"_s};
    collection::PageRequest request{{{firing}}};
    request.limit = AlertFollower::most;
    return request;
}

} // namespace

AlertFollower::AlertFollower(std::shared_ptr<collection::Source> alerts, QObject *parent,
                             std::chrono::milliseconds every)
    : QObject(parent)
    , m_alerts(std::move(alerts))
    , m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    m_timer->setInterval(every);
    connect(m_timer, &QTimer::timeout, this, &AlertFollower::look);
}

AlertFollower::~AlertFollower()
{
    m_reading.cancel();
}

void AlertFollower::start()
{
    look();
}

void AlertFollower::look()
{
    m_reading = m_alerts->page(requestOfFiring());
    whenDone(m_reading, this, [this](const Result<Page> &page) {
        if (page)
            take(*page);
        else
            setFiring(std::nullopt);
        const bool hasNone = !page
            && (page.error().kind == ErrorKind::NotFound
                || page.error().kind == ErrorKind::Invalid);
        if (!hasNone)
            m_timer->start();
    });
}

void AlertFollower::take(const Page &page)
{
    const QStringList columns = alertCollection().readColumns();
    QList<Fired> news;
    for (const Row &row : page.rows) {
        if (m_hasLooked && row.key > m_newest)
            news += firedOf(row, columns);
    }
    m_hasLooked = true;
    if (!page.rows.empty()) // or those that were newer were acknowledged meanwhile
        m_newest = std::max(m_newest, page.rows.front().key);
    m_areMore = !page.isLast;
    setFiring(int(page.rows.size()));
    if (!news.isEmpty())
        emit fired(news);
}

void AlertFollower::setFiring(std::optional<int> firing)
{
    if (std::exchange(m_firing, firing) != firing)
        emit firingChanged();
}

} // namespace gatehouse::alerts
