#pragma once

#include <set>
#include <string>
#include <string_view>

namespace gatehouse::replay {

/// What is replaced before it leaves this machine.
enum class MaskedKind { Email, Name, Phone, Card, Token, Address };
std::string_view maskedKindName(MaskedKind kind); ///< "email"
std::set<MaskedKind> allMaskedKinds();

/// Replaces personal data and credentials by made-up values of the same shape. One value becomes
/// the same one everywhere under one key (HMAC-SHA-256), so what belonged together still does, and
/// nobody without the key can tell what it was. Pure, so thread-safe.
class Pseudonyms
{
public:
    Pseudonyms(std::string key, std::set<MaskedKind> kinds);

    /// A JSON body: by place (the rules of services/privacy) and by look; all else stays byte for
    /// byte. Any other text by its look alone.
    std::string body(std::string_view text) const;
    /// By look: addresses, numbers and credentials wherever they stand in it.
    std::string byLook(std::string_view text) const;

private:
    std::string pseudonym(MaskedKind kind, std::string_view text) const;
    std::string digest(MaskedKind kind, std::string_view text) const;

    std::string m_key;
    std::set<MaskedKind> m_kinds;
};

} // namespace gatehouse::replay
