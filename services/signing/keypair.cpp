#include "services/signing/keypair.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <memory>

namespace gatehouse::signing {

namespace {

constexpr unsigned rsaBits = 2048;

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Bio = std::unique_ptr<BIO, decltype(&BIO_free_all)>;

/// What `write` puts out; empty when it says that it failed.
template <typename Write>
std::string written(Write write)
{
    const Bio bio(BIO_new(BIO_s_mem()), BIO_free_all);
    if (!bio || write(bio.get()) != 1)
        return {};
    char *text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

} // namespace

std::optional<KeyPair> makeKeyPair(JwtAlgorithm algorithm)
{
    const Key key(algorithm == JwtAlgorithm::Rs256 ? EVP_RSA_gen(rsaBits) : EVP_EC_gen("P-256"),
                  EVP_PKEY_free);
    KeyPair pair;
    if (key) {
        pair.privatePem = written([&](BIO *bio) {
            return PEM_write_bio_PKCS8PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr,
                                                 nullptr);
        });
        pair.publicPem = written([&](BIO *bio) { return PEM_write_bio_PUBKEY(bio, key.get()); });
    }
    // OpenSSL keeps errors for the thread, and the next caller would take them for its own.
    ERR_clear_error();
    if (pair.privatePem.empty() || pair.publicPem.empty())
        return std::nullopt;
    return pair;
}

} // namespace gatehouse::signing
