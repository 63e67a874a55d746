#pragma once

#include "services/gateway/ingress/outcomes.h"
#include "services/signing/jwt.h"

#include <variant>

namespace gatehouse::gateway {

/// Judges the bearer token that some sources bring beside their signature (Dialect::bringsBearer).
/// Thread-safe; asked on the server's threads, so it must not block.
class BearerCheck
{
public:
    using Outcome = std::variant<signing::JwtClaims, Refusal>;

    virtual ~BearerCheck() = default;
    /// What a good token says. Asked once the signature and its time are good, and before the body
    /// is read as JSON. Uses nothing up: the store sees that a token's id is used once.
    virtual Outcome judge(const http::RequestHead &head) const = 0;
};

/// JSON Web Tokens in `Authorization: Bearer`. The refusals are 401 with WWW-Authenticate (RFC
/// 6750) and the codes of signing::JwtRefusal, or `token_missing`.
class JwtBearerCheck final : public BearerCheck
{
public:
    /// `clock` outlives it.
    JwtBearerCheck(signing::JwtVerifier verifier, const Clock &clock)
        : m_verifier(std::move(verifier))
        , m_clock(clock)
    {
    }
    Outcome judge(const http::RequestHead &head) const override;

private:
    signing::JwtVerifier m_verifier;
    const Clock &m_clock;
};

/// The refusal of a good token that was used before, for another event: 401 `token_reused`.
Refusal tokenReused();

} // namespace gatehouse::gateway
