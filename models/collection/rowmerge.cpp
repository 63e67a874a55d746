#include "models/collection/rowmerge.h"

#include <algorithm>

namespace gatehouse::collection {

namespace {

/// One walk down both lists.
class Merge
{
public:
    Merge(const std::vector<Row> &rows, int first, int end, const std::vector<Row> &fresh,
          RowEditor &editor, const Sort &sort)
        : m_rows(rows)
        , m_fresh(fresh)
        , m_editor(editor)
        , m_sort(sort)
        , m_at(first)
        , m_end(end)
    {
    }

    void run()
    {
        while (m_at < m_end || m_next < m_fresh.size()) {
            if (isGone())
                removeRun();
            else if (isNew())
                insertRun();
            else if (hasChanged())
                replaceRun();
            else
                step();
        }
    }

private:
    const RowKey &oldKey() const { return m_rows[std::size_t(m_at)].key; }
    const RowKey &newKey() const { return m_fresh[m_next].key; }
    bool isGone() const
    {
        return m_at < m_end
            && (m_next == m_fresh.size() || standsAbove(m_sort, oldKey(), newKey()));
    }
    bool isNew() const
    {
        return m_next < m_fresh.size()
            && (m_at == m_end || standsAbove(m_sort, newKey(), oldKey()));
    }
    bool isSame() const { return m_at < m_end && m_next < m_fresh.size() && oldKey() == newKey(); }
    bool hasChanged() const
    {
        return isSame() && m_rows[std::size_t(m_at)].cells != m_fresh[m_next].cells;
    }
    void step()
    {
        ++m_at;
        ++m_next;
    }
    std::vector<Row> freshRows(std::size_t from) const
    {
        return {m_fresh.begin() + std::ptrdiff_t(from), m_fresh.begin() + std::ptrdiff_t(m_next)};
    }

    void removeRun()
    {
        const int first = m_at;
        while (isGone())
            ++m_at;
        m_editor.removeRows(first, m_at - first);
        m_end -= m_at - first;
        m_at = first;
    }

    void insertRun()
    {
        const std::size_t from = m_next;
        while (isNew())
            ++m_next;
        m_editor.insertRows(m_at, freshRows(from));
        const int count = int(m_next - from);
        m_at += count;
        m_end += count;
    }

    void replaceRun()
    {
        const int first = m_at;
        const std::size_t from = m_next;
        while (hasChanged())
            step();
        m_editor.replaceRows(first, freshRows(from));
    }

    const std::vector<Row> &m_rows;
    const std::vector<Row> &m_fresh;
    RowEditor &m_editor;
    const Sort &m_sort;
    int m_at;
    int m_end;
    std::size_t m_next = 0;
};

} // namespace

int firstAtOrBelow(const std::vector<Row> &rows, const RowKey &key, const Sort &sort)
{
    const auto found = std::partition_point(
        rows.begin(), rows.end(), [&](const Row &row) { return standsAbove(sort, row.key, key); });
    return int(found - rows.begin());
}

int firstBelow(const std::vector<Row> &rows, const RowKey &key, const Sort &sort)
{
    const auto found = std::partition_point(
        rows.begin(), rows.end(), [&](const Row &row) { return !standsAbove(sort, key, row.key); });
    return int(found - rows.begin());
}

void mergeRows(const std::vector<Row> &rows, int first, int end, const std::vector<Row> &fresh,
               RowEditor &editor, const Sort &sort)
{
    Merge(rows, first, end, fresh, editor, sort).run();
}

} // namespace gatehouse::collection
