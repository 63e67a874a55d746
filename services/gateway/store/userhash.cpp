#include "services/gateway/store/userhash.h"

#include "services/core/hex.h"
#include "services/core/random.h"
#include "services/postgres/session.h"
#include "services/secrets/vault.h"
#include "services/signing/digest.h"

#include <cstdint>

namespace gatehouse::gateway {

namespace {

constexpr std::size_t userHashKeySize = 32;
constexpr std::size_t userHashBytes = 16;

Result<> makeUserHashKey(postgres::Session &session, const secrets::Vault &vault)
{
    std::string bytes(userHashKeySize, '\0');
    fillRandom({reinterpret_cast<std::uint8_t *>(bytes.data()), bytes.size()});
    const secrets::Secret key(std::move(bytes));
    const Uuid id = randomUuid();
    const auto sealed = vault.seal(key.view(), userHashKeyIdentity(id));
    if (!sealed)
        return failure(sealed.error());
    // Of two gateways that start at once one makes it.
    const auto made = session.execute(
        "INSERT INTO gatehouse.user_hash_key (id, sealed, master_key) VALUES ($1, $2, $3)"
        " ON CONFLICT (is_only) DO NOTHING",
        {id, postgres::Bytes{*sealed}, vault.fingerprint()});
    return made ? Result<>() : failure(made.error());
}

Result<postgres::Rows> readUserHashKey(postgres::Session &session)
{
    return session.execute("SELECT id, sealed FROM gatehouse.user_hash_key");
}

} // namespace

std::string userHashKeyIdentity(const Uuid &id)
{
    return "user_hash_key/" + id.toString();
}

UserHash::UserHash(secrets::Secret key)
    : m_key(std::make_shared<const secrets::Secret>(std::move(key)))
{
}

Result<UserHash> UserHash::open(postgres::Session &session, const secrets::Vault &vault)
{
    auto rows = readUserHashKey(session);
    if (rows && rows->isEmpty()) {
        if (const auto made = makeUserHashKey(session, vault); !made)
            return failure(made.error());
        rows = readUserHashKey(session);
    }
    if (!rows)
        return failure(rows.error());
    return vault
        .unseal(rows->get<postgres::Bytes>(0, 1).data, userHashKeyIdentity(rows->get<Uuid>(0, 0)))
        .map([](secrets::Secret &&key) { return UserHash(std::move(key)); });
}

std::string UserHash::of(std::string_view tenant, std::string_view userId) const
{
    std::string text(tenant);
    text += '\0';
    text += userId;
    return toHex(asBytes(signing::hmacSha256(m_key->view(), text).substr(0, userHashBytes)));
}

} // namespace gatehouse::gateway
