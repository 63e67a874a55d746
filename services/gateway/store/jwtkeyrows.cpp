#include "services/gateway/store/jwtkeyrows.h"

namespace gatehouse::gateway {

using postgres::Rows;

namespace {

constexpr std::string_view selectKeys = R"(
SELECT id, kid, algorithm, public_key, issuer, audience,
       CASE WHEN coalesce(expires_at <= now(), false) THEN 'revoked' ELSE state END,
       created_by, coalesce(expires_at <= now(), false)
  FROM gatehouse.jwt_key WHERE state IN ('active', 'retiring') ORDER BY state)";

constexpr std::string_view anyKey = "SELECT EXISTS (SELECT FROM gatehouse.jwt_key)";

constexpr std::string_view takeLock =
    "SELECT pg_advisory_xact_lock(hashtextextended('gatehouse.jwt_keys', 0))";

constexpr std::string_view upsert = R"(
INSERT INTO gatehouse.jwt_key
       (id, created_at, kid, algorithm, public_key, issuer, audience, state, created_by, active_since)
VALUES ($1, gatehouse.uuid_time($1), $2, $3, $4, $5, $6, 'active', $7, now())
    ON CONFLICT (kid) DO UPDATE SET issuer = excluded.issuer, audience = excluded.audience,
       state = 'active', active_since = now(), expires_at = NULL, revoked_at = NULL
 RETURNING id)";

JwtKeyRow rowOf(const Rows &rows, int row)
{
    return {
        rows.get<Uuid>(row, 0),        rows.get<std::string>(row, 1), rows.get<std::string>(row, 2),
        rows.get<std::string>(row, 3), rows.get<std::string>(row, 4), rows.get<std::string>(row, 5),
        rows.get<std::string>(row, 6), rows.get<std::string>(row, 7), rows.get<bool>(row, 8)};
}

} // namespace

Result<JwtKeyRows> readJwtKeys(postgres::Session &session)
{
    JwtKeyRows keys;
    const auto any = session.execute(anyKey);
    if (!any)
        return failure(any.error());
    keys.areAsked = any->get<bool>(0, 0);
    if (!keys.areAsked)
        return keys;
    return session.execute(selectKeys).map([&keys](const Rows &rows) {
        for (int row = 0; row < rows.size(); ++row)
            keys.rows.push_back(rowOf(rows, row));
        return keys;
    });
}

Result<LockedJwtKeys> lockJwtKeys(postgres::Session &session)
{
    if (const auto locked = session.execute(takeLock); !locked)
        return failure(locked.error());
    if (const auto retired = retireExpired(session, jwtKeys); !retired)
        return failure(retired.error());
    return readJwtKeys(session).map([](const JwtKeyRows &keys) {
        LockedJwtKeys locked;
        for (const JwtKeyRow &row : keys.rows)
            (row.state == "active" ? locked.active : locked.retiring) = row;
        return locked;
    });
}

Result<Uuid> activate(postgres::Session &session, const JwtKeyRow &key)
{
    return session
        .execute(upsert,
                 {key.id, key.kid, key.algorithm, key.publicKey, key.issuer, key.audience,
                  key.createdBy})
        .map([](const Rows &rows) { return rows.get<Uuid>(0, 0); });
}

} // namespace gatehouse::gateway
