#include "services/gateway/store/bodykeys.h"

#include "services/core/random.h"

#include <QCoreApplication>

#include <atomic>
#include <map>
#include <mutex>

namespace gatehouse::gateway {

namespace {

using secrets::Vault;

// Then the key's fingerprint, 8 hex digits, and what its vault sealed.
constexpr std::string_view mark("\x01sealed\x00", 8);
constexpr std::size_t fingerprintSize = 8;

struct BodyKeyText
{
    Q_DECLARE_TR_FUNCTIONS(BodyKeyText)
};

std::string bodyIdentity(const Uuid &event)
{
    return "body/" + event.toString();
}

struct Row
{
    Uuid id;
    std::string tenant, fingerprint, sealed;
    bool isActive = false;
};

Result<std::vector<Row>> readRows(postgres::Session &session)
{
    return session
        .execute("SELECT id, tenant, fingerprint, sealed, state = 'active' FROM gatehouse.body_key")
        .map([](const postgres::Rows &rows) {
            std::vector<Row> all;
            for (int row = 0; row < rows.size(); ++row)
                all.push_back({rows.get<Uuid>(row, 0), rows.get<std::string>(row, 1),
                               rows.get<std::string>(row, 2),
                               rows.get<postgres::Bytes>(row, 3).data, rows.get<bool>(row, 4)});
            return all;
        });
}

} // namespace

struct BodyKeys::Private
{
    using Key = std::shared_ptr<const Vault>;

    Result<Key> keyOf(const Row &row) const
    {
        {
            const std::lock_guard lock(mutex);
            if (const auto known = keys.find(row.fingerprint); known != keys.end())
                return known->second;
        }
        if (!master)
            return failure(ErrorKind::Conflict, BodyKeyText::tr("This gateway has no master key."));
        return master->unseal(row.sealed, bodyKeyIdentity(row.id))
            .and_then([](secrets::Secret &&key) { return Vault::withKey(std::move(key)); })
            .map([](Vault &&vault) { return std::make_shared<const Vault>(std::move(vault)); });
    }

    const Vault *master;
    std::atomic<bool> isUsed = false;
    mutable std::mutex mutex; ///< of the rest
    std::map<std::string, Key> keys; ///< by fingerprint
    std::map<std::string, Key> active; ///< by tenant; null: it cannot be read
};

bool isSealedBody(std::string_view stored)
{
    return stored.starts_with(mark) && stored.size() > mark.size() + fingerprintSize;
}

std::string bodyKeyIdentity(const Uuid &id)
{
    return "body_key/" + id.toString();
}

BodyKeys::BodyKeys(const Vault *vault)
    : d(std::make_unique<Private>())
{
    d->master = vault;
}

BodyKeys::~BodyKeys() = default;

Result<> BodyKeys::refresh(postgres::Session &session)
{
    const auto rows = readRows(session);
    if (!rows)
        return failure(rows.error());
    std::map<std::string, Private::Key> keys, active;
    Result<> problem;
    for (const Row &row : *rows) {
        const auto key = d->keyOf(row);
        if (!key)
            problem = failure(key.error());
        if (key)
            keys[row.fingerprint] = *key;
        if (row.isActive)
            active[row.tenant] = key ? *key : nullptr;
    }
    const std::lock_guard lock(d->mutex);
    d->keys.swap(keys);
    d->active.swap(active);
    d->isUsed = !d->active.empty();
    return problem;
}

bool BodyKeys::isUsed() const
{
    return d->isUsed;
}

Result<std::optional<std::string>> BodyKeys::seal(const std::string &tenant, const Uuid &event,
                                                  std::string_view body) const
{
    Private::Key key;
    {
        const std::lock_guard lock(d->mutex);
        const auto found = d->active.find(tenant);
        if (found == d->active.end())
            return std::optional<std::string>();
        key = found->second;
    }
    if (!key)
        return failure(ErrorKind::Conflict,
                       BodyKeyText::tr("The key for this tenant's bodies cannot be read."));
    return key->seal(body, bodyIdentity(event)).map([&key](const std::string &sealed) {
        return std::optional(std::string(mark) + key->fingerprint() + sealed);
    });
}

Result<std::string> BodyKeys::open(const Uuid &event, std::string stored) const
{
    if (!isSealedBody(stored))
        return stored;
    const std::string_view rest = std::string_view(stored).substr(mark.size());
    Private::Key key;
    {
        const std::lock_guard lock(d->mutex);
        const auto found = d->keys.find(std::string(rest.substr(0, fingerprintSize)));
        key = found == d->keys.end() ? nullptr : found->second;
    }
    if (!key)
        return failure(ErrorKind::NotFound,
                       BodyKeyText::tr("The key that this body is sealed with cannot be read."));
    return key->unseal(rest.substr(fingerprintSize), bodyIdentity(event))
        .map([](const secrets::Secret &body) { return std::string(body.view()); });
}

Result<std::string> insertBodyKey(postgres::Session &session, const Vault &vault, const Uuid &id,
                                  const std::string &tenant, const std::string &actor)
{
    std::string bytes(Vault::keySize, '\0');
    fillRandom({reinterpret_cast<std::uint8_t *>(bytes.data()), bytes.size()});
    const secrets::Secret key(std::move(bytes));
    const auto sealed = vault.seal(key.view(), bodyKeyIdentity(id));
    const auto made = Vault::withKey(secrets::Secret(key.view()));
    if (!sealed || !made)
        return failure(sealed ? made.error() : sealed.error());
    const auto replaced = session.execute(
        "UPDATE gatehouse.body_key SET state = 'former' WHERE tenant = $1 AND state = 'active'",
        {tenant});
    if (!replaced)
        return failure(replaced.error());
    return session
        .execute(
            "INSERT INTO gatehouse.body_key (id, created_at, created_by, tenant, state,"
            " fingerprint, sealed, master_key) VALUES ($1, gatehouse.uuid_time($1), $2, $3,"
            " 'active', $4, $5, $6)",
            {id, actor, tenant, made->fingerprint(), postgres::Bytes{*sealed}, vault.fingerprint()})
        .map([&made](const postgres::Rows &) { return made->fingerprint(); });
}

} // namespace gatehouse::gateway
