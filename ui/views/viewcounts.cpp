#include "ui/views/viewcounts.h"

#include <algorithm>

namespace gatehouse::ui {

using namespace std::chrono_literals;

ViewCounts::ViewCounts(std::chrono::milliseconds pause, QObject *parent)
    : QObject(parent)
    , m_interval(pause)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_hinted)
            beginRound();
    });
}

ViewCounts::~ViewCounts()
{
    setOn(false);
}

ViewCounts::Watched *ViewCounts::find(const QString &id)
{
    const auto found = std::find_if(m_views.begin(), m_views.end(),
                                    [&](const Watched &watched) { return watched.view.id == id; });
    return found == m_views.end() ? nullptr : &*found;
}

void ViewCounts::setViews(const QList<View> &views)
{
    std::vector<Watched> before = std::exchange(m_views, {});
    QStringList added;
    for (const View &view : views) {
        const auto same = std::find_if(before.begin(), before.end(), [&](const Watched &watched) {
            return watched.view.id == view.id && watched.view.filter == view.filter;
        });
        if (same == before.end())
            added += view.id;
        m_views.push_back(same == before.end() ? Watched{view, nullptr} : std::move(*same));
    }
    for (Watched &gone : before)
        giveUp(gone);
    m_queue = added + m_queue;
    m_queue.removeDuplicates();
    if (m_on && m_running.isEmpty() && !m_pause.isActive())
        next();
}

void ViewCounts::setOn(bool on)
{
    if (m_on == on)
        return;
    m_on = on;
    m_hinted = on;
    if (on) {
        m_pause.start(std::min<std::chrono::milliseconds>(m_interval, 500ms));
        return;
    }
    m_pause.stop();
    for (Watched &watched : m_views)
        giveUp(watched);
}

void ViewCounts::hint()
{
    if (!m_on)
        return;
    m_hinted = true;
    if (m_running.isEmpty() && !m_pause.isActive())
        beginRound();
}

void ViewCounts::beginRound()
{
    m_hinted = false;
    m_queue.clear();
    for (const Watched &watched : m_views)
        m_queue += watched.view.id;
    next();
}

void ViewCounts::next()
{
    while (!m_queue.isEmpty()) {
        if (Watched *watched = find(m_queue.takeFirst()))
            return count(*watched);
    }
    m_pause.start(m_interval);
}

void ViewCounts::count(Watched &watched)
{
    m_running = watched.view.id;
    if (!watched.watch) {
        watched.watch = std::make_unique<CountWatch>(watched.view.source(), watched.view.filter);
        connect(watched.watch.get(), &CountWatch::counted, this,
                [this, id = watched.view.id](const PageCount &count) { take(id, count); });
    }
    watched.watch->refresh();
}

/// Whoever gives up a count is told that it is not known; that is no news.
void ViewCounts::giveUp(Watched &watched)
{
    if (!watched.watch)
        return;
    if (m_running == watched.view.id)
        m_running.clear();
    watched.watch->stop();
}

void ViewCounts::take(const QString &id, const PageCount &count)
{
    if (id != m_running)
        return;
    m_running.clear();
    emit counted(id, count);
    next();
}

} // namespace gatehouse::ui
