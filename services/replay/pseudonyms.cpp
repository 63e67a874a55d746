#include "services/replay/pseudonyms.h"

#include "services/core/hex.h"
#include "services/core/log.h"
#include "services/privacy/documentwalk.h"
#include "services/signing/digest.h"

#include <QRegularExpression>
#include <QString>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace gatehouse::replay {

namespace {

using privacy::MaskKind;

/// The digits after which a digit makes the sum of ISO/IEC 7812-1, annex B (Luhn), right.
int luhnSum(std::string_view digits)
{
    int sum = 0;
    bool isDoubled = false;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, isDoubled = !isDoubled) {
        const int value = (*digit - '0') * (isDoubled ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
    }
    return sum;
}

std::string digitsOf(std::string_view text)
{
    std::string digits;
    for (const char c : text) {
        if (std::isdigit(static_cast<unsigned char>(c)))
            digits += c;
    }
    return digits;
}

/// The text with its digits replaced, one after the other; what is between them stays.
std::string withDigits(std::string_view text, std::string_view digits)
{
    std::string result;
    std::size_t next = 0;
    for (const char c : text)
        result += std::isdigit(static_cast<unsigned char>(c)) ? digits.at(next++) : c;
    return result;
}

/// So many decimal digits of a digest.
std::string decimal(std::string_view digest, std::size_t count)
{
    std::string digits;
    for (std::size_t i = 0; i < count; ++i)
        digits +=
            static_cast<char>('0' + static_cast<unsigned char>(digest[i % digest.size()]) % 10);
    return digits;
}

/// A number that is valid and nobody's: 999999 is no issuer's (ISO/IEC 7812-1, 4.2 e).
std::string cardNumber(std::string_view digest, std::size_t length)
{
    std::string digits = "999999" + decimal(digest, length - 7) + '0';
    digits.back() = static_cast<char>('0' + (10 - luhnSum(digits) % 10) % 10);
    return digits;
}

/// A postal code or a house number, whose shape is checked where it is read.
bool isCode(std::string_view text)
{
    constexpr std::size_t longestCode = 10;
    return text.size() <= longestCode && !digitsOf(text).empty()
        && std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
}

/// Digit by digit and letter by letter, none of which stays.
std::string otherCode(std::string_view digest, std::string_view text)
{
    std::string other(text);
    for (std::size_t i = 0; i < other.size(); ++i) {
        const auto c = static_cast<unsigned char>(other[i]);
        const int shift = static_cast<unsigned char>(digest[i % digest.size()]);
        if (std::isdigit(c))
            other[i] = char('0' + (c - '0' + 1 + shift % 9) % 10);
        else if (std::isalpha(c))
            other[i] = char('A' + (std::toupper(c) - 'A' + 1 + shift % 25) % 26);
    }
    return other;
}

std::string lowerCase(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size())).trimmed().toLower().toStdString();
}

/// By what people write differently and mean the same by.
std::string comparableText(MaskedKind kind, std::string_view text)
{
    if (kind == MaskedKind::Phone || kind == MaskedKind::Card)
        return digitsOf(text);
    return kind == MaskedKind::Token ? std::string(text) : lowerCase(text);
}

struct Look
{
    MaskedKind kind;
    QRegularExpression pattern;
};

/// Every repetition is bounded, and none can begin inside of another.
const std::array<Look, 4> &looks()
{
    static const std::array<Look, 4> all{{
        {MaskedKind::Token,
         QRegularExpression(QStringLiteral("\\b(?:(?:sk|pk|rk)_(?:live|test)_|whsec_|gh[opsu]_|"
                                           "github_pat_|xox[abprs]-|shp(?:at|ss|ca|pa)_|"
                                           "AKIA|ya29\\.|glpat-|gatehouse_)[A-Za-z0-9_-]{8,512}|"
                                           "\\beyJ[A-Za-z0-9_-]{8,2048}\\.[A-Za-z0-9_-]{8,"
                                           "4096}\\.[A-Za-z0-9_-]{8,2048}"))},
        {MaskedKind::Email,
         QRegularExpression(QStringLiteral("(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]{1,64}(?:@|%40)[A-"
                                           "Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,8}"))},
        {MaskedKind::Card,
         QRegularExpression(QStringLiteral("(?<![0-9.+-])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])"))},
        {MaskedKind::Phone,
         QRegularExpression(
             QStringLiteral("(?<![0-9A-Za-z+])\\+[0-9](?:[ ()./-]{0,2}[0-9]){6,14}(?![0-9])"))},
    }};
    return all;
}

