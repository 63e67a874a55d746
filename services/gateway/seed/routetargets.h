#pragma once

#include "services/core/result.h"
#include "services/core/uuid.h"
#include "services/gateway/seed/eventkind.h"
#include "services/postgres/session.h"

#include <string>
#include <vector>

namespace gatehouse::gateway {

/// Where an event goes.
struct RouteTarget
{
    Uuid route, destination;
    std::string mode; ///< live, dry_run or mirror
    std::string path;
    std::string url;
    std::string keyEnding; ///< of the delivery's idempotency key
};

/// The routes of a database, matched once with each kind of event of each tenant.
class RouteTargets
{
public:
    static Result<RouteTargets> read(postgres::Session &session,
                                     const std::vector<EventKind> &kinds);
    const std::vector<RouteTarget> &of(std::size_t tenant, std::size_t kind) const
    {
        return m_targets[tenant * m_kinds + kind];
    }

private:
    std::size_t m_kinds = 0;
    std::vector<std::vector<RouteTarget>> m_targets;
};

/// The key of a delivery, as gatehouse.delivery_key makes it.
std::string deliveryKey(const std::string &source, const std::string &eventKey,
                        const RouteTarget &target);

} // namespace gatehouse::gateway
