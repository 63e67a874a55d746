#pragma once

#include <tl/expected.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace gatehouse::signing {

/// The signature algorithms of RFC 7518 that we accept. There is no `none` and no HMAC.
enum class JwtAlgorithm {
    Rs256, ///< RSASSA-PKCS1-v1_5 with SHA-256, 2048 bits or more
    Es256, ///< ECDSA on P-256 with SHA-256; signatures are r and s, 32 bytes each
};

/// "RS256"
std::string_view jwtAlgorithmName(JwtAlgorithm algorithm);
/// The algorithm of that very name; nothing for any other.
std::optional<JwtAlgorithm> jwtAlgorithmOf(std::string_view name);

/// A key that fits its algorithm. Hides OpenSSL. Cheap to copy, thread-safe.
class AsymmetricKey
{
public:
    /// The error is one sentence: why the text is not such a key.
    using Outcome = tl::expected<AsymmetricKey, std::string>;

    /// `-----BEGIN PUBLIC KEY-----`
    static Outcome fromPublicPem(JwtAlgorithm algorithm, std::string_view pem);
    /// `-----BEGIN PRIVATE KEY-----`, not encrypted.
    static Outcome fromPrivatePem(JwtAlgorithm algorithm, std::string_view pem);

    JwtAlgorithm algorithm() const { return m_algorithm; }
    /// The public half as a JSON Web Key (RFC 7517) with its required members alone, in the form
    /// whose hash is the key's thumbprint (RFC 7638, section 3).
    std::string requiredJwk() const;
    /// The public half, `-----BEGIN PUBLIC KEY-----`.
    std::string publicPem() const;
    bool verifies(std::string_view text, std::string_view signature) const;
    /// Needs the private key; empty when OpenSSL refuses.
    std::string sign(std::string_view text) const;

private:
    AsymmetricKey(JwtAlgorithm algorithm, std::shared_ptr<evp_pkey_st> key);
    static Outcome checked(JwtAlgorithm algorithm, evp_pkey_st *key, std::string_view kind);

    JwtAlgorithm m_algorithm;
    std::shared_ptr<evp_pkey_st> m_key;
};

} // namespace gatehouse::signing
