#pragma once

#include "services/core/log.h"
#include "services/core/uuid.h"
#include "services/gateway/store/rotatingrows.h"
#include "services/postgres/session.h"
#include "services/secrets/vault.h"

#include <string>
#include <vector>

namespace gatehouse::gateway {

/// The identity under which a provider's secret is sealed (services/secrets/vault.h).
std::string providerSecretIdentity(const Uuid &id);

inline constexpr RotatingTable providerSecrets{
    .name = "gatehouse.provider_secret",
    .minutes = "gatehouse.secret_minute",
    .minuteOf = "secret_id",
    .action = "secrets.retire",
    .targetType = "secret",
    .detail = "jsonb_build_object('source', source, 'tenant', tenant, 'version', version::bigint,"
              " 'fingerprint', fingerprint)"};

/// A secret of gatehouse.provider_secret.
struct SecretRow
{
    Uuid id;
    std::string source;
    std::string tenant;
    std::int64_t version = 0;
    std::string state; ///< of this moment: one whose overlap is over reads as revoked
    std::string sealed; ///< empty: it was forgotten
    bool isOverlapOver = false; ///< and the row does not say so yet
};

struct NewSecret
{
    Uuid id;
    std::string source;
    std::string tenant;
    std::int64_t version = 1;
    std::string createdBy;
};

/// Stores it as the active one. Conflict: there is an active one, or one of this version.
Result<> insertActive(postgres::Session &session, const secrets::Vault &vault,
                      const NewSecret &secret, std::string_view plain);

/// All that there ever were: where the database had one, what the environment says counts no more.
/// By source and tenant; of one tenant the active one first, then the retiring one, then those that
/// are not accepted, newest first.
Result<std::vector<SecretRow>> readSecrets(postgres::Session &session);

} // namespace gatehouse::gateway
