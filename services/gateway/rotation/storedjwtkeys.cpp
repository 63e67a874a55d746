#include "services/gateway/rotation/storedjwtkeys.h"

#include "services/gateway/rotation/refresher.h"
#include "services/gateway/rotation/usecounter.h"
#include "services/gateway/store/jwtkeyrows.h"
#include "services/signing/jwk.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

namespace gatehouse::gateway {

namespace {

/// What the valid keys come to.
struct KeySet
{
    explicit KeySet(signing::JwtVerifier made)
        : verifier(std::move(made))
    {
    }

    signing::JwtVerifier verifier;
    std::map<std::string, Uuid> ids; ///< by kid
    std::string jwks;
};

/// The algorithm is our own word: the table holds no other (CHECK).
signing::JwtOptions optionsOf(const JwtKeyRow &row)
{
    return {signing::jwtAlgorithmOf(row.algorithm).value_or(signing::JwtAlgorithm::Rs256),
            row.publicKey, row.issuer, row.audience};
}

std::string jwkSetOf(const std::vector<signing::JwtOptions> &keys)
{
    std::string set;
    for (const auto &options : keys) {
        if (const auto key =
                signing::AsymmetricKey::fromPublicPem(options.algorithm, options.publicKeyPem))
            set.append(set.empty() ? "" : ",").append(signing::publicJwk(*key));
    }
    return R"({"keys":[)" + set + "]}";
}

} // namespace

struct StoredJwtKeys::Private
{
    Private(StoredJwtKeysOptions wanted, const Clock &clock, Log &log)
        : options(std::move(wanted))
        , log(log)
        , refresher(
              {options.database, "jwt keys", options.interval},
              [this](postgres::Session &session) { return look(session); }, clock, log)
    {
    }

    Result<> look(postgres::Session &session);
    Result<> retire(postgres::Session &session);
    std::shared_ptr<const KeySet> setOf(const JwtKeyRows &keys);
    std::shared_ptr<const KeySet> current() const;

    const StoredJwtKeysOptions options;
    Log &log;
    UseCounter uses;

    mutable std::mutex mutex; ///< of set
    std::shared_ptr<const KeySet> set; ///< null: the database has never had a key

    // Of looks alone.
    JwtKeyRows known; ///< what `set` was made of
    std::set<Uuid> unreadable; ///< those that the log was told of

    Refresher refresher; ///< last: it uses all of the above
};

Result<> StoredJwtKeys::Private::look(postgres::Session &session)
{
    if (auto written = uses.write(session, jwtKeys); !written)
        return written;
    auto keys = readJwtKeys(session);
    if (!keys)
        return failure(keys.error());
    if (*keys != known) {
        auto fresh = setOf(*keys);
        const std::lock_guard lock(mutex);
        set = std::move(fresh);
        known = *keys;
    }
    const bool anyOver = std::any_of(keys->rows.begin(), keys->rows.end(),
                                     [](const JwtKeyRow &row) { return row.isOverlapOver; });
    return anyOver ? retire(session) : Result<>();
}

Result<> StoredJwtKeys::Private::retire(postgres::Session &session)
{
    std::int64_t retired = 0;
    auto done = session.inTransaction([&]() -> Result<> {
        return retireExpired(session, jwtKeys).map([&](std::int64_t count) { retired = count; });
    });
    if (done && retired > 0) {
        log.info("an overlap is over; tokens of the former key are refused");
        options.changed();
    }
    return done;
}

std::shared_ptr<const KeySet> StoredJwtKeys::Private::setOf(const JwtKeyRows &keys)
{
    if (!keys.areAsked)
        return nullptr;
    std::vector<signing::JwtOptions> valid;
    std::map<std::string, Uuid> ids;
    for (const JwtKeyRow &row : keys.rows) {
        if (row.isOverlapOver)
            continue;
        if (const auto usable = signing::JwtVerifier::create(optionsOf(row)); !usable) {
            if (unreadable.insert(row.id).second)
                log.error("a stored JWT key cannot be used; its tokens are refused",
                          {{"kid", row.kid}, {"error", usable.error()}});
            continue;
        }
        valid.push_back(optionsOf(row));
        ids.emplace(row.kid, row.id);
    }
    auto fresh =
        std::make_shared<KeySet>(std::move(signing::JwtVerifier::create(std::span(valid)).value()));
    fresh->ids = std::move(ids);
    fresh->jwks = jwkSetOf(valid);
    return fresh;
}

std::shared_ptr<const KeySet> StoredJwtKeys::Private::current() const
{
    const std::lock_guard lock(mutex);
    return set;
}

StoredJwtKeys::StoredJwtKeys(StoredJwtKeysOptions options, const Clock &clock, Log &log)
    : d(std::make_unique<Private>(std::move(options), clock, log))
{
}

StoredJwtKeys::~StoredJwtKeys() = default;

Result<> StoredJwtKeys::start()
{
    return d->refresher.start();
}

void StoredJwtKeys::refresh()
{
    d->refresher.refresh();
}

std::shared_ptr<const signing::JwtVerifier> StoredJwtKeys::current() const
{
    const auto set = d->current();
    return set ? std::shared_ptr<const signing::JwtVerifier>(set, &set->verifier) : nullptr;
}

void StoredJwtKeys::used(const std::string &keyId) const
{
    const auto set = d->current();
    if (!set)
        return;
    if (const auto found = set->ids.find(keyId); found != set->ids.end())
        d->uses.add(found->second);
}

std::string StoredJwtKeys::jwkSet() const
{
    const auto set = d->current();
    return set ? set->jwks : jwkSetOf({});
}

} // namespace gatehouse::gateway