bool isCard(std::string_view text)
{
    return luhnSum(digitsOf(text)) % 10 == 0;
}

std::optional<MaskedKind> kindOf(MaskKind kind)
{
    switch (kind) {
    case MaskKind::Email:
        return MaskedKind::Email;
    case MaskKind::Name:
        return MaskedKind::Name;
    case MaskKind::Phone:
        return MaskedKind::Phone;
    case MaskKind::Address:
        return MaskedKind::Address;
    default:
        return std::nullopt;
    }
}

/// What the first rule says of that place, whoever's it is; nothing: no rule does.
std::optional<MaskKind> ruleOf(const privacy::Place &place)
{
    for (const privacy::MaskingRule &rule : privacy::builtInRules()) {
        if (rule.isOf(place))
            return rule.kind();
    }
    return std::nullopt;
}

} // namespace

std::string_view maskedKindName(MaskedKind kind)
{
    constexpr std::array<std::string_view, 6> names{"email", "name",  "phone",
                                                    "card",  "token", "address"};
    return names.at(std::size_t(kind));
}

std::set<MaskedKind> allMaskedKinds()
{
    return {MaskedKind::Email, MaskedKind::Name,  MaskedKind::Phone,
            MaskedKind::Card,  MaskedKind::Token, MaskedKind::Address};
}

Pseudonyms::Pseudonyms(std::string key, std::set<MaskedKind> kinds)
    : m_key(std::move(key))
    , m_kinds(std::move(kinds))
{
}

std::string Pseudonyms::digest(MaskedKind kind, std::string_view text) const
{
    return signing::hmacSha256(
        m_key, std::string(maskedKindName(kind)) + '\n' + comparableText(kind, text));
}

std::string Pseudonyms::pseudonym(MaskedKind kind, std::string_view text) const
{
    const std::string made = digest(kind, text);
    const std::string hex = toHex(asBytes(made)).substr(0, 12);
    switch (kind) {
    case MaskedKind::Email:
        return 'm' + hex + (text.find("%40") == text.npos ? "@" : "%40") + "masked.example";
    case MaskedKind::Name:
        return "Masked " + hex.substr(0, 8);
    case MaskedKind::Phone:
        return withDigits(text, decimal(made, digitsOf(text).size()));
    case MaskedKind::Card:
        return withDigits(text, cardNumber(made, digitsOf(text).size()));
    case MaskedKind::Address:
        return isCode(text) ? otherCode(made, text) : "Masked " + hex.substr(0, 8);
    case MaskedKind::Token:
        return "masked_" + hex + toHex(asBytes(made)).substr(12, 12);
    }
    return {};
}

std::string Pseudonyms::byLook(std::string_view text) const
{
    QString result = QString::fromUtf8(text.data(), qsizetype(text.size()));
    for (const Look &look : looks()) {
        if (!m_kinds.contains(look.kind))
            continue;
        qsizetype at = 0;
        for (auto match = look.pattern.match(result); match.hasMatch();
             match = look.pattern.match(result, at)) {
            const std::string found = match.captured().toStdString();
            const bool isMeant = look.kind != MaskedKind::Card || isCard(found);
            const QString other =
                isMeant ? QString::fromStdString(pseudonym(look.kind, found)) : match.captured();
            result.replace(match.capturedStart(), match.capturedLength(), other);
            at = match.capturedStart() + other.size();
        }
    }
    return result.toStdString();
}

std::string Pseudonyms::body(std::string_view text) const
{
    if (m_kinds.empty())
        return std::string(text);
    const auto mask = [this](const signing::JsonNode &scalar, const std::string &,
                             const privacy::Place &place) -> std::optional<std::string> {
        const std::string value = privacy::textOf(scalar);
        if (!privacy::isText(scalar) || value.empty())
            return std::nullopt;
        const auto rule = ruleOf(place);
        const auto kind = rule ? kindOf(*rule) : std::nullopt;
        if (rule == MaskKind::Keep)
            return std::nullopt;
        const std::string other =
            kind && m_kinds.contains(*kind) ? pseudonym(*kind, value) : byLook(value);
        if (other == value)
            return std::nullopt;
        const bool isNumber = !scalar.text.starts_with('"');
        return isNumber && digitsOf(other) == other && other.front() != '0' ? other
                                                                            : jsonQuoted(other);
    };
    const auto masked = privacy::walked("body", text, mask);
    return masked ? *masked : byLook(text);
}

} // namespace gatehouse::replay
