#include "services/gateway/rotation/straypasswords.h"

#include "services/gateway/delivery/applicationpasswords.h"
#include "services/gateway/store/destinationsecrets.h"

#include <optional>

namespace gatehouse::gateway {

namespace {

// A rotation that takes that long finds its attempt given up, and does not use the password.
constexpr std::string_view giveUp = R"(
UPDATE gatehouse.password_attempt SET is_given_up = true
 WHERE NOT is_given_up AND started_at < now() - interval '1 minute')";

// The credential is NULL where WordPress is not to be asked.
constexpr std::string_view findStray = R"(
SELECT a.id, a.password_name, a.login, a.base_url, d.id, d.credential, a.found_at IS NOT NULL
  FROM gatehouse.password_attempt a
  LEFT JOIN gatehouse.destination d ON d.id = a.destination_id AND d.base_url = a.base_url AND d.auth_type = 'basic'
       AND a.started_at > now() - interval '7 days'
 WHERE a.is_given_up AND NOT a.id = ANY($2::uuid[]) AND (d.id IS NULL OR d.master_key = ANY($1::text[]))
 ORDER BY a.id LIMIT 1)";

// Who of several gateways deletes the row tells of it.
constexpr std::string_view forgetStray = R"(
WITH forgotten AS (
    DELETE FROM gatehouse.password_attempt WHERE id = $1 RETURNING *
)
SELECT gatehouse.append_audit('gateway', 'gateway', $2, 'destination', destination_id::text, $3,
           jsonb_build_object('destination', destination, 'tenant', tenant, 'password_name', password_name,
                              'base_url', base_url, 'login', login))
  FROM forgotten)";

constexpr const char *revoked = "destinations.revoke_password";
constexpr const char *revokedWhy = "it was made by a rotation that came to nothing";
constexpr const char *leftBehind = "destinations.password_left";
constexpr const char *leftBehindWhy =
    "it can no longer be asked for: look at that user's profile in WordPress, and revoke the "
    "application password of that name when it is there";

struct Stray
{
    Uuid id;
    std::string passwordName, login, baseUrl;
    std::optional<Uuid> destination; ///< that can be asked
    std::string sealed; ///< its credential
    bool wasFound = false; ///< by an earlier look, whose answer may have been lost
};

Result<std::optional<Stray>> nextStray(postgres::Session &session, const secrets::Vault &vault,
                                       const postgres::Array<Uuid> &tried)
{
    const std::vector<std::string> keys = vault.fingerprints();
    return session
        .execute(findStray, {postgres::Array<std::string>(keys.begin(), keys.end()), tried})
        .map([](const postgres::Rows &rows) -> std::optional<Stray> {
            if (rows.isEmpty())
                return std::nullopt;
            return Stray{rows.get<Uuid>(0, 0),
                         rows.get<std::string>(0, 1),
                         rows.get<std::string>(0, 2),
                         rows.get<std::string>(0, 3),
                         rows.find<Uuid>(0, 4),
                         rows.find<postgres::Bytes>(0, 5).value_or(postgres::Bytes()).data,
                         rows.get<bool>(0, 6)};
        });
}

/// Written down before the removal, whose answer may be lost: the next look then finds nothing.
Result<> markFound(postgres::Session &session, const Stray &stray)
{
    return session
        .execute("UPDATE gatehouse.password_attempt SET found_at = now() WHERE id = $1", {stray.id})
        .map([](const postgres::Rows &) {});
}

/// Whether it was there; nothing: who could be asked is another user.
Result<std::optional<bool>> revoke(postgres::Session &session, const Stray &stray,
                                   const secrets::Vault &vault, const std::stop_token &stop)
{
    const auto credential = vault.unseal(stray.sealed, credentialIdentity(*stray.destination));
    if (!credential)
        return failure(credential.error());
    if (loginOf(*credential) != stray.login)
        return std::optional<bool>();
    ApplicationPasswords wordpress(stray.baseUrl, stop);
    const auto found = wordpress.idByName(*credential, stray.passwordName);
    if (!found)
        return failure(found.error());
    if (!*found)
        return std::optional(stray.wasFound);
    if (const auto marked = markFound(session, stray); !marked)
        return failure(marked.error());
    return wordpress.remove(*credential, **found).map([] { return std::optional(true); });
}

Result<> settle(postgres::Session &session, const Stray &stray, std::optional<bool> wasThere)
{
    if (wasThere == std::optional(false))
        return session
            .execute("DELETE FROM gatehouse.password_attempt WHERE id = $1 AND found_at IS NULL",
                     {stray.id})
            .map([](const postgres::Rows &) {});
    return session
        .execute(forgetStray,
                 {stray.id, std::string(wasThere ? revoked : leftBehind),
                  std::string(wasThere ? revokedWhy : leftBehindWhy)})
        .map([](const postgres::Rows &) {});
}

} // namespace

Result<> removeStrayPasswords(postgres::Session &session, const secrets::Vault &vault, Log &log,
                              const std::stop_token &stop)
{
    if (const auto given = session.execute(giveUp); !given)
        return failure(given.error());
    postgres::Array<Uuid> tried;
    while (!stop.stop_requested()) {
        const auto stray = nextStray(session, vault, tried);
        if (!stray)
            return failure(stray.error());
        if (!*stray)
            break;
        tried.emplace_back((*stray)->id);
        const auto wasThere = (*stray)->destination ? revoke(session, **stray, vault, stop)
                                                    : Result<std::optional<bool>>(std::nullopt);
        if (!wasThere)
            log.warning("an application password that nobody uses may be at WordPress; it is "
                        "looked for again",
                        {{"name", (*stray)->passwordName},
                         {"why", wasThere.error().message.toStdString()}});
        else if (auto settled = settle(session, **stray, *wasThere); !settled)
            return settled;
    }
    return {};
}

} // namespace gatehouse::gateway
