#include "services/signing/jwk.h"

#include "services/signing/base64.h"
#include "services/signing/digest.h"

namespace gatehouse::signing {

std::string keyIdOf(const AsymmetricKey &key)
{
    return toBase64Url(sha256(key.requiredJwk()));
}

std::string publicJwk(const AsymmetricKey &key)
{
    std::string jwk = key.requiredJwk();
    jwk.pop_back();
    return jwk.append(R"(,"alg":")")
        .append(jwtAlgorithmName(key.algorithm()))
        .append(R"(","kid":")")
        .append(keyIdOf(key))
        .append(R"(","use":"sig"})");
}

} // namespace gatehouse::signing
