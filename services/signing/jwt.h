#pragma once

#include "services/core/clock.h"
#include "services/signing/asymmetrickey.h"

#include <optional>
#include <span>
#include <vector>

class QJsonObject;

namespace gatehouse::signing {

// JSON Web Tokens (RFC 7519, compact serialization of RFC 7515) of the WordPress bridge.

/// What a token must be. Nothing of it is taken from the token.
struct JwtOptions
{
    JwtAlgorithm algorithm = JwtAlgorithm::Rs256;
    std::string publicKeyPem;
    std::string issuer; ///< exactly `iss`
    std::string audience; ///< exactly `aud`, or one of its items
};

/// What a valid token says.
struct JwtClaims
{
    std::string subject; ///< `sub`; may be empty
    std::string keyId; ///< of the key that verified it (keyIdOf); what the token says counts not
    std::string id; ///< `jti`, 1 to 255 bytes: whoever keeps them sees that it is used once
    std::chrono::sys_seconds expires;
};

/// Why a token is refused, always with 401. Holds nothing of the token but names.
struct JwtRefusal
{
    /// Stable: token_malformed, token_key_unknown, token_algorithm, token_signature, token_issuer,
    /// token_audience, token_expired, token_lifetime, token_not_yet_valid, token_id_missing.
    std::string code;
    std::string diagnosis; ///< one or two sentences for a person: what was wrong, and what to do
};

using JwtOutcome = tl::expected<JwtClaims, JwtRefusal>;

/// Verifies bearer tokens by any of some keys. Thread-safe.
class JwtVerifier
{
public:
    /// The error is one sentence: why a key cannot be used.
    static tl::expected<JwtVerifier, std::string> create(std::span<const JwtOptions> keys);
    static tl::expected<JwtVerifier, std::string> create(const JwtOptions &key)
    {
        return create(std::span(&key, 1));
    }

    /// A token that names its key (`kid`) is verified by that one alone, another by every key of
    /// its algorithm; which algorithm a key is used with is never taken from the token. Then what
    /// the key's options ask for: signature first, then issuer, audience and times. `exp` is
    /// required, in the future and at most 300 s away, that included; `nbf`, where there is one, is
    /// now or past; clocks have no leeway. A token of more than 8 KiB, or with `crit`, is refused.
    JwtOutcome verify(std::string_view token, Timestamp now) const;

private:
    struct Key
    {
        AsymmetricKey key;
        std::string id;
        std::string issuer;
        std::string audience;
    };
    using Candidates = std::vector<const Key *>;

    explicit JwtVerifier(std::vector<Key> keys);
    tl::expected<Candidates, JwtRefusal> candidatesFor(const QJsonObject &header) const;

    std::vector<Key> m_keys;
};

/// Makes tokens, for replay and tests. Thread-safe.
class JwtSigner
{
public:
    /// With `keyId` tokens name their key (`kid`); empty: they do not. The error is one sentence:
    /// why the key cannot be used.
    static tl::expected<JwtSigner, std::string> create(JwtAlgorithm algorithm,
                                                       std::string_view privateKeyPem,
                                                       std::string keyId = {});

    /// The token of a JSON object of claims, which is signed as it stands.
    std::string sign(std::string_view claimsJson) const;

private:
    JwtSigner(AsymmetricKey key, std::string keyId);

    AsymmetricKey m_key;
    std::string m_keyId;
};

/// The claims of a token that lives from `now` on for so long, as JSON.
std::string jwtClaimsJson(const JwtOptions &options, std::string_view subject, std::string_view id,
                          Timestamp now, std::chrono::seconds lifetime);

/// The token of an `Authorization: Bearer ...` header; nothing for any other scheme.
std::optional<std::string_view> bearerToken(std::string_view authorization);

} // namespace gatehouse::signing
