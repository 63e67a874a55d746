#include "services/secrets/passphrase.h"

#include <QCoreApplication>

#include <openssl/evp.h>

namespace gatehouse::secrets {

namespace {

struct PassphraseText
{
    Q_DECLARE_TR_FUNCTIONS(PassphraseText)
};

constexpr std::uint64_t cost = 65536;
constexpr std::uint64_t blockSize = 8;
constexpr std::uint64_t parallelization = 1;
constexpr std::uint64_t largestMemory = 96ULL * 1024 * 1024;

} // namespace

Result<Vault> vaultOfPassphrase(const Secret &passphrase, std::string_view salt)
{
    std::string key(Vault::keySize, '\0');
    const std::string_view phrase = passphrase.view();
    const int derived = EVP_PBE_scrypt(phrase.data(), phrase.size(),
                                       reinterpret_cast<const unsigned char *>(salt.data()),
                                       salt.size(), cost, blockSize, parallelization, largestMemory,
                                       reinterpret_cast<unsigned char *>(key.data()), key.size());
    if (derived != 1)
        return failure(ErrorKind::Unavailable,
                       PassphraseText::tr("There is not enough memory to derive the key of a "
                                          "passphrase. Close something and try again."));
    return Vault::withKey(Secret(std::move(key)));
}

} // namespace gatehouse::secrets
