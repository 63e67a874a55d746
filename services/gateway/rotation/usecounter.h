#pragma once

#include "services/gateway/store/rotatingrows.h"

#include <mutex>

namespace gatehouse::gateway {

/// Uses that are counted in memory until they are written. Thread-safe.
class UseCounter
{
public:
    void add(const Uuid &id)
    {
        const std::lock_guard lock(m_mutex);
        ++m_uses[id];
    }

    /// What cannot be written now is written the next time.
    Result<> write(postgres::Session &session, const RotatingTable &table)
    {
        UseCounts taken;
        {
            const std::lock_guard lock(m_mutex);
            taken.swap(m_uses);
        }
        if (taken.empty())
            return {};
        auto written = addUses(session, table, taken);
        if (written)
            return {};
        const std::lock_guard lock(m_mutex);
        for (const auto &[id, count] : taken)
            m_uses[id] += count;
        return written;
    }

private:
    std::mutex m_mutex;
    UseCounts m_uses;
};

} // namespace gatehouse::gateway
