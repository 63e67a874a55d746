#include "services/signing/asymmetrickey.h"

#include "services/signing/base64.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>

namespace gatehouse::signing {

namespace {

constexpr int leastRsaBits = 2048;
constexpr int coordinateSize = 32;
constexpr std::size_t rawEcdsaSize = 64;
constexpr std::size_t largestPem = std::size_t{64} * 1024;

template <auto free>
struct FreedBy
{
    template <typename T>
    void operator()(T *object) const
    {
        free(object);
    }
};
using Bio = std::unique_ptr<BIO, FreedBy<BIO_free_all>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, FreedBy<EVP_MD_CTX_free>>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, FreedBy<ECDSA_SIG_free>>;
using BigNumber = std::unique_ptr<BIGNUM, FreedBy<BN_free>>;

const unsigned char *unsignedBytes(std::string_view text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

unsigned char *unsignedBytes(std::string &text)
{
    return reinterpret_cast<unsigned char *>(text.data());
}

Bio bioOf(std::string_view pem)
{
    return Bio(pem.size() > largestPem ? nullptr
                                       : BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

/// OpenSSL's own callback would ask at the terminal.
int noPassphrase(char *, int, int, void *)
{
    return -1;
}

bool fitsAlgorithm(JwtAlgorithm algorithm, const EVP_PKEY *key)
{
    if (algorithm == JwtAlgorithm::Rs256)
        return EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA && EVP_PKEY_get_bits(key) >= leastRsaBits;
    std::array<char, 32> curve{};
    return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC
        && EVP_PKEY_get_group_name(key, curve.data(), curve.size(), nullptr) == 1
        && std::string_view(curve.data()) == "prime256v1";
}

std::string expectedKey(JwtAlgorithm algorithm)
{
    return algorithm == JwtAlgorithm::Rs256 ? "RS256 needs an RSA key of 2048 bits or more."
                                            : "ES256 needs a key on the curve P-256.";
}

/// What OpenSSL wants (DER) from what RFC 7518, section 3.4, sends: r and s, 32 bytes each.
std::string derFromRaw(std::string_view raw)
{
    if (raw.size() != rawEcdsaSize)
        return {};
    BigNumber r(BN_bin2bn(unsignedBytes(raw), coordinateSize, nullptr));
    BigNumber s(BN_bin2bn(unsignedBytes(raw.substr(coordinateSize)), coordinateSize, nullptr));
    const EcdsaSignature signature(ECDSA_SIG_new());
    if (!r || !s || !signature || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1)
        return {};
    // The signature owns them from here.
    static_cast<void>(r.release());
    static_cast<void>(s.release());
    const int size = i2d_ECDSA_SIG(signature.get(), nullptr);
    std::string der(static_cast<std::size_t>(std::max(size, 0)), '\0');
    unsigned char *end = unsignedBytes(der);
    return size > 0 && i2d_ECDSA_SIG(signature.get(), &end) == size ? der : std::string();
}

std::string rawFromDer(std::string_view der)
{
    const unsigned char *begin = unsignedBytes(der);
    const EcdsaSignature signature(d2i_ECDSA_SIG(nullptr, &begin, static_cast<long>(der.size())));
    if (!signature)
        return {};
    std::string raw(rawEcdsaSize, '\0');
    unsigned char *r = unsignedBytes(raw);
    const bool fits =
        BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), r, coordinateSize) == coordinateSize
        && BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), r + coordinateSize, coordinateSize)
            == coordinateSize;
    return fits ? raw : std::string();
}

std::string signedBy(EVP_PKEY *key, std::string_view text)
{
    const DigestContext context(EVP_MD_CTX_new());
    std::size_t size = 0;
    if (!context || EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) != 1
        || EVP_DigestSign(context.get(), nullptr, &size, unsignedBytes(text), text.size()) != 1)
        return {};
    std::string signature(size, '\0');
    if (EVP_DigestSign(context.get(), unsignedBytes(signature), &size, unsignedBytes(text),
                       text.size())
        != 1)
        return {};
    signature.resize(size);
    return signature;
}

/// A number of the key, big-endian in base64url; not shorter than `leastSize` bytes (RFC
/// 7518, 6.2.1.2 asks for that, and 6.3.1.1 forbids more than are needed).
std::string numberOf(const EVP_PKEY *key, const char *name, int leastSize = 1)
{
    BIGNUM *read = nullptr;
    EVP_PKEY_get_bn_param(key, name, &read);
    const BigNumber number(read);
    std::string bytes(number ? std::size_t(std::max(BN_num_bytes(number.get()), leastSize)) : 0,
                      '\0');
    if (!number
        || BN_bn2binpad(number.get(), unsignedBytes(bytes), static_cast<int>(bytes.size())) < 0)
        return {};
    return toBase64Url(bytes);
}

