#pragma once

#include "services/core/log.h"
#include "services/gateway/ingress/providersecrets.h"
#include "services/postgres/session.h"
#include "services/secrets/vault.h"

#include <chrono>
#include <memory>

namespace gatehouse::gateway {

struct StoredSecretsOptions
{
    postgres::SessionOptions database; ///< of the role that the gateway runs as
    /// Unseals what is stored; outlives the secrets. Null: nothing is stored, so nothing is read.
    const secrets::Vault *vault = nullptr;
    std::chrono::milliseconds interval{500}; ///< between two looks at the database
    /// What else is to be read with each look, on the secrets' thread (the first in start()).
    std::function<Result<>(postgres::Session &)> alsoRead = [](postgres::Session &) {
        return Result<>();
    };
    /// Called on the secrets' thread after an overlap ended: tells windows.
    std::function<void()> changed = [] {};
};

/// The secrets that providers sign with: those of the database, and those of the environment for
/// every source and tenant that the database has never had one of. What any process changes is
/// heard within one interval. A secret whose overlap is over is refused from then on and marked as
/// revoked, whether a console is open or not. Counts by which secret requests were signed.
///
/// While the database is away what was last read stays; nothing is answered 202 then anyway.
class StoredSecrets final : public ProviderSecrets
{
public:
    StoredSecrets(FixedProviderSecrets environment, StoredSecretsOptions options,
                  const Clock &clock, Log &log);
    ~StoredSecrets() override;
    StoredSecrets(const StoredSecrets &) = delete;
    StoredSecrets &operator=(const StoredSecrets &) = delete;

    /// Reads for the first time and begins to look. Call once, before a request is served.
    Result<> start();
    /// Waits until everything that was committed before this call is heard in this process; not
    /// longer than two seconds. Thread-safe.
    void refresh();

    std::string onlyTenant(std::string_view source) const override;
    std::vector<std::string> tenants(std::string_view source) const override;
    Secrets find(std::string_view source, std::string_view tenant) const override;
    std::vector<signing::CandidateSecret> candidates(std::string_view source,
                                                     std::string_view tenant) const override;
    void used(std::string_view source, std::string_view tenant,
              std::string_view secret) const override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::gateway
