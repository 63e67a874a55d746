#pragma once

#include "models/collection/rowmerge.h"

#include <optional>
#include <vector>

namespace gatehouse::collection {

struct WindowLimits
{
    int pageSize = 200;
    int maxRows = 4000; ///< of the window
    int prefetch = 400; ///< rows beyond the visible ones that are read ahead
};

/// Hears of every change of a Window, before and after: what a model's signals are made of.
class WindowListener
{
public:
    virtual ~WindowListener() = default;
    virtual void beginInsert(int first, int count) = 0;
    virtual void endInsert() = 0;
    virtual void beginRemove(int first, int count) = 0;
    virtual void endRemove() = 0;
    virtual void beginReset() = 0;
    virtual void endReset() = 0;
    virtual void changed(int first, int count) = 0;
};

/// The rows that are held of a long list: without gaps, in its order, and whether its ends are the
/// list's ends (its top is where the newest stand in the list's own order). Takes pages in and
/// drops what is far from the visible rows.
class Window final : private RowEditor
{
public:
    Window(WindowLimits limits, WindowListener &listener);

    const std::vector<Row> &rows() const { return m_rows; }
    bool isEmpty() const { return m_rows.empty(); }
    int size() const { return int(m_rows.size()); }
    bool isAtNewest() const { return m_atNewest; }
    bool isAtOldest() const { return m_atOldest; }

    /// Moves along with its rows until it is set again.
    void setVisible(int first, int last);
    /// While the view stands at the top of the newest rows and follows them, it does not move
    /// along.
    void setFollowsTop(bool follows) { m_followsTop = follows; }
    /// Fewer rows than Limits::prefetch lie between what is seen and an end that is not the list's.
    bool wantsOlder() const;
    bool wantsNewer() const;
    /// Beyond which key the next older page begins, and the next newer one: that of the outermost
    /// row, or how far a search has come beyond it. Nothing: at the list's end.
    std::optional<RowKey> olderFrom() const;
    std::optional<RowKey> newerFrom() const;

    /// Where a restart begins: the page's first row is seen then, or for the oldest page its last.
    enum class Place { Newest, Middle, Oldest };
    /// The page takes the place of all rows, in another order perhaps. Rows of which `keysMove` may
    /// stand elsewhere when they are read again, where their former places are left then.
    void restart(const Page &page, Place place, const Sort &sort = {}, bool keysMove = false);
    /// The page below the last row, or above the first.
    void append(const Page &page);
    void prepend(const Page &page);
    /// The rows from `from` (itself included; nothing: from the newest) downwards as they are now.
    void merge(const std::optional<RowKey> &from, const Page &page);

    struct Dropped
    {
        int newest = 0;
        int oldest = 0;
    };
    /// Down to WindowLimits::maxRows, but never a row that reading ahead would fetch again.
    Dropped evict();

private:
    void insertRows(int at, std::vector<Row> rows) override;
    void removeRows(int first, int count) override;
    void replaceRows(int first, std::vector<Row> rows) override;
    bool isAbove(const RowKey &one, const RowKey &other) const;
    /// Rows of [first, end) that the page has in another place.
    void removeMoved(const std::vector<Row> &fresh, int first, int end);
    int coveredEnd(const std::vector<Row> &fresh, const Page &page) const;
    void dropNewest(int count);
    void dropOldest(int count);

    WindowLimits m_limits;
    WindowListener &m_listener;
    std::vector<Row> m_rows;
    Sort m_sort;
    bool m_keysMove = false;
    int m_firstVisible = 0;
    int m_lastVisible = -1;
    bool m_followsTop = true;
    bool m_atNewest = false;
    bool m_atOldest = false;
    std::optional<RowKey> m_olderReached; ///< beyond the last row nothing fits up to here
    std::optional<RowKey> m_newerReached; ///< likewise above the first
};

} // namespace gatehouse::collection
