#pragma once

#include "services/core/result.h"
#include "services/core/uuid.h"
#include "services/secrets/vault.h"

#include <optional>
#include <string>

namespace gatehouse::gateway {

enum class AuthType { Bearer, Basic };

/// What a delivery to one destination is signed with.
struct DestinationCredentials
{
    std::string token; ///< of Authorization, Basic: user:password; empty: no such header
    std::string signingSecret; ///< of X-Signature; empty: no such header
    /// Nothing: Basic when the token has a ':', else Bearer (WORDPRESS_TOKEN).
    std::optional<AuthType> auth = {};
};

/// What the database keeps of a destination, sealed (resources/sql/0009_destinations.sql).
struct SealedCredentials
{
    Uuid destination;
    std::string masterKey; ///< fingerprint of the key that sealed them; empty: none are stored
    std::string authType; ///< bearer or basic
    std::string credential;
    std::string signingSecret;
};

/// Errors as Vault::unseal.
Result<DestinationCredentials> unseal(const SealedCredentials &sealed, const secrets::Vault &vault);

/// Overwrites both; to be called as soon as a request has been built.
void wipe(DestinationCredentials &credentials);

} // namespace gatehouse::gateway
