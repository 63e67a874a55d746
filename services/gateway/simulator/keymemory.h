#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <unordered_map>

namespace gatehouse::gateway {

/// A bounded memory of Idempotency-Keys with a number each; the oldest is forgotten first. Not
/// thread-safe.
class KeyMemory
{
public:
    explicit KeyMemory(std::size_t capacity)
        : m_capacity(capacity)
    {
    }
    bool holds(const std::string &key) const { return m_numbers.contains(key); }
    /// The key's number, 0 for a new one.
    int &operator[](const std::string &key)
    {
        const auto [entry, isNew] = m_numbers.try_emplace(key, 0);
        if (isNew) {
            m_order.push_back(key);
            forgetOldest(key);
        }
        return entry->second;
    }

private:
    void forgetOldest(const std::string &newest)
    {
        while (m_order.size() > m_capacity && m_order.front() != newest) {
            m_numbers.erase(m_order.front());
            m_order.pop_front();
        }
    }

    std::size_t m_capacity;
    std::unordered_map<std::string, int> m_numbers;
    std::deque<std::string> m_order;
};

} // namespace gatehouse::gateway
