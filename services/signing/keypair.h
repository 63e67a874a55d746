#pragma once

#include <optional>
#include <string>

namespace gatehouse::signing {

/// Both halves of a key, as PEM.
struct KeyPair
{
    std::string privatePem; ///< -----BEGIN PRIVATE KEY-----, not encrypted
    std::string publicPem; ///< -----BEGIN PUBLIC KEY-----
};

/// A new pair for ES256 (P-256); nothing when OpenSSL cannot make one.
std::optional<KeyPair> makeEs256KeyPair();

} // namespace gatehouse::signing
