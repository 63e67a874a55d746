#pragma once

#include "services/core/result.h"
#include "services/core/uuid.h"
#include "services/postgres/session.h"

#include <optional>
#include <string>

namespace gatehouse::gateway {

/// An application password that WordPress is asked for. It is written down before, so that one
/// whose answer was lost is found there by its name and taken away
/// (services/gateway/rotation/straypasswords.h).
struct PasswordAttempt
{
    Uuid id;
    Uuid destination;
    std::string destinationName;
    std::optional<std::string> tenant;
    std::string baseUrl;
    std::string login; ///< WordPress's user
    std::string passwordName; ///< no other attempt's
};

/// Committed when it returns, unless in a transaction.
Result<> beginPasswordAttempt(postgres::Session &session, const PasswordAttempt &attempt);

/// Nothing is left to be taken away: its password is in use from this transaction on, or was never
/// made. False: it took longer than a minute, and the password may be gone already.
Result<bool> endPasswordAttempt(postgres::Session &session, const Uuid &attempt);

} // namespace gatehouse::gateway
