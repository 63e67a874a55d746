#pragma once

#include "services/signing/asymmetrickey.h"

#include <optional>
#include <string>

namespace gatehouse::signing {

/// Both halves of a key, as PEM.
struct KeyPair
{
    std::string privatePem; ///< -----BEGIN PRIVATE KEY-----, not encrypted
    std::string publicPem; ///< -----BEGIN PUBLIC KEY-----
};

/// A new pair: of 2048 bits for RS256 (enough for a key of some months, and a third of the work for
/// the sender that 3072 bits are), on P-256 for ES256. Nothing when OpenSSL cannot make one. RSA
/// takes some tenths of a second.
std::optional<KeyPair> makeKeyPair(JwtAlgorithm algorithm);

} // namespace gatehouse::signing
