#include "services/gateway/store/secretrows.h"

#include "services/signing/digest.h"

namespace gatehouse::gateway {

using postgres::Bytes;
using postgres::Rows;

namespace {

constexpr std::string_view selectSecrets = R"(
SELECT id, source, tenant, version::bigint,
       CASE WHEN state = 'retiring' AND expires_at <= now() THEN 'revoked' ELSE state END AS state,
       coalesce(sealed, ''), coalesce(state = 'retiring' AND expires_at <= now(), false)
  FROM gatehouse.provider_secret
 ORDER BY source, tenant, array_position(ARRAY['active', 'retiring'], state), version DESC)";

constexpr std::string_view insertSecret = R"(
INSERT INTO gatehouse.provider_secret
       (id, created_at, source, tenant, version, state, created_by, active_since, fingerprint, master_key,
        sealed)
VALUES ($1, gatehouse.uuid_time($1), $2, $3, $4, 'active', $5, now(), $6, $7, $8))";

SecretRow rowOf(const Rows &rows, int row)
{
    return {rows.get<Uuid>(row, 0),        rows.get<std::string>(row, 1),
            rows.get<std::string>(row, 2), rows.get<std::int64_t>(row, 3),
            rows.get<std::string>(row, 4), rows.get<Bytes>(row, 5).data,
            rows.get<bool>(row, 6)};
}

} // namespace

std::string providerSecretIdentity(const Uuid &id)
{
    return "provider_secret/" + id.toString();
}

Result<> insertActive(postgres::Session &session, const secrets::Vault &vault,
                      const NewSecret &secret, std::string_view plain)
{
    auto sealed = vault.seal(plain, providerSecretIdentity(secret.id));
    if (!sealed)
        return failure(sealed.error());
    return session
        .execute(insertSecret,
                 {secret.id, secret.source, secret.tenant, secret.version, secret.createdBy,
                  signing::fingerprint(plain), vault.fingerprint(), Bytes{std::move(*sealed)}})
        .map([](const Rows &) {});
}

Result<std::vector<SecretRow>> readSecrets(postgres::Session &session)
{
    return session.execute(selectSecrets).map([](const Rows &rows) {
        std::vector<SecretRow> secrets;
        secrets.reserve(static_cast<std::size_t>(rows.size()));
        for (int row = 0; row < rows.size(); ++row)
            secrets.push_back(rowOf(rows, row));
        return secrets;
    });
}

} // namespace gatehouse::gateway
