#include "services/gateway/rotation/formerpasswords.h"

#include "services/gateway/delivery/applicationpasswords.h"
#include "services/gateway/rotation/straypasswords.h"
#include "services/gateway/store/destinationsecrets.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace gatehouse::gateway {

namespace {

constexpr std::chrono::seconds passwordStatementLimit{5};

constexpr std::string_view findExpired = R"(
SELECT id, name, base_url, credential, previous_password_id
  FROM gatehouse.destination
 WHERE previous_password_expires_at <= now() AND auth_type = 'basic' AND master_key = ANY($1::text[])
   AND NOT id = ANY($2::uuid[])
 ORDER BY id LIMIT 1)";

// Who of several gateways forgets it tells of it.
constexpr std::string_view forgetFormer = R"(
WITH forgotten AS (
    UPDATE gatehouse.destination
       SET previous_password_id = NULL, previous_password_expires_at = NULL, updated_at = now()
     WHERE id = $1 AND previous_password_id = $2
 RETURNING id, name, tenant
)
SELECT gatehouse.append_audit('gateway', 'gateway', 'destinations.retire_password', 'destination', id::text,
           'the overlap is over', jsonb_build_object('destination', name, 'tenant', tenant))
  FROM forgotten)";

struct Former
{
    Uuid destination;
    std::string name, baseUrl, sealed, passwordId;
};

Result<std::optional<Former>> nextExpired(postgres::Session &session, const secrets::Vault &vault,
                                          const postgres::Array<Uuid> &tried)
{
    const std::vector<std::string> keys = vault.fingerprints();
    return session
        .execute(findExpired, {postgres::Array<std::string>(keys.begin(), keys.end()), tried})
        .map([](const postgres::Rows &rows) -> std::optional<Former> {
            if (rows.isEmpty())
                return std::nullopt;
            return Former{rows.get<Uuid>(0, 0), rows.get<std::string>(0, 1),
                          rows.get<std::string>(0, 2), rows.get<postgres::Bytes>(0, 3).data,
                          rows.get<std::string>(0, 4)};
        });
}

} // namespace

struct FormerPasswords::Private
{
    void run(const std::stop_token &stop);
    void look(const std::stop_token &stop);
    Result<> removeExpired(postgres::Session &session, const std::stop_token &stop);
    Result<> removeAtWordPress(const Former &former, const std::stop_token &stop) const;

    postgres::SessionOptions options;
    const secrets::Vault &vault;
    Log &log;
    std::chrono::milliseconds interval;
    std::jthread thread; ///< last: it uses all of the above
};

void FormerPasswords::Private::run(const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
        wake.wait_for(lock, stop, interval, [] { return false; });
        if (!stop.stop_requested())
            look(stop);
    }
}

void FormerPasswords::Private::look(const std::stop_token &stop)
{
    auto session = postgres::Session::connect(options);
    if (!session)
        return; // the database is away; others say so
    auto done = removeExpired(*session, stop);
    if (done)
        done = removeStrayPasswords(*session, vault, log, stop);
    if (!done && done.error().kind != ErrorKind::Unavailable)
        log.warning("application passwords that are over could not be looked for",
                    {{"error", done.error().message.toStdString()}});
}

Result<> FormerPasswords::Private::removeExpired(postgres::Session &session,
                                                 const std::stop_token &stop)
{
    postgres::Array<Uuid> tried;
    while (!stop.stop_requested()) {
        const auto former = nextExpired(session, vault, tried);
        if (!former)
            return failure(former.error());
        if (!*former)
            break;
        const Former &due = **former;
        tried.emplace_back(due.destination);
        if (const auto removed = removeAtWordPress(due, stop); !removed) {
            log.warning(
                "a former application password is still at WordPress; it is tried again",
                {{"destination", due.name}, {"why", removed.error().message.toStdString()}});
            continue;
        }
        if (const auto told = session.execute(forgetFormer, {due.destination, due.passwordId});
            !told)
            return failure(told.error());
    }
    return {};
}

Result<> FormerPasswords::Private::removeAtWordPress(const Former &former,
                                                     const std::stop_token &stop) const
{
    const auto credential = vault.unseal(former.sealed, credentialIdentity(former.destination));
    if (!credential)
        return failure(credential.error());
    return ApplicationPasswords(former.baseUrl, stop).remove(*credential, former.passwordId);
}

FormerPasswords::FormerPasswords(postgres::SessionOptions database, const secrets::Vault &vault,
                                 Log &log, std::chrono::milliseconds interval)
    : d(new Private{std::move(database), vault, log, interval, {}})
{
    d->options.applicationName = "gatehouse passwords";
    d->options.statementTimeout = passwordStatementLimit;
    d->thread = std::jthread([this](const std::stop_token &stop) { d->run(stop); });
}

FormerPasswords::~FormerPasswords() = default;

} // namespace gatehouse::gateway
