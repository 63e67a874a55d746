#pragma once

#include "services/core/result.h"
#include "services/secrets/secret.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::secrets {

/// Makes secrets fit to be stored (docs/contract.md, section 5): each is encrypted with a data key
/// of its own, which the key-encryption key wraps; both AES-256-GCM with random nonces. What is
/// sealed is one string of bytes (vault.cpp has its layout) that can be unsealed only with the same
/// key-encryption key and under the same identity: that of the row it stands in, such as
/// "destination/01a1.../credential". So a ciphertext that is put into another row is refused.
/// Thread-safe: nothing changes after it was made.
class Vault
{
public:
    static constexpr std::size_t keySize = 32;

    /// `key`: keySize bytes, else Invalid.
    static Result<Vault> withKey(Secret key);

    /// Which key-encryption key this is: the first 8 hex digits of its SHA-256. Stored beside what
    /// is sealed, so that nobody tries to unseal with another one.
    const std::string &fingerprint() const { return m_fingerprint; }

    /// This vault, which also unseals what the one with the previous key sealed: while what is
    /// stored is wrapped anew.
    Vault withPrevious(Vault previous) &&;
    /// Whether it unseals what a key of this fingerprint sealed.
    bool opens(std::string_view fingerprint) const;
    /// Of all keys that it unseals with, its own first.
    std::vector<std::string> fingerprints() const;

    Result<std::string> seal(std::string_view plain, std::string_view identity) const;
    /// Conflict: sealed with another key-encryption key, whose fingerprint is in the message.
    /// Invalid: not sealed for this identity, or changed since.
    Result<Secret> unseal(std::string_view sealed, std::string_view identity) const;

private:
    explicit Vault(Secret key);
    Result<Secret> unsealOwn(std::string_view sealed, std::string_view identity) const;

    Secret m_key;
    std::string m_fingerprint;
    std::shared_ptr<const Vault> m_previous; ///< null: there is none
};

} // namespace gatehouse::secrets
