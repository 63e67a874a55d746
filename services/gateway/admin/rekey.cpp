#include "services/gateway/admin/change.h"
#include "services/gateway/admin/secrets.h"
#include "services/gateway/alerts/alertchannel.h"
#include "services/gateway/store/bodykeys.h"
#include "services/gateway/store/destinationsecrets.h"
#include "services/gateway/store/secretrows.h"
#include "services/gateway/store/userhash.h"
#include "services/postgres/session.h"

#include <boost/json.hpp>

namespace gatehouse::gateway::admin {

namespace {

using postgres::Bytes;

/// Everything that another key sealed, with the statement that takes what it becomes as $2 and the
/// row's id as $1.
struct SealedColumn
{
    std::string_view select; ///< id, sealed; $1: the fingerprint of the key that is to seal
    std::string_view update;
    std::string (*identity)(const Uuid &);
};

// Locked against a rotation meanwhile. The last statement of a table says whose key it is now.
constexpr SealedColumn columns[] = {
    {"SELECT id, sealed FROM gatehouse.provider_secret WHERE sealed IS NOT NULL AND master_key <> "
     "$1 FOR UPDATE",
     "UPDATE gatehouse.provider_secret SET sealed = $2, master_key = $3 WHERE id = $1",
     providerSecretIdentity},
    {"SELECT id, sealed FROM gatehouse.body_key WHERE master_key <> $1 FOR UPDATE",
     "UPDATE gatehouse.body_key SET sealed = $2, master_key = $3 WHERE id = $1", bodyKeyIdentity},
    {"SELECT id, sealed FROM gatehouse.user_hash_key WHERE master_key <> $1 FOR UPDATE",
     "UPDATE gatehouse.user_hash_key SET sealed = $2, master_key = $3 WHERE id = $1",
     userHashKeyIdentity},
    {"SELECT id, credential FROM gatehouse.destination WHERE credential IS NOT NULL AND master_key "
     "<> $1 FOR UPDATE",
     "UPDATE gatehouse.destination SET credential = $2 WHERE id = $1 AND $3 IS NOT NULL",
     credentialIdentity},
    {"SELECT id, previous_signing_secret FROM gatehouse.destination WHERE previous_signing_secret "
     "IS NOT NULL"
     " AND master_key <> $1 FOR UPDATE",
     "UPDATE gatehouse.destination SET previous_signing_secret = $2 WHERE id = $1 AND $3 IS NOT "
     "NULL",
     signingSecretIdentity},
    {"SELECT id, signing_secret FROM gatehouse.destination WHERE signing_secret IS NOT NULL AND "
     "master_key <> $1"
     " FOR UPDATE",
     "UPDATE gatehouse.destination SET signing_secret = $2, master_key = $3 WHERE id = $1",
     signingSecretIdentity},
    {"SELECT id, secret FROM gatehouse.alert_channel WHERE secret IS NOT NULL AND master_key <> $1"
     " FOR UPDATE",
     "UPDATE gatehouse.alert_channel SET secret = $2, master_key = $3 WHERE id = $1",
     alertChannelIdentity},
};

struct Rewrapping
{
    std::int64_t count = 0;
    std::optional<Error> unreadable; ///< then nothing is to be changed
};

Result<> rewrapRow(postgres::Session &session, const secrets::Vault &vault,
                   const SealedColumn &column, const Uuid &id, const std::string &sealed,
                   Rewrapping &rewrapping)
{
    const std::string identity = column.identity(id);
    const auto plain = vault.unseal(sealed, identity);
    auto fresh = plain ? vault.seal(plain->view(), identity) : failure(plain.error());
    if (!fresh) {
        rewrapping.unreadable = fresh.error();
        return {};
    }
    ++rewrapping.count;
    return session
        .execute(column.update, {id, Bytes{std::move(*fresh)}, std::string(vault.fingerprint())})
        .map([](const postgres::Rows &) {});
}

Result<> rewrapColumn(postgres::Session &session, const secrets::Vault &vault,
                      const SealedColumn &column, Rewrapping &rewrapping)
{
    const auto rows = session.execute(column.select, {vault.fingerprint()});
    if (!rows)
        return failure(rows.error());
    for (int row = 0; row < rows->size() && !rewrapping.unreadable; ++row) {
        auto done = rewrapRow(session, vault, column, rows->get<Uuid>(row, 0),
                              rows->get<Bytes>(row, 1).data, rewrapping);
        if (!done)
            return done;
    }
    return {};
}

/// In a savepoint of its own: all of it, or nothing.
Result<Rewrapping> rewrapAll(postgres::Session &session, const secrets::Vault &vault)
{
    Rewrapping rewrapping;
    if (const auto begun = session.execute("SAVEPOINT rewrapping"); !begun)
        return failure(begun.error());
    for (const SealedColumn &column : columns) {
        if (auto done = rewrapColumn(session, vault, column, rewrapping); !done)
            return failure(done.error());
    }
    const auto ended = session.execute(rewrapping.unreadable ? "ROLLBACK TO SAVEPOINT rewrapping"
                                                             : "RELEASE SAVEPOINT rewrapping");
    if (!ended)
        return failure(ended.error());
    return rewrapping;
}

Result<Outcome> doRekey(const ChangeRequest &request, postgres::Session &session)
{
    const secrets::Vault *vault = request.call.options.vault;
    if (!isForAll(request.call.actor))
        return refused(outsideScope());
    if (!vault)
        return conflict("master_key_missing",
                        "This gateway has no master key. Start it with the new one in "
                        "GATEHOUSE_MASTER_KEY_FILE and the one before in "
                        "GATEHOUSE_PREVIOUS_MASTER_KEY_FILE.");
    const auto done = rewrapAll(session, *vault);
    if (!done)
        return failure(done.error());
    if (done->unreadable)
        return conflict("master_key_differs", done->unreadable->message.toStdString());
    const boost::json::object answer{{"rewrapped", done->count},
                                     {"master_key", vault->fingerprint()}};
    return Outcome{http::jsonResponse(200, boost::json::serialize(answer)),
                   LedgerEntry{"secrets.rekey", "master_key", vault->fingerprint(), request.reason,
                               boost::json::serialize(answer)}};
}

} // namespace

Result<http::Response> rekeySecrets(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doRekey);
}

} // namespace gatehouse::gateway::admin
