#pragma once

#include "services/core/result.h"
#include "services/core/uuid.h"
#include "services/secrets/secret.h"

#include <memory>
#include <string>
#include <string_view>

namespace gatehouse::postgres {
class Session;
}
namespace gatehouse::secrets {
class Vault;
}

namespace gatehouse::gateway {

/// The identity under which the key is sealed by the master key.
std::string userHashKeyIdentity(const Uuid &id);

/// Names users of AI systems without telling who they are: equal ids of a tenant have equal hashes,
/// at every gateway on the database and for good; of two tenants they have not. Thread-safe.
class UserHash
{
public:
    /// With the database's key, which is made when there is none. Conflict, Invalid: it cannot be
    /// unsealed.
    static Result<UserHash> open(postgres::Session &session, const secrets::Vault &vault);

    /// 32 hex digits.
    std::string of(std::string_view tenant, std::string_view userId) const;

private:
    explicit UserHash(secrets::Secret key);
    std::shared_ptr<const secrets::Secret> m_key;
};

} // namespace gatehouse::gateway
