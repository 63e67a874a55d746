#pragma once

#include "services/core/log.h"
#include "services/gateway/ingress/bearercheck.h"
#include "services/postgres/session.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace gatehouse::gateway {

struct StoredJwtKeysOptions
{
    postgres::SessionOptions database; ///< of the role that the gateway runs as
    std::chrono::milliseconds interval{500}; ///< between two looks at the database
    /// Called on the keys' thread after an overlap ended: tells windows.
    std::function<void()> changed = [] {};
};

/// The keys that bearer tokens are verified with, as the database has them, in the way of
/// StoredSecrets: what any process changes is heard within one interval, and an overlap that is
/// over ends by itself.
class StoredJwtKeys final : public BearerKeys
{
public:
    StoredJwtKeys(StoredJwtKeysOptions options, const Clock &clock, Log &log);
    ~StoredJwtKeys() override;
    StoredJwtKeys(const StoredJwtKeys &) = delete;
    StoredJwtKeys &operator=(const StoredJwtKeys &) = delete;

    /// Reads for the first time and begins to look. Call once, before a request is served.
    Result<> start();
    /// As StoredSecrets::refresh().
    void refresh();

    std::shared_ptr<const signing::JwtVerifier> current() const override;
    void used(const std::string &keyId) const override;
    /// The valid public keys as a JWK set (RFC 7517, section 5). Thread-safe.
    std::string jwkSet() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::gateway
