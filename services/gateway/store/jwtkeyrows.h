#pragma once

#include "services/core/uuid.h"
#include "services/gateway/store/rotatingrows.h"
#include "services/postgres/session.h"

#include <optional>
#include <string>
#include <vector>

namespace gatehouse::gateway {

inline constexpr RotatingTable jwtKeys{
    .name = "gatehouse.jwt_key",
    .minutes = "gatehouse.jwt_key_minute",
    .minuteOf = "key_id",
    .action = "jwt-keys.retire",
    .targetType = "jwt_key",
    .detail = "jsonb_build_object('kid', kid, 'algorithm', algorithm)"};

/// A key of gatehouse.jwt_key: a public half, and what the tokens must say that it verifies.
struct JwtKeyRow
{
    Uuid id;
    std::string kid;
    std::string algorithm; ///< as in `alg`
    std::string publicKey; ///< PEM
    std::string issuer;
    std::string audience;
    std::string state; ///< of this moment: one whose overlap is over reads as revoked
    std::string createdBy;
    bool isOverlapOver = false; ///< and the row does not say so yet

    bool operator==(const JwtKeyRow &) const = default;
};

struct JwtKeyRows
{
    std::vector<JwtKeyRow> rows; ///< the active one, then the retiring one
    bool areAsked = false; ///< there is or was a key, so tokens are asked for

    bool operator==(const JwtKeyRows &) const = default;
};

Result<JwtKeyRows> readJwtKeys(postgres::Session &session);

/// The valid keys, locked against every other change to the end of the transaction.
struct LockedJwtKeys
{
    std::optional<JwtKeyRow> active;
    std::optional<JwtKeyRow> retiring; ///< its overlap is not over
};

Result<LockedJwtKeys> lockJwtKeys(postgres::Session &session);

/// Stores it as the active one; a revoked key of the same kid becomes active again, and keeps its
/// id. `state` and `isOverlapOver` do not count. The row's id. Conflict: there is an active one.
Result<Uuid> activate(postgres::Session &session, const JwtKeyRow &key);

} // namespace gatehouse::gateway
