#include "services/gateway/rotation/importjwtkey.h"

#include "services/gateway/store/jwtkeyrows.h"
#include "services/signing/jwk.h"

namespace gatehouse::gateway {

namespace {

constexpr const char *environmentsName = "environment";
constexpr std::int64_t overlapSeconds = 604800;

bool isImported(const std::optional<JwtKeyRow> &row)
{
    return !row || row->createdBy == environmentsName;
}

Result<bool> wasRevoked(postgres::Session &session, const std::string &kid)
{
    return session
        .execute(
            "SELECT EXISTS (SELECT FROM gatehouse.jwt_key WHERE kid = $1 AND state = 'revoked')",
            {kid})
        .map([](const postgres::Rows &rows) { return rows.get<bool>(0, 0); });
}

/// Makes room for another one beside what is valid.
Result<> replace(postgres::Session &session, const LockedJwtKeys &keys)
{
    if (keys.retiring) {
        if (auto revoked = revokeRow(session, jwtKeys, keys.retiring->id); !revoked)
            return revoked;
    }
    if (!keys.active)
        return {};
    return retireActive(session, jwtKeys, keys.active->id, overlapSeconds)
        .map([](const std::optional<std::string> &) {});
}

Result<> takeIn(postgres::Session &session, const LockedJwtKeys &keys, const JwtKeyRow &key)
{
    if (keys.retiring && keys.retiring->kid == key.kid) {
        auto swapped = swapPlaces(session, jwtKeys, keys.active->id, keys.retiring->id);
        return swapped ? setOverlap(session, jwtKeys, keys.active->id, overlapSeconds) : swapped;
    }
    if (auto replaced = replace(session, keys); !replaced)
        return replaced;
    return activate(session, key).map([](const Uuid &) {});
}

/// What the tokens must say may be another than before.
Result<> follow(postgres::Session &session, const JwtKeyRow &active, const JwtKeyRow &key)
{
    if (active.issuer == key.issuer && active.audience == key.audience)
        return {};
    return activate(session, key).map([](const Uuid &) {});
}

Result<JwtKeyRow> rowOf(const signing::JwtOptions &options, UuidGenerator &ids)
{
    const auto key = signing::AsymmetricKey::fromPublicPem(options.algorithm, options.publicKeyPem);
    if (!key)
        return failure(ErrorKind::Invalid, QString::fromStdString(key.error()));
    return JwtKeyRow{.id = ids.next(),
                     .kid = signing::keyIdOf(*key),
                     .algorithm = std::string(signing::jwtAlgorithmName(options.algorithm)),
                     .publicKey = key->publicPem(),
                     .issuer = options.issuer,
                     .audience = options.audience,
                     .state = {},
                     .createdBy = environmentsName};
}

} // namespace

Result<> importJwtKey(postgres::Session &session, const signing::JwtOptions &environment,
                      UuidGenerator &ids, Log &log)
{
    const auto key = rowOf(environment, ids);
    if (!key)
        return failure(key.error());
    return session.inTransaction([&]() -> Result<> {
        const auto keys = lockJwtKeys(session);
        if (!keys)
            return failure(keys.error());
        if (keys->active && keys->active->kid == key->kid)
            return isImported(keys->active) ? follow(session, *keys->active, *key) : Result<>();
        const auto revoked = wasRevoked(session, key->kid);
        if (!revoked)
            return failure(revoked.error());
        if (!*revoked && isImported(keys->active) && isImported(keys->retiring))
            return takeIn(session, *keys, *key);
        log.warning("WORDPRESS_JWT_PUBLIC_KEY is not used: the database has other keys "
                    "(gatehousectl jwt-keys rotate changes them)",
                    {{"kid", key->kid}});
        return {};
    });
}

} // namespace gatehouse::gateway