bool isSignedBy(EVP_PKEY *key, std::string_view text, std::string_view signature)
{
    const DigestContext context(EVP_MD_CTX_new());
    return context && !signature.empty()
        && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1
        && EVP_DigestVerify(context.get(), unsignedBytes(signature), signature.size(),
                            unsignedBytes(text), text.size())
        == 1;
}

} // namespace

std::string_view jwtAlgorithmName(JwtAlgorithm algorithm)
{
    return algorithm == JwtAlgorithm::Rs256 ? "RS256" : "ES256";
}

std::optional<JwtAlgorithm> jwtAlgorithmOf(std::string_view name)
{
    for (const auto algorithm : {JwtAlgorithm::Rs256, JwtAlgorithm::Es256}) {
        if (jwtAlgorithmName(algorithm) == name)
            return algorithm;
    }
    return std::nullopt;
}

AsymmetricKey::AsymmetricKey(JwtAlgorithm algorithm, std::shared_ptr<evp_pkey_st> key)
    : m_algorithm(algorithm)
    , m_key(std::move(key))
{
}

AsymmetricKey::Outcome AsymmetricKey::checked(JwtAlgorithm algorithm, evp_pkey_st *key,
                                              std::string_view kind)
{
    // OpenSSL keeps errors for the thread, and the next caller would take them for its own.
    ERR_clear_error();
    if (!key)
        return tl::unexpected("The text is not a " + std::string(kind) + " in PEM.");
    std::shared_ptr<evp_pkey_st> owned(key, EVP_PKEY_free);
    if (!fitsAlgorithm(algorithm, key))
        return tl::unexpected(expectedKey(algorithm));
    return AsymmetricKey(algorithm, std::move(owned));
}

AsymmetricKey::Outcome AsymmetricKey::fromPublicPem(JwtAlgorithm algorithm, std::string_view pem)
{
    const Bio bio = bioOf(pem);
    return checked(algorithm,
                   bio ? PEM_read_bio_PUBKEY(bio.get(), nullptr, noPassphrase, nullptr) : nullptr,
                   "public key");
}

AsymmetricKey::Outcome AsymmetricKey::fromPrivatePem(JwtAlgorithm algorithm, std::string_view pem)
{
    const Bio bio = bioOf(pem);
    return checked(algorithm,
                   bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, noPassphrase, nullptr)
                       : nullptr,
                   "private key");
}

std::string AsymmetricKey::requiredJwk() const
{
    std::string jwk = m_algorithm == JwtAlgorithm::Rs256
        ? R"({"e":")" + numberOf(m_key.get(), OSSL_PKEY_PARAM_RSA_E) + R"(","kty":"RSA","n":")"
            + numberOf(m_key.get(), OSSL_PKEY_PARAM_RSA_N) + R"("})"
        : R"({"crv":"P-256","kty":"EC","x":")"
            + numberOf(m_key.get(), OSSL_PKEY_PARAM_EC_PUB_X, coordinateSize) + R"(","y":")"
            + numberOf(m_key.get(), OSSL_PKEY_PARAM_EC_PUB_Y, coordinateSize) + R"("})";
    ERR_clear_error();
    return jwk;
}

std::string AsymmetricKey::publicPem() const
{
    const Bio bio(BIO_new(BIO_s_mem()));
    char *text = nullptr;
    const bool isWritten = bio && PEM_write_bio_PUBKEY(bio.get(), m_key.get()) == 1;
    const long size = isWritten ? BIO_get_mem_data(bio.get(), &text) : 0;
    ERR_clear_error();
    return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

bool AsymmetricKey::verifies(std::string_view text, std::string_view signature) const
{
    const bool matches = m_algorithm == JwtAlgorithm::Es256
        ? isSignedBy(m_key.get(), text, derFromRaw(signature))
        : isSignedBy(m_key.get(), text, signature);
    ERR_clear_error();
    return matches;
}

std::string AsymmetricKey::sign(std::string_view text) const
{
    const std::string signature = signedBy(m_key.get(), text);
    ERR_clear_error();
    return m_algorithm == JwtAlgorithm::Es256 ? rawFromDer(signature) : signature;
}

} // namespace gatehouse::signing
