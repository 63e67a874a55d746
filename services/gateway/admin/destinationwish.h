#pragma once

#include "services/gateway/http/message.h"
#include "services/secrets/secret.h"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace gatehouse::gateway::admin {

/// What a destination is to be, as far as the body says, checked by itself.
struct DestinationWish
{
    std::string name; ///< of a new one
    std::optional<std::string> tenant;
    std::optional<std::string> baseUrl;
    std::string authType; ///< bearer or basic; empty: no `auth` was given
    secrets::Secret credential; ///< a token, or user:password
    secrets::Secret signingSecret; ///< empty: none was given
    std::int64_t overlapSeconds = 0; ///< for which the former signing secret is kept

    bool hasAuth() const { return !authType.empty(); }
    bool hasSigningSecret() const { return !signingSecret.isEmpty(); }
};

using DestinationReading = std::variant<DestinationWish, http::Response>;

/// `{name, base_url, allow_http, auth, signing_secret, tenant}`; else 400 that names the field.
DestinationReading readNewDestination(const boost::json::object &body);
/// `{base_url, allow_http, auth, signing_secret, overlap_seconds}`, at least one of base_url, auth
/// and signing_secret.
DestinationReading readDestinationChange(const boost::json::object &body);

} // namespace gatehouse::gateway::admin
