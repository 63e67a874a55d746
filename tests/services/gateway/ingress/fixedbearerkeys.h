#pragma once

#include "services/gateway/ingress/bearercheck.h"

#include <memory>
#include <string>
#include <vector>

namespace gatehouse::test {

/// Keys that do not change; keeps which were used.
class FixedBearerKeys final : public gateway::BearerKeys
{
public:
    explicit FixedBearerKeys(const signing::JwtOptions &options)
        : m_verifier(std::make_shared<signing::JwtVerifier>(
            std::move(signing::JwtVerifier::create(options).value())))
    {
    }
    std::shared_ptr<const signing::JwtVerifier> current() const override { return m_verifier; }
    void used(const std::string &keyId) const override { usedKeys.push_back(keyId); }
    void forget() { m_verifier.reset(); }

    mutable std::vector<std::string> usedKeys; ///< of one thread

private:
    std::shared_ptr<const signing::JwtVerifier> m_verifier;
};

} // namespace gatehouse::test
