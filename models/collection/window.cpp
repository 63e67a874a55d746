#include "models/collection/window.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace gatehouse::collection {

namespace {

std::optional<RowKey> reachedKey(const Page &page)
{
    return page.reached ? std::optional(page.reached->key) : std::nullopt;
}

/// Where index `at` stands once rows [first, first + count) are gone.
int afterRemoval(int at, int first, int count)
{
    return at - std::clamp(at - first, 0, count);
}

} // namespace

Window::Window(WindowLimits limits, WindowListener &listener)
    : m_limits(limits)
    , m_listener(listener)
{
}

void Window::setVisible(int first, int last)
{
    m_firstVisible = std::clamp(first, 0, std::max(0, size() - 1));
    m_lastVisible = std::clamp(last, -1, size() - 1);
}

bool Window::wantsOlder() const
{
    return olderFrom() && !m_atOldest && size() - 1 - m_lastVisible < m_limits.prefetch;
}

bool Window::wantsNewer() const
{
    return newerFrom() && !m_atNewest && m_firstVisible < m_limits.prefetch;
}

std::optional<RowKey> Window::olderFrom() const
{
    return m_olderReached || isEmpty() ? m_olderReached : m_rows.back().key;
}

std::optional<RowKey> Window::newerFrom() const
{
    if (isEmpty() || !m_newerReached)
        return isEmpty() ? m_newerReached : m_rows.front().key;
    return isAbove(*m_newerReached, m_rows.front().key) ? *m_newerReached : m_rows.front().key;
}

void Window::restart(const Page &page, Place place, const Sort &sort, bool keysMove)
{
    m_sort = sort;
    m_keysMove = keysMove;
    m_atNewest = place == Place::Newest || (place == Place::Oldest && page.isLast);
    m_atOldest = place == Place::Oldest || page.isLast;
    m_olderReached = place == Place::Oldest ? std::nullopt : reachedKey(page);
    m_newerReached = place == Place::Oldest ? reachedKey(page) : std::nullopt;
    if (isEmpty()) {
        insertRows(0, page.rows);
    } else {
        m_listener.beginReset();
        m_rows = page.rows;
        m_firstVisible = 0;
        m_lastVisible = -1;
        m_listener.endReset();
    }
    // The rows that come in above are to push what is seen down.
    if (place != Place::Newest && !isEmpty())
        m_firstVisible = m_lastVisible = place == Place::Oldest ? size() - 1 : 0;
}

void Window::append(const Page &page)
{
    m_atOldest = page.isLast;
    m_olderReached = reachedKey(page);
    std::vector<Row> beyond = page.rows;
    if (!isEmpty())
        beyond.erase(beyond.begin(),
                     beyond.begin() + firstBelow(beyond, m_rows.back().key, m_sort));
    removeMoved(beyond, 0, size());
    insertRows(size(), std::move(beyond));
}

void Window::prepend(const Page &page)
{
    std::vector<Row> beyond = page.rows;
    if (!isEmpty())
        beyond.erase(beyond.begin() + firstAtOrBelow(beyond, m_rows.front().key, m_sort),
                     beyond.end());
    removeMoved(beyond, 0, size());
    insertRows(0, std::move(beyond));
    m_atNewest = page.isLast; // not before: who stands above a gap does not follow the top
    m_newerReached = reachedKey(page);
}

void Window::merge(const std::optional<RowKey> &from, const Page &page)
{
    std::vector<Row> fresh = page.rows;
    int first = 0;
    if (from && !isEmpty()) {
        // Rows may have come or gone above meanwhile: only what both know is compared.
        first = firstAtOrBelow(m_rows, *from, m_sort);
        fresh.erase(fresh.begin(),
                    fresh.begin() + firstAtOrBelow(fresh, m_rows.front().key, m_sort));
    }
    const int end = std::max(first, coveredEnd(fresh, page));
    const bool coversAll = end == size();
    removeMoved(fresh, end, size());
    mergeRows(m_rows, first, end, fresh, *this, m_sort);
    if (coversAll && !page.reached) {
        m_atOldest = page.isLast;
        m_olderReached.reset();
    } else if (coversAll && !m_atOldest
               && (!m_olderReached || isAbove(*m_olderReached, page.reached->key))) {
        m_olderReached = page.reached->key; // all rows may have gone: this is where to go on
    }
}

/// Rows up to here are answered by `fresh`. When it ends above the window, rows that nobody has
/// read lie between: then none of the old ones can stay.
int Window::coveredEnd(const std::vector<Row> &fresh, const Page &page) const
{
    if (page.isLast)
        return size();
    if (page.reached)
        return firstBelow(m_rows, page.reached->key, m_sort);
    if (fresh.empty() || isEmpty())
        return 0;
    const bool leavesGap = isAbove(fresh.back().key, m_rows.front().key);
    return leavesGap ? size() : firstBelow(m_rows, fresh.back().key, m_sort);
}

bool Window::isAbove(const RowKey &one, const RowKey &other) const
{
    return standsAbove(m_sort, one, other);
}

void Window::removeMoved(const std::vector<Row> &fresh, int first, int end)
{
    if (!m_keysMove)
        return;
    std::set<Uuid> ids;
    for (const Row &row : fresh)
        ids.insert(row.key.id);
    for (int row = end - 1; row >= first; --row) {
        if (ids.contains(m_rows[std::size_t(row)].key.id))
            removeRows(row, 1);
    }
}

Window::Dropped Window::evict()
{
    const int surplus = size() - m_limits.maxRows;
    if (surplus <= 0)
        return {};
    const int above = std::max(0, m_firstVisible - m_limits.prefetch);
    const int below = std::max(0, size() - 1 - m_lastVisible - m_limits.prefetch);
    Dropped dropped;
    if (above >= below) {
        dropped.newest = std::min(surplus, above);
        dropped.oldest = std::min(surplus - dropped.newest, below);
    } else {
        dropped.oldest = std::min(surplus, below);
        dropped.newest = std::min(surplus - dropped.oldest, above);
    }
    dropNewest(dropped.newest);
    dropOldest(dropped.oldest);
    return dropped;
}

void Window::dropNewest(int count)
{
    if (count == 0)
        return;
    m_atNewest = false;
    m_newerReached.reset();
    removeRows(0, count);
}

void Window::dropOldest(int count)
{
    if (count == 0)
        return;
    m_atOldest = false;
    m_olderReached.reset();
    removeRows(size() - count, count);
}

void Window::insertRows(int at, std::vector<Row> rows)
{
    const int count = int(rows.size());
    if (count == 0)
        return;
    m_listener.beginInsert(at, count);
    m_rows.insert(m_rows.begin() + at, std::make_move_iterator(rows.begin()),
                  std::make_move_iterator(rows.end()));
    const bool staysAtTop = m_followsTop && m_atNewest && at == 0 && m_firstVisible == 0;
    if (m_lastVisible >= 0 && at <= m_firstVisible && !staysAtTop) {
        m_firstVisible += count;
        m_lastVisible += count;
    }
    m_listener.endInsert();
}

void Window::removeRows(int first, int count)
{
    if (count == 0)
        return;
    m_listener.beginRemove(first, count);
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + first + count);
    const int last = afterRemoval(m_lastVisible + 1, first, count) - 1;
    setVisible(afterRemoval(m_firstVisible, first, count), last);
    m_listener.endRemove();
}

void Window::replaceRows(int first, std::vector<Row> rows)
{
    const int count = int(rows.size());
    std::move(rows.begin(), rows.end(), m_rows.begin() + first);
    m_listener.changed(first, count);
}

} // namespace gatehouse::collection
