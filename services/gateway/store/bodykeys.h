#pragma once

#include "services/core/result.h"
#include "services/core/uuid.h"
#include "services/postgres/session.h"
#include "services/secrets/vault.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::gateway {

/// Whether a stored body is sealed. One that is JSON, as every accepted one, never begins so.
bool isSealedBody(std::string_view stored);

/// The identity under which a body key is sealed by the master key.
std::string bodyKeyIdentity(const Uuid &id);

/// The data keys that tenants' bodies are sealed with. A body is sealed by its tenant's key for its
/// event alone, so that it opens nowhere else. Answers from memory; refresh() reads what is new.
/// Thread-safe.
class BodyKeys
{
public:
    /// `vault` outlives the keys. Null: no key can be read, and none be made.
    explicit BodyKeys(const secrets::Vault *vault);
    ~BodyKeys();
    BodyKeys(const BodyKeys &) = delete;
    BodyKeys &operator=(const BodyKeys &) = delete;

    /// Reads all keys of the database. Conflict, Invalid: a key cannot be unsealed; the others
    /// count, and whose cannot seals nothing.
    Result<> refresh(postgres::Session &session);
    /// Whether any tenant's bodies are sealed: as cheap as a look at a flag.
    bool isUsed() const;

    /// Nothing: this tenant's bodies are not sealed. Conflict: they are, and its key cannot be
    /// read.
    Result<std::optional<std::string>> seal(const std::string &tenant, const Uuid &event,
                                            std::string_view body) const;
    /// What is not sealed comes back as it is. NotFound: the key is not known here (yet).
    Result<std::string> open(const Uuid &event, std::string stored) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// A new active key of the tenant; the one before becomes a former one. Its fingerprint.
Result<std::string> insertBodyKey(postgres::Session &session, const secrets::Vault &vault,
                                  const Uuid &id, const std::string &tenant,
                                  const std::string &actor);

} // namespace gatehouse::gateway
