#include "services/secrets/vault.h"

#include "services/core/hex.h"
#include "services/core/random.h"
#include "services/signing/digest.h"

#include <QCoreApplication>

#include <openssl/evp.h>

#include <memory>
#include <optional>

namespace gatehouse::secrets {

namespace {

// What is sealed: header, box(data key), box(secret); a box is nonce, tag, ciphertext. The header
// is one byte for the layout and four of the SHA-256 of the key-encryption key. Header and identity
// are the associated data of both boxes.
constexpr char layout = 1;
constexpr std::size_t headerSize = 5;
constexpr std::size_t nonceSize = 12;
constexpr std::size_t tagSize = 16;
constexpr std::size_t boxOverhead = nonceSize + tagSize;
constexpr std::size_t wrappedKeySize = boxOverhead + Vault::keySize;
constexpr std::size_t longestSecret = std::size_t{1024} * 1024; // bodies are sealed, too

struct VaultText
{
    Q_DECLARE_TR_FUNCTIONS(VaultText)
};

struct FreeContext
{
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

const unsigned char *bytesOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

unsigned char *bytesOf(std::string &text, std::size_t from = 0)
{
    return reinterpret_cast<unsigned char *>(text.data()) + from;
}

std::string randomBytes(std::size_t count)
{
    std::string bytes(count, '\0');
    fillRandom({bytesOf(bytes), count});
    return bytes;
}

/// Ready to take the text, with the associated data behind it; null when OpenSSL refuses.
Context begin(bool encrypts, std::string_view key, std::string_view nonce,
              std::string_view associated)
{
    Context context(EVP_CIPHER_CTX_new());
    int size = 0;
    const bool isReady = context && nonce.size() == nonceSize
        && EVP_CipherInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, bytesOf(key),
                             bytesOf(nonce), encrypts ? 1 : 0)
            == 1
        && EVP_CipherUpdate(context.get(), nullptr, &size, bytesOf(associated),
                            static_cast<int>(associated.size()))
            == 1;
    return isReady ? std::move(context) : nullptr;
}

std::optional<std::string> encrypt(std::string_view key, std::string_view plain,
                                   std::string_view associated)
{
    std::string box = randomBytes(nonceSize);
    const Context context = begin(true, key, box, associated);
    if (!context)
        return std::nullopt;
    box.resize(boxOverhead + plain.size());
    int size = 0;
    const bool isDone = EVP_EncryptUpdate(context.get(), bytesOf(box, boxOverhead), &size,
                                          bytesOf(plain), static_cast<int>(plain.size()))
            == 1
        && EVP_EncryptFinal_ex(context.get(), bytesOf(box, box.size()), &size) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tagSize,
                               bytesOf(box, nonceSize))
            == 1;
    return isDone ? std::optional(std::move(box)) : std::nullopt;
}

std::optional<Secret> decrypt(std::string_view key, std::string_view box,
                              std::string_view associated)
{
    if (box.size() < boxOverhead)
        return std::nullopt;
    const Context context = begin(false, key, box.substr(0, nonceSize), associated);
    std::string tag(box.substr(nonceSize, tagSize));
    const std::string_view text = box.substr(boxOverhead);
    std::string plain(text.size(), '\0');
    int size = 0;
    const bool isDone = context
        && EVP_DecryptUpdate(context.get(), bytesOf(plain), &size, bytesOf(text),
                             static_cast<int>(text.size()))
            == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tagSize, bytesOf(tag)) == 1
        && EVP_DecryptFinal_ex(context.get(), bytesOf(plain, plain.size()), &size) == 1;
    Secret decrypted(std::move(plain)); // wiped also when the tag was wrong
    return isDone ? std::optional(std::move(decrypted)) : std::nullopt;
}

std::string headerOf(std::string_view fingerprint)
{
    return layout + fromHex(fingerprint).value_or("");
}

std::string associatedData(std::string_view header, std::string_view identity)
{
    return std::string(header).append(identity);
}

tl::unexpected<Error> damaged()
{
    return failure(ErrorKind::Invalid,
                   VaultText::tr("A stored secret cannot be decrypted: it was changed, or belongs "
                                 "to another entry. Enter it again."));
}

tl::unexpected<Error> sealedWithAnother(std::string_view theirs, const std::string &ours)
{
    return failure(
        ErrorKind::Conflict,
        VaultText::tr("A stored secret was encrypted with the master key %1; this gateway has %2. "
                      "Start it with the right GATEHOUSE_MASTER_KEY_FILE, or enter the secret "
                      "again.")
            .arg(QString::fromStdString(toHex(asBytes(theirs))), QString::fromStdString(ours)));
}

} // namespace

Vault::Vault(Secret key)
    : m_key(std::move(key))
    , m_fingerprint(signing::fingerprint(m_key.view()))
{
}

Result<Vault> Vault::withKey(Secret key)
{
    if (key.view().size() != keySize)
        return failure(ErrorKind::Invalid, VaultText::tr("A master key has 32 bytes."));
    return Vault(std::move(key));
}

Result<std::string> Vault::seal(std::string_view plain, std::string_view identity) const
{
    if (plain.size() > longestSecret)
        return failure(ErrorKind::Invalid, VaultText::tr("The secret is longer than 1 MiB."));
    const std::string header = headerOf(m_fingerprint);
    const std::string associated = associatedData(header, identity);
    const Secret dataKey(randomBytes(keySize));
    const auto wrapped = encrypt(m_key.view(), dataKey.view(), associated);
    const auto box = wrapped ? encrypt(dataKey.view(), plain, associated) : std::nullopt;
    if (!box)
        return failure(ErrorKind::Bug, VaultText::tr("The secret could not be encrypted."));
    return header + *wrapped + *box;
}

Vault Vault::withPrevious(Vault previous) &&
{
    Vault both = std::move(*this);
    if (previous.m_fingerprint != both.m_fingerprint)
        both.m_previous = std::make_shared<const Vault>(std::move(previous));
    return both;
}

bool Vault::opens(std::string_view fingerprint) const
{
    return fingerprint == m_fingerprint || (m_previous && m_previous->opens(fingerprint));
}

std::vector<std::string> Vault::fingerprints() const
{
    std::vector<std::string> all{m_fingerprint};
    if (m_previous)
        all.push_back(m_previous->m_fingerprint);
    return all;
}

Result<Secret> Vault::unseal(std::string_view sealed, std::string_view identity) const
{
    if (sealed.size() < headerSize + wrappedKeySize + boxOverhead || sealed.front() != layout)
        return damaged();
    const std::string_view header = sealed.substr(0, headerSize);
    if (header == headerOf(m_fingerprint))
        return unsealOwn(sealed, identity);
    if (m_previous && header == headerOf(m_previous->m_fingerprint))
        return m_previous->unsealOwn(sealed, identity);
    return sealedWithAnother(header.substr(1), m_fingerprint);
}

/// What has this vault's header.
Result<Secret> Vault::unsealOwn(std::string_view sealed, std::string_view identity) const
{
    const std::string_view header = sealed.substr(0, headerSize);
    const std::string associated = associatedData(header, identity);
    const auto dataKey =
        decrypt(m_key.view(), sealed.substr(headerSize, wrappedKeySize), associated);
    auto plain = dataKey
        ? decrypt(dataKey->view(), sealed.substr(headerSize + wrappedKeySize), associated)
        : std::nullopt;
    if (!plain)
        return damaged();
    return std::move(*plain);
}

} // namespace gatehouse::secrets
