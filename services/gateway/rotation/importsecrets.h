#pragma once

#include "services/core/log.h"
#include "services/core/uuid.h"
#include "services/gateway/ingress/providersecrets.h"
#include "services/postgres/session.h"
#include "services/secrets/vault.h"

namespace gatehouse::gateway {

/// Takes the environment's secrets into the database, once: those of every source and tenant that
/// the database has never had one of. The newest becomes the active one; the one before it stays
/// valid for seven days more, as with the longest overlap. Older ones are left out. From then on
/// the environment's count no more, and the log says of each that is left out.
///
/// Several gateways may do this at once; one of them does.
Result<> importSecrets(postgres::Session &session, const secrets::Vault &vault,
                       const ProviderSecrets &environment, UuidGenerator &ids, Log &log);

} // namespace gatehouse::gateway
