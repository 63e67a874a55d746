#include "services/gateway/ingress/providersecrets.h"

namespace gatehouse::gateway {

std::vector<signing::CandidateSecret> ProviderSecrets::candidates(std::string_view source,
                                                                  std::string_view tenant) const
{
    std::vector<signing::CandidateSecret> candidates;
    const Secrets found = find(source, tenant);
    for (std::size_t i = 0; found && i < found->size(); ++i)
        candidates.push_back({.secret = found->at(i), .label = "version " + std::to_string(i + 1)});
    return candidates;
}

void FixedProviderSecrets::add(const std::string &source, const std::string &tenant,
                               std::string secret)
{
    auto &secrets = m_sources[source][tenant];
    if (!secrets)
        secrets = std::make_shared<std::vector<std::string>>();
    secrets->push_back(std::move(secret));
}

std::string FixedProviderSecrets::onlyTenant(std::string_view source) const
{
    const auto found = m_sources.find(source);
    if (found == m_sources.end() || found->second.size() != 1)
        return {};
    return found->second.begin()->first;
}

std::vector<std::string> FixedProviderSecrets::tenants(std::string_view source) const
{
    std::vector<std::string> names;
    const auto found = m_sources.find(source);
    if (found == m_sources.end())
        return names;
    for (const auto &[tenant, secrets] : found->second)
        names.push_back(tenant);
    return names;
}

ProviderSecrets::Secrets FixedProviderSecrets::find(std::string_view source,
                                                    std::string_view tenant) const
{
    const auto tenants = m_sources.find(source);
    if (tenants == m_sources.end())
        return nullptr;
    const auto found = tenants->second.find(tenant);
    return found == tenants->second.end() ? nullptr : found->second;
}

} // namespace gatehouse::gateway
