#include "models/collection/orderedoutput.h"

namespace gatehouse::collection {

OrderedOutput::OrderedOutput(ExportSink sink, std::size_t mostKept)
    : m_sink(std::move(sink))
    , m_mostKept(mostKept)
{
}

Result<> OrderedOutput::add(std::int64_t slice, std::string &text, qint64 rows)
{
    Lock lock(m_mutex);
    m_changed.wait(lock, [&] {
        return m_isStopped || slice == m_turn || m_keptBytes + text.size() <= m_mostKept;
    });
    Result<> written;
    if (slice == m_turn) {
        written = writeKept(lock, slice);
        if (written)
            written = write(lock, text, rows);
    } else if (!m_isStopped) {
        Kept &kept = m_kept[slice];
        kept.text += text;
        kept.rows += rows;
        m_keptBytes += text.size();
    }
    text.clear();
    return m_isStopped && written ? failure(ErrorKind::Cancelled, {}) : written;
}

Result<> OrderedOutput::finish(std::int64_t slice)
{
    Lock lock(m_mutex);
    m_kept[slice].hasEnded = true;
    if (slice != m_turn)
        return {};
    for (auto next = m_kept.find(m_turn); next != m_kept.end() && next->second.hasEnded;
         next = m_kept.find(m_turn)) {
        if (Result<> written = writeKept(lock, m_turn); !written)
            return written;
        ++m_turn;
        m_changed.notify_all();
    }
    return {};
}

void OrderedOutput::stop()
{
    const Lock lock(m_mutex);
    m_isStopped = true;
    m_changed.notify_all();
}

qint64 OrderedOutput::rows() const
{
    const Lock lock(m_mutex);
    return m_rows;
}

/// Of the slice whose turn it is, so nobody else writes meanwhile.
Result<> OrderedOutput::write(Lock &lock, std::string_view text, qint64 rows)
{
    if (m_isStopped)
        return failure(ErrorKind::Cancelled, {});
    if (text.empty())
        return {};
    lock.unlock();
    Result<> written = m_sink(text, rows);
    lock.lock();
    m_rows += written ? rows : 0;
    return written;
}

Result<> OrderedOutput::writeKept(Lock &lock, std::int64_t slice)
{
    const auto found = m_kept.find(slice);
    if (found == m_kept.end())
        return {};
    const Kept kept = std::move(found->second);
    m_kept.erase(found);
    m_keptBytes -= kept.text.size();
    m_changed.notify_all();
    return write(lock, kept.text, kept.rows);
}

} // namespace gatehouse::collection
