#include "services/gateway/rotation/storedsecrets.h"

#include "services/gateway/rotation/refresher.h"
#include "services/gateway/rotation/usecounter.h"
#include "services/gateway/store/secretrows.h"
#include "services/signing/digest.h"

#include <algorithm>
#include <mutex>
#include <set>

namespace gatehouse::gateway {

using secrets::Secret;
namespace {

/// What is known of a tenant. Plain secrets are overwritten when it goes.
struct TenantEntry
{
    TenantEntry() = default;
    TenantEntry(const TenantEntry &) = delete;
    TenantEntry &operator=(const TenantEntry &) = delete;
    ~TenantEntry()
    {
        for (std::string &secret : valid)
            signing::wipe(secret);
        for (signing::CandidateSecret &candidate : candidates)
            signing::wipe(candidate.secret);
    }

    std::vector<std::string> valid; ///< the active one first
    std::vector<Uuid> ids; ///< of the valid ones
    std::vector<signing::CandidateSecret> candidates;
};

using Tenants = std::map<std::string, std::shared_ptr<TenantEntry>, std::less<>>;
using Snapshot = std::map<std::string, Tenants, std::less<>>;

TenantEntry &entryOf(Snapshot &snapshot, const std::string &source, const std::string &tenant)
{
    auto &entry = snapshot[source][tenant];
    if (!entry)
        entry = std::make_shared<TenantEntry>();
    return *entry;
}

void add(TenantEntry &entry, const SecretRow &row, const Secret &secret)
{
    entry.candidates.push_back({.secret = std::string(secret.view()),
                                .label = "version " + std::to_string(row.version),
                                .state = row.state});
    if (!signing::isAccepted(entry.candidates.back()))
        return;
    entry.valid.emplace_back(secret.view());
    entry.ids.push_back(row.id);
}

} // namespace

struct StoredSecrets::Private
{
    Private(FixedProviderSecrets given, StoredSecretsOptions wanted, const Clock &clock, Log &log)
        : environment(std::move(given))
        , options(std::move(wanted))
        , log(log)
        , refresher(
              {options.database, "secrets", options.interval},
              [this](postgres::Session &session) { return look(session); }, clock, log)
    {
    }

    Result<> look(postgres::Session &session);
    Result<> retire(postgres::Session &session);
    Result<Snapshot> read(postgres::Session &session);
    const Secret *unsealed(const SecretRow &row);
    std::shared_ptr<TenantEntry> find(std::string_view source, std::string_view tenant) const;

    const FixedProviderSecrets environment;
    const StoredSecretsOptions options;
    Log &log;
    UseCounter uses;

    mutable std::mutex mutex; ///< of snapshot
    Snapshot snapshot;

    // Of looks alone.
    std::map<std::string, Secret> plain; ///< by what it was unsealed from
    std::set<Uuid> unreadable; ///< those that the log was told of

