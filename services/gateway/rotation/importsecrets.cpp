#include "services/gateway/rotation/importsecrets.h"

#include "services/gateway/store/secretrows.h"
#include "services/signing/digest.h"
#include "services/signing/scheme.h"

#include <algorithm>

namespace gatehouse::gateway {

namespace {

constexpr const char *importer = "environment";

// The newest is stored first, as version 2; what was valid beside it is the version before.
constexpr std::string_view makeRetiring = R"(
UPDATE gatehouse.provider_secret SET state = 'retiring', expires_at = now() + interval '7 days'
 WHERE id = $1)";

constexpr std::string_view lockImport =
    "SELECT pg_advisory_xact_lock(hashtextextended('gatehouse.import_secrets', 0))";

Result<> importOne(postgres::Session &session, const secrets::Vault &vault, const NewSecret &newest,
                   const std::vector<std::string> &secrets, UuidGenerator &ids)
{
    if (secrets.size() > 1) {
        NewSecret former = newest;
        former.id = ids.next();
        former.version = 1;
        auto stored = insertActive(session, vault, former, secrets[1]);
        if (!stored)
            return stored;
        if (const auto marked = session.execute(makeRetiring, {former.id}); !marked)
            return failure(marked.error());
    }
    return insertActive(session, vault, newest, secrets.front());
}

Result<bool> isKnown(postgres::Session &session, const std::string &source,
                     const std::string &tenant)
{
    return session
        .execute("SELECT EXISTS (SELECT FROM gatehouse.provider_secret"
                 " WHERE source = $1 AND tenant = $2)",
                 {source, tenant})
        .map([](const postgres::Rows &rows) { return rows.get<bool>(0, 0); });
}

/// The log tells when the environment names one that does not count.
Result<> noteDifference(postgres::Session &session, const std::string &source,
                        const std::string &tenant, const std::vector<std::string> &secrets,
                        Log &log)
{
    const auto rows = session.execute("SELECT EXISTS (SELECT FROM gatehouse.provider_secret"
                                      " WHERE source = $1 AND tenant = $2 AND fingerprint = $3)",
                                      {source, tenant, signing::fingerprint(secrets.front())});
    if (!rows)
        return failure(rows.error());
    if (!rows->get<bool>(0, 0))
        log.warning("the environment names a secret that is not used: the database has this "
                    "tenant's (gatehousectl secrets rotate changes it)",
                    {{"source", source}, {"tenant", tenant}});
    return {};
}

} // namespace

Result<> importSecrets(postgres::Session &session, const secrets::Vault &vault,
                       const ProviderSecrets &environment, UuidGenerator &ids, Log &log)
{
    return session.inTransaction([&]() -> Result<> {
        if (const auto locked = session.execute(lockImport); !locked)
            return failure(locked.error());
        for (const auto &scheme : signing::makeSchemes()) {
            const std::string source(scheme->source());
            for (const std::string &tenant : environment.tenants(source)) {
                const auto secrets = environment.find(source, tenant);
                const auto known = isKnown(session, source, tenant);
                if (!known)
                    return failure(known.error());
                const NewSecret newest{ids.next(), source, tenant,
                                       secrets->size() > 1 ? std::int64_t{2} : std::int64_t{1},
                                       importer};
                auto done = *known ? noteDifference(session, source, tenant, *secrets, log)
                                   : importOne(session, vault, newest, *secrets, ids);
                if (!done)
                    return done;
            }
        }
        return {};
    });
}

} // namespace gatehouse::gateway
