#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/change.h"
#include "services/gateway/admin/parameters.h"
#include "services/gateway/admin/privacy.h"
#include "services/gateway/admin/query.h"
#include "services/gateway/store/bodykeys.h"

#include <boost/json.hpp>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::size_t longestSealedTenant = 100;

Result<std::optional<std::string>> activeBodyKey(postgres::Session &session,
                                                 const std::string &tenant)
{
    return session
        .execute("SELECT fingerprint FROM gatehouse.body_key"
                 " WHERE tenant = $1 AND state = 'active' FOR UPDATE",
                 {tenant})
        .map([](const postgres::Rows &rows) {
            return rows.isEmpty() ? std::nullopt : rows.find<std::string>(0, 0);
        });
}

/// A slip in the name would otherwise seal nobody's bodies, and say that it did.
Result<bool> isKnownTenant(postgres::Session &session, const std::string &tenant)
{
    return session
        .execute("SELECT EXISTS (SELECT FROM gatehouse.provider_secret WHERE tenant = $1)"
                 " OR EXISTS (SELECT FROM gatehouse.body_key WHERE tenant = $1)",
                 {tenant})
        .map([](const postgres::Rows &rows) { return rows.get<bool>(0, 0); });
}

Outcome unknownTenant(const std::string &tenant)
{
    return refused(http::problem(404, "unknown_tenant",
                                 "No source has a secret of a tenant '" + tenant
                                     + "', so there are no bodies to seal. Look at the names in "
                                       "`secrets`, or give the tenant its first secret before."));
}

Result<std::optional<std::string>> replaceBodyKey(const ChangeRequest &request,
                                                  postgres::Session &session,
                                                  const std::string &tenant, bool isSealed)
{
    if (isSealed) {
        return insertBodyKey(session, *request.call.options.vault,
                             UuidGenerator(request.call.clock).next(), tenant,
                             request.call.actor.name)
            .map([](const std::string &fingerprint) { return std::optional(fingerprint); });
    }
    return session
        .execute("UPDATE gatehouse.body_key SET state = 'former'"
                 " WHERE tenant = $1 AND state = 'active'",
                 {tenant})
        .map([](const postgres::Rows &) { return std::optional<std::string>(); });
}

Result<Outcome> doSealBodies(const ChangeRequest &request, postgres::Session &session)
{
    BodyReader reader(request.body, {"sealed"});
    if (!reader.has("sealed"))
        reader.refuse("sealed", "is missing.");
    const bool isSealed = reader.flag("sealed");
    const std::string &tenant = request.call.parameters.front();
    if (reader.refusal())
        return refused(*reader.refusal());
    if (tenant.size() > longestSealedTenant || !isPlainText(tenant))
        return refused(notFound());
    if (!isForAll(request.call.actor, tenant))
        return refused(outsideScope());
    if (isSealed && !request.call.options.vault)
        return conflict("master_key_missing",
                        "This gateway has no master key, so it seals nothing.");
    const auto isKnown = isKnownTenant(session, tenant);
    if (!isKnown)
        return failure(isKnown.error());
    if (!*isKnown)
        return unknownTenant(tenant);
    const auto before = activeBodyKey(session, tenant);
    const auto after =
        before ? replaceBodyKey(request, session, tenant, isSealed) : failure(before.error());
    if (!after)
        return failure(after.error());
    const boost::json::object detail{{"tenant", tenant},
                                     {"before", {{"fingerprint", textOrNull(*before)}}},
                                     {"after", {{"fingerprint", textOrNull(*after)}}}};
    const boost::json::object answer{
        {"tenant", tenant}, {"sealed", isSealed}, {"fingerprint", textOrNull(*after)}};
    return Outcome{http::jsonResponse(200, boost::json::serialize(answer)),
                   LedgerEntry{"body_keys.change", "tenant", tenant, request.reason,
                               boost::json::serialize(detail)}};
}

} // namespace

Result<http::Response> listBodyKeys(const Call &call, postgres::Session &session)
{
    Query query;
    requireScope(query, call.actor, {"tenant", "", false});
    const auto rows =
        session.execute("SELECT jsonb_build_object('items', coalesce(jsonb_agg(to_jsonb(k)"
                        " ORDER BY k.created_at DESC), '[]'), 'next', NULL)::text"
                        " FROM (SELECT * FROM console.body_keys"
                            + query.where() + ") k",
                        query.parameters());
    if (!rows)
        return failure(rows.error());
    return http::jsonResponse(200, rows->get<std::string>(0, 0));
}

/// Waits until this process seals with it.
Result<http::Response> sealBodies(const Call &call, postgres::Session &session)
{
    auto answer = change(call, session, Reason::Required, doSealBodies);
    if (answer && answer->status < 300 && call.options.secretsChanged)
        call.options.secretsChanged();
    return answer;
}

} // namespace gatehouse::gateway::admin