    Refresher refresher; ///< last: it uses all of the above
};

Result<> StoredSecrets::Private::look(postgres::Session &session)
{
    if (auto written = uses.write(session, providerSecrets); !written)
        return written;
    auto fresh = read(session);
    if (!fresh)
        return failure(fresh.error());
    {
        const std::lock_guard lock(mutex);
        snapshot.swap(*fresh);
    }
    return options.alsoRead(session);
}

Result<Snapshot> StoredSecrets::Private::read(postgres::Session &session)
{
    const auto rows = readSecrets(session);
    if (!rows)
        return failure(rows.error());
    Snapshot fresh;
    std::map<std::string, Secret> stillUsed;
    for (const SecretRow &row : *rows) {
        TenantEntry &entry = entryOf(fresh, row.source, row.tenant);
        if (row.sealed.empty())
            continue;
        if (const Secret *secret = unsealed(row))
            add(entry, row, *secret);
        if (auto kept = plain.extract(row.sealed))
            stillUsed.insert(std::move(kept));
    }
    plain.swap(stillUsed);
    const bool anyOver = std::any_of(rows->begin(), rows->end(),
                                     [](const SecretRow &row) { return row.isOverlapOver; });
    if (auto retired = anyOver ? retire(session) : Result<>(); !retired)
        return failure(retired.error());
    return fresh;
}

Result<> StoredSecrets::Private::retire(postgres::Session &session)
{
    std::int64_t retired = 0;
    auto done = session.inTransaction([&]() -> Result<> {
        return retireExpired(session, providerSecrets).map([&](std::int64_t count) {
            retired = count;
        });
    });
    if (!done)
        return done;
    if (retired > 0) {
        log.info("overlaps are over; the former secrets are refused", {{"secrets", retired}});
        options.changed();
    }
    return {};
}

const Secret *StoredSecrets::Private::unsealed(const SecretRow &row)
{
    const auto known = plain.find(row.sealed);
    if (known != plain.end())
        return &known->second;
    auto secret = options.vault->unseal(row.sealed, providerSecretIdentity(row.id));
    if (secret)
        return &plain.emplace(row.sealed, std::move(*secret)).first->second;
    if (unreadable.insert(row.id).second)
        log.error("a stored secret cannot be read; what it signs is refused",
                  {{"source", row.source},
                   {"tenant", row.tenant},
                   {"version", row.version},
                   {"error", secret.error().message.toStdString()}});
    return nullptr;
}

/// Null: the database has never had a secret of this source and tenant.
std::shared_ptr<TenantEntry> StoredSecrets::Private::find(std::string_view source,
                                                          std::string_view tenant) const
{
    const std::lock_guard lock(mutex);
    const auto tenants = snapshot.find(source);
    if (tenants == snapshot.end())
        return nullptr;
    const auto found = tenants->second.find(tenant);
    return found == tenants->second.end() ? nullptr : found->second;
}

StoredSecrets::StoredSecrets(FixedProviderSecrets environment, StoredSecretsOptions options,
                             const Clock &clock, Log &log)
    : d(std::make_unique<Private>(std::move(environment), std::move(options), clock, log))
{
}

StoredSecrets::~StoredSecrets() = default;

Result<> StoredSecrets::start()
{
    return d->options.vault ? d->refresher.start() : Result<>();
}

void StoredSecrets::refresh()
{
    d->refresher.refresh();
}

std::vector<std::string> StoredSecrets::tenants(std::string_view source) const
{
    const auto fromEnvironment = d->environment.tenants(source);
    std::set<std::string> names(fromEnvironment.begin(), fromEnvironment.end());
    const std::lock_guard lock(d->mutex);
    if (const auto stored = d->snapshot.find(source); stored != d->snapshot.end()) {
        for (const auto &[tenant, entry] : stored->second)
            names.insert(tenant);
    }
    return {names.begin(), names.end()};
}

std::string StoredSecrets::onlyTenant(std::string_view source) const
{
    const auto names = tenants(source);
    return names.size() == 1 ? names.front() : std::string();
}

ProviderSecrets::Secrets StoredSecrets::find(std::string_view source, std::string_view tenant) const
{
    if (const auto entry = d->find(source, tenant))
        return {entry, &entry->valid};
    return d->environment.find(source, tenant);
}

std::vector<signing::CandidateSecret> StoredSecrets::candidates(std::string_view source,
                                                                std::string_view tenant) const
{
    if (const auto entry = d->find(source, tenant))
        return entry->candidates;
    return d->environment.candidates(source, tenant);
}

/// Compared in constant time out of habit only: it is our own secret on both sides.
void StoredSecrets::used(std::string_view source, std::string_view tenant,
                         std::string_view secret) const
{
    const auto entry = d->find(source, tenant);
    for (std::size_t i = 0; entry && i < entry->valid.size(); ++i) {
        if (!signing::equalsInConstantTime(entry->valid[i], secret))
            continue;
        d->uses.add(entry->ids[i]);
        return;
    }
}

} // namespace gatehouse::gateway
