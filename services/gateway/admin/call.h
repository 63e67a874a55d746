#pragma once

#include "services/core/clock.h"
#include "services/core/result.h"
#include "services/core/uuid.h"
#include "services/gateway/admin/adminoptions.h"
#include "services/gateway/http/message.h"

#include <optional>
#include <string>
#include <vector>

namespace gatehouse::postgres {
class Session;
}

namespace gatehouse::gateway::admin {

/// Who calls: one row of gatehouse.admin_token.
struct Actor
{
    Uuid tokenId;
    std::string name;
    std::string role;
    std::optional<std::vector<std::string>> tenants; ///< nothing: all
    std::optional<std::vector<std::string>> sources;
};

/// One authenticated request on its way through a handler.
struct Call
{
    const http::Request &request;
    std::vector<std::string> parameters; ///< what stood at {id} in the pattern, decoded, in order
    Actor actor;
    const AdminOptions &options;
    const Clock &clock;
};

/// Plain blocking code on one of the endpoint's threads. An Error is the database's: it is answered
/// with 503, 504 or 500 in one place. All other refusals are answers.
using Handler = Result<http::Response> (*)(const Call &, postgres::Session &);

/// The id at the pattern's {id}, or nothing when it is no uuid (which is then a 404).
std::optional<Uuid> idParameter(const Call &call);

/// Whether the token is for all tenants and sources; or, with a tenant, for that one and all
/// sources. Only then it may change what concerns them.
bool isForAll(const Actor &actor, const std::optional<std::string> &tenant = {});
/// 403 outside_scope
http::Response outsideScope();

/// What is answered for an id that is unknown, vanished or outside the token's scope: the same.
http::Response notFound();

} // namespace gatehouse::gateway::admin
