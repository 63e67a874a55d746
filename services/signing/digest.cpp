#include "services/signing/digest.h"

#include "services/core/hex.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

namespace gatehouse::signing {

namespace {

const unsigned char *bytesOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

} // namespace

std::string hmacSha256(std::string_view key, std::string_view text)
{
    std::string digest(SHA256_DIGEST_LENGTH, '\0');
    unsigned int size = 0;
    // An empty key is legal HMAC; OpenSSL takes a null pointer for "the key of last time".
    const char *keyBytes = key.empty() ? "" : key.data();
    const bool done = HMAC(EVP_sha256(), keyBytes, static_cast<int>(key.size()), bytesOf(text),
                           text.size(), reinterpret_cast<unsigned char *>(digest.data()), &size)
        != nullptr;
    return done && size == digest.size() ? digest : std::string();
}

std::string sha256(std::string_view text)
{
    std::string digest(SHA256_DIGEST_LENGTH, '\0');
    SHA256(bytesOf(text), text.size(), reinterpret_cast<unsigned char *>(digest.data()));
    return digest;
}

std::string fingerprint(std::string_view secret)
{
    constexpr std::size_t shownBytes = 4;
    return toHex(asBytes(sha256(secret)).first(shownBytes));
}

bool equalsInConstantTime(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

void wipe(std::string &secret)
{
    OPENSSL_cleanse(secret.data(), secret.size());
    secret.clear();
}

void freeThreadState()
{
    OPENSSL_thread_stop();
}

} // namespace gatehouse::signing
