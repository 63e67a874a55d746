#pragma once

#include "services/core/clock.h"
#include "services/core/result.h"
#include "services/gateway/admin/call.h"

#include <string>
#include <string_view>
#include <variant>

namespace gatehouse::postgres {
class Session;
}

namespace gatehouse::gateway {

/// Stores a token, as its SHA-256 only, under a name: GATEHOUSE_ADMIN_TOKEN at start, others in
/// tests. Repeating it is harmless; the same name with another token replaces the hash, so that a
/// changed variable counts and the old token ends, with its limits; one that was revoked stays so
/// until the variable changes. Invalid for an unknown role or a token under 8
/// characters, Conflict when another name has the same token.
Result<> ensureAdminToken(postgres::Session &session, const std::string &name,
                          const std::string &role, const std::string &token);

/// What ensureAdminToken() would do: nothing, as the token opens all doors already, under whatever
/// name; or end another token that has the name.
enum class TokenNews { Known, New, Replacing };
Result<TokenNews> newsOfToken(postgres::Session &session, const std::string &name,
                              const std::string &token);

namespace admin {

/// The token of `Authorization: Bearer ...`; empty when there is none.
std::string_view bearerToken(const http::RequestHead &head);

/// 401 with WWW-Authenticate.
http::Response unauthorized(std::string_view code, std::string_view detail);

/// Why a token is not let in.
struct LoginRefusal
{
    http::Response response; ///< 401
    bool isUnknown = false; ///< perhaps a guess; else it was revoked or has expired
};

/// Who the token is, or why not. Notes when it was last used, once a minute.
Result<std::variant<Actor, LoginRefusal>> authenticate(postgres::Session &session,
                                                       std::string_view token, Timestamp now);

} // namespace admin
} // namespace gatehouse::gateway
