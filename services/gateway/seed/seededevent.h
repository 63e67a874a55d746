#pragma once

#include "services/core/uuid.h"
#include "services/gateway/seed/eventkind.h"
#include "services/gateway/seed/history.h"
#include "services/gateway/seed/markedtext.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::gateway {

/// A webhook that never came.
struct SeededEvent
{
    Uuid id;
    Timestamp receivedAt; ///< id.time()
    Timestamp sentAt; ///< whole seconds
    std::size_t kind = 0; ///< of the kinds that the source was given
    std::size_t tenant = 0; ///< of tenantNames()
    SlotValues values;
    std::string body;
    std::string bodyHash; ///< 32 bytes
    std::string sourceIp, traceId;
    bool isRefused = false; ///< for its signature
};

/// In the order of their traffic, the largest first.
const std::vector<std::string> &tenantNames();

/// The events of a plan, forward in time. Few tenants have most of the traffic, customers and
/// orders come again. Not thread-safe.
class EventSource
{
public:
    /// `kinds` outlives it.
    EventSource(const SeedPlan &plan, const std::vector<EventKind> &kinds);

    /// The next one of plan.events, into what may hold a former one.
    void next(SeededEvent &event);
    const History &history() const { return m_history; }
    /// Whose events cannot be normalized in History::brokenMapping().
    static constexpr std::size_t brokenTenant = 1;

private:
    void pickSender(SeededEvent &event);
    void pickOrder(SeededEvent &event);
    void fill(SeededEvent &event);
    void setTimes(SeededEvent &event);
    void setBody(SeededEvent &event) const;
    bool isRefused(const SeededEvent &event);

    const std::vector<EventKind> &m_kinds;
    Dice m_dice;
    History m_history;
    Weighted m_senders; ///< tenants times kinds
    std::vector<std::uint32_t> m_lastOrder; ///< by tenant
    std::vector<std::string> m_wrongSources; ///< by tenant, as History::wrongSecrets() are
    std::uint64_t m_serial; ///< the next one, scattered
};

} // namespace gatehouse::gateway
