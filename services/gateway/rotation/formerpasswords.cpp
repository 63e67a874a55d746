#include "services/gateway/rotation/formerpasswords.h"

#include "services/gateway/delivery/applicationpasswords.h"
#include "services/gateway/store/destinationsecrets.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace gatehouse::gateway {

namespace {

constexpr std::chrono::seconds removalLimit{30};

// Locked, so that of several gateways one does it.
constexpr std::string_view takeExpired = R"(
SELECT id, name, base_url, credential, previous_password_id, coalesce(tenant, ''), master_key
  FROM gatehouse.destination
 WHERE previous_password_expires_at <= now() AND auth_type = 'basic' AND master_key = ANY($1::text[])
   AND NOT id = ANY($2::uuid[])
 ORDER BY id LIMIT 1
   FOR UPDATE SKIP LOCKED)";

constexpr std::string_view tellOfRemoval = R"(
SELECT gatehouse.append_audit('gateway', 'gateway', 'destinations.retire_password', 'destination', $1::text,
           'the overlap is over',
           jsonb_build_object('destination', $2::text, 'tenant', nullif($3::text, ''))))";

} // namespace

struct FormerPasswords::Private
{
    void run();
    void look();
    /// Whether there was one that is due; it stays where WordPress did not do it.
    Result<bool> removeOne(postgres::Session &session);

    postgres::SessionOptions options;
    const secrets::Vault &vault;
    const Clock &clock;
    Log &log;
    std::chrono::milliseconds interval;
    postgres::Array<Uuid> tried; ///< of this look
    std::mutex mutex;
    std::condition_variable wake;
    bool stopping = false;
    std::thread thread; ///< last: it uses all of the above
};

void FormerPasswords::Private::run()
{
    std::unique_lock lock(mutex);
    while (!wake.wait_for(lock, interval, [this] { return stopping; })) {
        lock.unlock();
        look();
        lock.lock();
    }
}

void FormerPasswords::Private::look()
{
    auto session = postgres::Session::connect(options);
    if (!session)
        return; // the database is away; others say so
    tried.clear();
    bool hasMore = true;
    while (hasMore) {
        const auto done = session->inTransaction([&]() -> Result<> {
            return removeOne(*session).map([&](bool found) { hasMore = found; });
        });
        hasMore = hasMore && done.has_value();
    }
}

Result<bool> FormerPasswords::Private::removeOne(postgres::Session &session)
{
    postgres::Array<std::string> keys;
    for (const std::string &key : vault.fingerprints())
        keys.emplace_back(key);
    const auto rows = session.execute(takeExpired, {keys, tried});
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return false;
    const Uuid id = rows->get<Uuid>(0, 0);
    const std::string name = rows->get<std::string>(0, 1);
    tried.emplace_back(id);
    const auto credential =
        vault.unseal(rows->get<postgres::Bytes>(0, 3).data, credentialIdentity(id));
    const auto removed = credential ? ApplicationPasswords(rows->get<std::string>(0, 2))
                                          .remove(*credential, rows->get<std::string>(0, 4))
                                    : Result<>(failure(credential.error()));
    if (!removed) {
        log.warning("a former application password is still at WordPress; it is tried again",
                    {{"destination", name}, {"why", removed.error().message.toStdString()}});
        return true;
    }
    if (const auto forgotten = forgetFormerPassword(session, id); !forgotten)
        return failure(forgotten.error());
    const auto told =
        session.execute(tellOfRemoval, {id.toString(), name, rows->get<std::string>(0, 5)});
    return told.map([](const postgres::Rows &) { return true; });
}

FormerPasswords::FormerPasswords(postgres::SessionOptions database, const secrets::Vault &vault,
                                 const Clock &clock, Log &log, std::chrono::milliseconds interval)
    : d(new Private{std::move(database), vault, clock, log, interval, {}, {}, {}, false, {}})
{
    d->options.applicationName = "gatehouse passwords";
    d->options.statementTimeout = removalLimit;
    d->thread = std::thread([this] { d->run(); });
}

FormerPasswords::~FormerPasswords()
{
    {
        const std::lock_guard lock(d->mutex);
        d->stopping = true;
    }
    d->wake.notify_one();
    d->thread.join();
}

} // namespace gatehouse::gateway
