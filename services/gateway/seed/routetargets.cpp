#include "services/gateway/seed/routetargets.h"

#include "services/core/hex.h"
#include "services/gateway/seed/seededevent.h"
#include "services/gateway/store/routes.h"
#include "services/signing/digest.h"

#include <algorithm>
#include <cctype>

namespace gatehouse::gateway {

namespace {

/// Where the stand-in for WordPress of some process was.
constexpr const char *standInAddress = "http://127.0.0.1:8738";
constexpr std::size_t longestPlainKey = 181;

// The conditions are those of the batches (store/batchstatements.cpp).
constexpr std::string_view readTargets = R"(
SELECT t.number - 1, k.number - 1, r.id, r.destination_id, r.mode, r.path, d.base_url
  FROM unnest($1::text[]) WITH ORDINALITY AS t(tenant, number)
 CROSS JOIN unnest($2::text[], $3::text[]) WITH ORDINALITY AS k(source, event_type, number)
  JOIN gatehouse.route r
       ON r.source = k.source AND k.event_type LIKE r.event_type_like
          AND (r.tenant IS NULL OR r.tenant = t.tenant)
  JOIN gatehouse.destination d
       ON d.id = r.destination_id AND (d.tenant IS NULL OR d.tenant = t.tenant)
 WHERE r.mode <> 'off'
 ORDER BY r.created_at, r.id)";

bool isPlain(const std::string &key)
{
    return key.size() <= longestPlainKey
        && std::all_of(key.begin(), key.end(), [](unsigned char c) {
               return std::isalnum(c)
                   || std::string_view("_.:@/-").find(static_cast<char>(c))
                   != std::string_view::npos;
           });
}

std::string keyEnding(const Uuid &destination, const std::string &path)
{
    const std::string target = destination.toString() + path;
    return ':' + toHex(asBytes(signing::sha256(target))).substr(0, 8);
}

RouteTarget targetOf(const postgres::Rows &rows, int row)
{
    RouteTarget target;
    target.route = rows.get<Uuid>(row, 2);
    target.destination = rows.get<Uuid>(row, 3);
    target.mode = rows.get<std::string>(row, 4);
    target.path = rows.get<std::string>(row, 5);
    std::string base = rows.get<std::string>(row, 6);
    if (base == standInUrl)
        base = standInAddress;
    while (base.ends_with('/'))
        base.pop_back();
    target.url = base + target.path;
    target.keyEnding = keyEnding(target.destination, target.path);
    return target;
}

} // namespace

Result<RouteTargets> RouteTargets::read(postgres::Session &session,
                                        const std::vector<EventKind> &kinds)
{
    postgres::Array<std::string> sources, types;
    for (const EventKind &kind : kinds) {
        sources.emplace_back(kind.source);
        types.emplace_back(kind.eventType);
    }
    const postgres::Array<std::string> tenants(tenantNames().begin(), tenantNames().end());
    const auto rows = session.execute(readTargets, {tenants, sources, types});
    if (!rows)
        return failure(rows.error());
    RouteTargets targets;
    targets.m_kinds = kinds.size();
    targets.m_targets.resize(tenants.size() * kinds.size());
    for (int row = 0; row < rows->size(); ++row) {
        const auto place = rows->get<std::int64_t>(row, 0) * std::int64_t(kinds.size())
            + rows->get<std::int64_t>(row, 1);
        targets.m_targets[std::size_t(place)].push_back(targetOf(*rows, row));
    }
    return targets;
}

std::string deliveryKey(const std::string &source, const std::string &eventKey,
                        const RouteTarget &target)
{
    if (isPlain(eventKey))
        return eventKey + target.keyEnding;
    return source + ':' + toHex(asBytes(signing::sha256(eventKey))) + target.keyEnding;
}

} // namespace gatehouse::gateway
