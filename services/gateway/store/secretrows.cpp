#include "services/gateway/store/secretrows.h"

#include "services/signing/digest.h"

namespace gatehouse::gateway {

using postgres::Array;
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

// One row each, so that the ledger tells of each.
constexpr std::string_view revokeExpired = R"(
UPDATE gatehouse.provider_secret SET state = 'revoked', revoked_at = now()
 WHERE state = 'retiring' AND expires_at <= now()
 RETURNING id::text, source, tenant, version::bigint, fingerprint)";

constexpr std::string_view tellLedger = R"(
SELECT gatehouse.append_audit('gateway', 'gateway', 'secrets.retire', 'secret', $1,
       'the overlap is over', jsonb_build_object('source', $2::text, 'tenant', $3::text,
       'version', $4::bigint, 'fingerprint', $5::text)))";

constexpr std::string_view countUses = R"(
INSERT INTO gatehouse.secret_minute AS m (secret_id, minute, requests)
SELECT u.id, date_trunc('minute', now()), u.requests
  FROM unnest($1::uuid[], $2::bigint[]) AS u(id, requests)
 WHERE EXISTS (SELECT FROM gatehouse.provider_secret s WHERE s.id = u.id)
 ORDER BY u.id
    ON CONFLICT (secret_id, minute) DO UPDATE SET requests = m.requests + excluded.requests)";

constexpr std::string_view addToTotals = R"(
UPDATE gatehouse.provider_secret s
   SET uses = s.uses + u.requests, last_used_at = now()
  FROM unnest($1::uuid[], $2::bigint[]) AS u(id, requests)
 WHERE s.id = u.id)";

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
        for (int row = 0; row < rows.size(); ++row)
            secrets.push_back(rowOf(rows, row));
        return secrets;
    });
}

Result<std::int64_t> retireExpired(postgres::Session &session)
{
    const auto rows = session.execute(revokeExpired);
    if (!rows)
        return failure(rows.error());
    for (int row = 0; row < rows->size(); ++row) {
        const auto told =
            session.execute(tellLedger,
                            {rows->get<std::string>(row, 0), rows->get<std::string>(row, 1),
                             rows->get<std::string>(row, 2), rows->get<std::int64_t>(row, 3),
                             rows->get<std::string>(row, 4)});
        if (!told)
            return failure(told.error());
    }
    return rows->size();
}

Result<> addUses(postgres::Session &session, const std::map<Uuid, std::int64_t> &uses)
{
    Array<Uuid> ids;
    Array<std::int64_t> requests;
    for (const auto &[id, count] : uses) {
        ids.emplace_back(id);
        requests.emplace_back(count);
    }
    return session
        .executeTransaction({{std::string(countUses), {ids, requests}},
                             {std::string(addToTotals), {ids, requests}}})
        .map([](const std::vector<Rows> &) {});
}

} // namespace gatehouse::gateway
