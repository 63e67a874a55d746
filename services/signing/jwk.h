#pragma once

#include "services/signing/asymmetrickey.h"

#include <string>

namespace gatehouse::signing {

// JSON Web Keys (RFC 7517): public halves alone.

/// The thumbprint of the public half (RFC 7638, SHA-256, base64url): 43 characters. It is the `kid`
/// by which tokens name the key; whoever has either half can compute it.
std::string keyIdOf(const AsymmetricKey &key);

/// The public half with `alg`, `kid` and `use`, as a member of a set's `keys`.
std::string publicJwk(const AsymmetricKey &key);

} // namespace gatehouse::signing
