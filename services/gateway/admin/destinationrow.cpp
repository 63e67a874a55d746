#include "services/gateway/admin/destinationrow.h"

#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/parameters.h"

#include <algorithm>

namespace gatehouse::gateway::admin {

namespace {

boost::json::value destinationState(const std::optional<std::string> &row)
{
    return stateOf(row,
                   {"base_url", "auth_type", "credential_fingerprint", "signing_secret_fingerprint",
                    "previous_fingerprint", "previous_expires_at", "previous_password_expires_at"});
}

} // namespace

Result<std::optional<Destination>> findDestination(const Call &call, postgres::Session &session,
                                                   std::string_view lock)
{
    const std::string &key = call.parameters.front();
    if (!isPlainText(key))
        return std::optional<Destination>();
    Query query;
    const auto id = Uuid::parse(key);
    query.require(id ? "id = " + query.bind(*id) + "::uuid"
                     : "name = " + query.bind(key) + "::text");
    requireScope(query, call.actor, destinationList().scope);
    const auto rows = session.execute("SELECT id, name, tenant, base_url, coalesce(master_key, ''),"
                                      " previous_password_id IS NOT NULL FROM gatehouse.destination"
                                          + query.where() + std::string(lock),
                                      query.parameters());
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return std::optional<Destination>();
    return std::optional(Destination{rows->get<Uuid>(0, 0), rows->get<std::string>(0, 1),
                                     rows->find<std::string>(0, 2), rows->get<std::string>(0, 3),
                                     rows->get<std::string>(0, 4), rows->get<bool>(0, 5)});
}

Result<Outcome> onDestination(const ChangeRequest &request, postgres::Session &session,
                              const DestinationWork &work)
{
    const auto found = findDestination(request.call, session, " FOR UPDATE");
    if (!found)
        return failure(found.error());
    if (!*found)
        return refused(notFound());
    if (!isForAll(request.call.actor, (*found)->tenant))
        return refused(outsideScope());
    return work(**found);
}

Result<boost::json::value> currentState(const Call &call, postgres::Session &session,
                                        const Uuid &destination)
{
    return findRow(call, session, destinationList(), destination).map(destinationState);
}

Result<Outcome> withDestination(const ChangeRequest &request, postgres::Session &session,
                                const Destination &destination, std::string_view action,
                                boost::json::object detail, int status)
{
    const auto row = findRow(request.call, session, destinationList(), destination.id);
    if (!row)
        return failure(row.error());
    detail["destination"] = destination.name;
    detail["tenant"] = textOrNull(destination.tenant);
    detail.emplace("after", destinationState(*row));
    return Outcome{http::jsonResponse(status, row->value_or("null")),
                   LedgerEntry{std::string(action), "destination", destination.id.toString(),
                               request.reason, boost::json::serialize(detail)}};
}

std::optional<Outcome> formerPasswordRefusal(const Destination &destination)
{
    if (!destination.hasFormerPassword)
        return std::nullopt;
    return conflict("previous_password_pending",
                    "A former application password is still at WordPress. Retire it first, or wait "
                    "for the end of its overlap.");
}

std::optional<Outcome> environmentRefusal(const Call &call, const Destination &destination)
{
    const auto &names = call.options.environmentDestinations;
    if (std::find(names.begin(), names.end(), destination.name) == names.end())
        return std::nullopt;
    return conflict("set_by_environment",
                    "This gateway has this destination from WORDPRESS_BASE_URL, WORDPRESS_TOKEN "
                    "and HMAC_SHARED_SECRET, which count before what is stored. Change them and "
                    "restart it, or start it without them.");
}

} // namespace gatehouse::gateway::admin
