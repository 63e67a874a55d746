#pragma once

#include "services/core/uuid.h"
#include "services/postgres/session.h"

#include <string>

namespace gatehouse::gateway {

// The identities under which a destination's secrets are sealed (services/secrets/vault.h). The
// current and the previous signing secret share one, so that either can take the other's place.
std::string credentialIdentity(const Uuid &destination);
std::string signingSecretIdentity(const Uuid &destination);

/// The former application password is no longer at WordPress.
Result<> forgetFormerPassword(postgres::Session &session, const Uuid &destination);

} // namespace gatehouse::gateway
