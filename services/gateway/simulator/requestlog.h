#pragma once

#include "services/core/clock.h"
#include "services/core/uuid.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse::gateway {

/// One HTTP request that the gateway answered (ingest) or sent (delivery). Texts are UTF-8 and
/// bounded by whoever writes them; no bodies, no secrets.
struct LoggedRequest
{
    enum class Direction { Ingest, Delivery };
    Timestamp time; ///< of the answer
    Direction direction = Direction::Ingest;
    std::string method;
    std::string path; ///< without the query
    std::string tenant; ///< empty: not known
    std::string source; ///< empty: not known, or a delivery
    int status = 0; ///< 0: no answer
    std::string outcome; ///< the answer's status word or code; of a delivery succeeded or failed
    std::chrono::microseconds latency{0};
    std::string note; ///< a few words of English, or none
    std::optional<Uuid>
        eventId; ///< taken, recorded as refused, or delivered; nothing: no such event
};

/// The last requests, in memory: what the page "Local gateway" shows as it happens. Thread-safe; a
/// writer waits for no more than another's swap of an entry.
class RequestLog
{
public:
    static constexpr std::size_t defaultCapacity = 2000;

    explicit RequestLog(std::size_t capacity = defaultCapacity);

    void add(LoggedRequest request);

    struct Page
    {
        std::vector<LoggedRequest> requests; ///< oldest first
        std::int64_t first = 1; ///< number of the first one; each further one has the next
        std::int64_t lost = 0; ///< overwritten between `after` and the first one
        std::int64_t next = 0; ///< number of the last one: what to ask for afterwards
    };
    /// The oldest `limit` of those behind number `after`; without `after`, the newest. Numbers
    /// count from 1 in each process, so an `after` that was never given belongs to another: then
    /// everything that is kept is new.
    Page read(std::optional<std::int64_t> after, std::size_t limit) const;

private:
    std::size_t slotOf(std::int64_t number) const;

    mutable std::mutex m_mutex;
    std::vector<LoggedRequest> m_ring;
    std::int64_t m_last = 0; ///< number of the newest
};

} // namespace gatehouse::gateway
