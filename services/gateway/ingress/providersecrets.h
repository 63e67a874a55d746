#pragma once

#include "services/signing/diagnosis.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::gateway {

/// Where ingest finds the tenants of a source and their signing secrets. Thread-safe: asked for
/// every request, on the server's threads, so an implementation answers from memory.
class ProviderSecrets
{
public:
    /// Newest first.
    using Secrets = std::shared_ptr<const std::vector<std::string>>;

    virtual ~ProviderSecrets() = default;
    /// The only tenant of the source; empty when it has none or several.
    virtual std::string onlyTenant(std::string_view source) const = 0;
    /// All tenants of the source, to explain whose secret signed a request. None: not told.
    virtual std::vector<std::string> tenants(std::string_view) const { return {}; }
    /// The secrets that are valid now; null when the source has no such tenant.
    virtual Secrets find(std::string_view source, std::string_view tenant) const = 0;
    /// What a request may have been signed with, to explain it: the valid ones, newest first
    /// ("version 1"), and those that were. None: the source has no such tenant.
    virtual std::vector<signing::CandidateSecret> candidates(std::string_view source,
                                                             std::string_view tenant) const;
    /// A request was signed with this one of the valid secrets.
    virtual void used(std::string_view /*source*/, std::string_view /*tenant*/,
                      std::string_view /*secret*/) const
    {
    }
};

/// Secrets that never change, as the environment gives them.
class FixedProviderSecrets final : public ProviderSecrets
{
public:
    /// A secret that was added later counts as older. Call before the object is shared.
    void add(const std::string &source, const std::string &tenant, std::string secret);

    std::string onlyTenant(std::string_view source) const override;
    std::vector<std::string> tenants(std::string_view source) const override;
    Secrets find(std::string_view source, std::string_view tenant) const override;

private:
    using Tenants = std::map<std::string, std::shared_ptr<std::vector<std::string>>, std::less<>>;
    std::map<std::string, Tenants, std::less<>> m_sources;
};

} // namespace gatehouse::gateway
