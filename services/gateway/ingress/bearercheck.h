#pragma once

#include "services/gateway/ingress/outcomes.h"
#include "services/signing/jwt.h"

#include <memory>
#include <string>
#include <variant>

namespace gatehouse::gateway {

/// Judges the bearer token that some sources bring beside their signature (Dialect::bringsBearer).
/// Thread-safe; asked on the server's threads, so it must not block.
class BearerCheck
{
public:
    /// monostate: no token is asked for.
    using Outcome = std::variant<std::monostate, signing::JwtClaims, Refusal>;

    virtual ~BearerCheck() = default;
    /// What a good token says. Asked once the signature and its time are good, and before the body
    /// is read as JSON. Uses nothing up: the store sees that a token's id is used once.
    virtual Outcome judge(const http::RequestHead &head) const = 0;
};

/// Where the check finds the keys of the tokens. Thread-safe: asked for every request, on the
/// server's threads, so an implementation answers from memory.
class BearerKeys
{
public:
    virtual ~BearerKeys() = default;
    /// Those that are valid now; null: no token is asked for.
    virtual std::shared_ptr<const signing::JwtVerifier> current() const = 0;
    /// A good token was signed with this one of the valid keys (JwtClaims::keyId).
    virtual void used(const std::string & /*keyId*/) const { }
};

/// JSON Web Tokens in `Authorization: Bearer`. The refusals are 401 with WWW-Authenticate (RFC
/// 6750) and the codes of signing::JwtRefusal, or `token_missing`.
class JwtBearerCheck final : public BearerCheck
{
public:
    /// `keys` and `clock` outlive it.
    JwtBearerCheck(const BearerKeys &keys, const Clock &clock)
        : m_keys(keys)
        , m_clock(clock)
    {
    }
    Outcome judge(const http::RequestHead &head) const override;

private:
    const BearerKeys &m_keys;
    const Clock &m_clock;
};

/// The refusal of a good token that was used before, for another event: 401 `token_reused`.
Refusal tokenReused();

} // namespace gatehouse::gateway
