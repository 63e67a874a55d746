#include "services/gateway/admin/secrettarget.h"

#include "services/gateway/admin/parameters.h"
#include "services/gateway/admin/scope.h"
#include "services/gateway/store/secretrows.h"
#include "services/postgres/session.h"

namespace gatehouse::gateway::admin {

namespace {

constexpr std::size_t longestTenant = 100;

constexpr std::string_view takeLock =
    "SELECT pg_advisory_xact_lock(hashtextextended('gatehouse.secret ' || $1 || ' ' || $2, 0))";

constexpr std::string_view readVersions = R"(
SELECT id, version::bigint, fingerprint, state,
       state IN ('active', 'retiring')
  FROM gatehouse.provider_secret WHERE source = $1 AND tenant = $2 ORDER BY version)";

} // namespace

std::optional<SecretTarget> secretTarget(const Call &call)
{
    SecretTarget target{call.parameters.at(0), call.parameters.at(1)};
    const bool isUsable = !target.tenant.empty() && target.tenant.size() <= longestTenant
        && isPlainText(target.tenant);
    if (!isUsable || unknownSource(call.actor, target.source)
        || !isWithin(call.actor.tenants, target.tenant))
        return std::nullopt;
    return target;
}

Result<LockedSecrets> lockSecrets(postgres::Session &session, const SecretTarget &target)
{
    if (const auto locked = session.execute(takeLock, {target.source, target.tenant}); !locked)
        return failure(locked.error());
    if (const auto retired = retireExpired(session, providerSecrets); !retired)
        return failure(retired.error());
    const auto rows = session.execute(readVersions, {target.source, target.tenant});
    if (!rows)
        return failure(rows.error());
    LockedSecrets secrets{target, {}, {}, 0};
    for (int row = 0; row < rows->size(); ++row) {
        const SecretVersion version{rows->get<Uuid>(row, 0), rows->get<std::int64_t>(row, 1),
                                    rows->get<std::string>(row, 2)};
        const bool isActive = rows->get<std::string>(row, 3) == "active";
        secrets.newest = version.version;
        if (rows->get<bool>(row, 4))
            (isActive ? secrets.active : secrets.retiring) = version;
    }
    return secrets;
}

} // namespace gatehouse::gateway::admin
