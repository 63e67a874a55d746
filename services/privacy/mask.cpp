#include "services/privacy/mask.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <system_error>
#include <utility>

namespace gatehouse::privacy {

namespace {

constexpr std::pair<MaskKind, std::string_view> kinds[] = {
    {MaskKind::Keep, "keep"},   {MaskKind::Text, "text"},   {MaskKind::Name, "name"},
    {MaskKind::Email, "email"}, {MaskKind::Phone, "phone"}, {MaskKind::Address, "address"},
    {MaskKind::Ip, "ip"},
};

constexpr std::size_t mostWords = 4;
constexpr std::ptrdiff_t fewestPhoneDigits = 7;
constexpr std::ptrdiff_t fewestLooseDigits = 8;
constexpr std::ptrdiff_t mostPhoneDigits = 15;
constexpr std::size_t longestIp = 45;
constexpr std::string_view dot = "•";
constexpr std::string_view signs = "@+%"; ///< that an address or a number stands around or behind

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
        || static_cast<unsigned char>(c) >= 0x80;
}

bool isOf(std::string_view set, char c)
{
    return set.find(c) != std::string_view::npos;
}

/// The first code point.
std::string_view firstCharacter(std::string_view text)
{
    std::size_t end = std::min<std::size_t>(1, text.size());
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        ++end;
    return text.substr(0, end);
}

std::string begun(std::string_view text)
{
    return std::string(firstCharacter(text)) += dots;
}

template <typename Mask>
std::string eachWord(std::string_view text, Mask mask)
{
    std::string words;
    std::size_t count = 0;
    while (!text.empty() && count < mostWords) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) {
            words += (count++ == 0 ? "" : " ") + mask(text.substr(0, end));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words.empty() ? std::string(dots) : words;
}

std::string maskedName(std::string_view text)
{
    return eachWord(text, [](std::string_view word) {
        return isLetter(word.front()) ? begun(word) : std::string(dots);
    });
}

std::string maskedEmail(std::string_view text)
{
    const std::size_t at = text.find('@');
    const std::size_t label = text.rfind('.');
    if (at == std::string_view::npos || at == 0 || label == std::string_view::npos
        || label <= at + 1)
        return std::string(dots);
    return begun(text.substr(0, at)) + '@' + begun(text.substr(at + 1))
        + std::string(text.substr(label));
}

/// Country code and the last two digits stay.
std::string maskedPhone(std::string_view text)
{
    const auto digits = std::count_if(text.begin(), text.end(), isDigit);
    if (digits < fewestPhoneDigits)
        return std::string(dots);
    const std::ptrdiff_t shownFirst = text.starts_with('+') ? 2 : 0;
    std::string masked;
    std::ptrdiff_t seen = 0;
    for (const char c : text) {
        if (!isDigit(c)) {
            masked += c;
            continue;
        }
        ++seen;
        const bool isShown = seen <= shownFirst || seen > digits - 2;
        masked += isShown ? std::string_view(&c, 1) : dot;
    }
    return masked;
}

bool isIpV4(std::string_view text)
{
    int parts = 0;
    while (parts < 4) {
        const std::size_t size = std::min(text.find_first_not_of("0123456789"), text.size());
        if (size == 0 || size > 3)
            return false;
        text.remove_prefix(size);
        if (++parts == 4)
            return text.empty();
        if (!text.starts_with('.'))
            return false;
        text.remove_prefix(1);
    }
    return false;
}

/// Colons enough that it is no time of day.
bool isIpV6(std::string_view text)
{
    if (text.size() > longestIp || text.find_first_not_of("0123456789abcdefABCDEF:.") < text.size())
        return false;
    return std::count(text.begin(), text.end(), ':') > 2
        || (text.find("::") != std::string_view::npos && text.size() > 2);
}

bool isIp(std::string_view text)
{
    return isIpV4(text) || isIpV6(text);
}

std::string maskedAddress(std::string_view ip)
{
    if (isIpV4(ip)) {
        const std::size_t second = ip.find('.', ip.find('.') + 1);
        return std::string(ip.substr(0, second)).append(".•••.•••");
    }
    if (isIpV6(ip))
        return std::string(ip.substr(0, ip.find(':'))).append(":•••");
    return std::string(dots);
}

/// Proxies name several: "203.0.113.7, 10.0.0.1".
std::string maskedIps(std::string_view text)
{
    return eachWord(text, [](std::string_view word) {
        const bool isListed = word.ends_with(',');
        return maskedAddress(word.substr(0, word.size() - (isListed ? 1 : 0)))
            + (isListed ? "," : "");
    });
}

bool isOfLocalPart(char c)
{
    return isDigit(c) || isLetter(c) || isOf("._%+-", c);
}

bool isOfDomain(char c)
{
    return isDigit(c) || isLetter(c) || isOf(".-", c);
}

/// A piece of a text, and what stands for it.
struct Piece
{
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string masked;
};

/// A character of a text, as it is or percent-encoded, once or several times: "@", "%40", "%2540".
struct Sign
{
    std::size_t begin = 0;
    std::size_t end = 0;
    char character = 0; ///< 0: none that matters here
};

constexpr std::string_view separators = " ()-./"; // between the digits of a telephone number

/// What is percent-encoded at that %; 0 where that is no character of `wanted`.
Sign escapedAt(std::string_view text, std::size_t at, std::string_view wanted)
{
    std::size_t end = at + 1;
    while (text.substr(end, 2) == "25")
        end += 2;
    const std::string_view code = text.substr(end, 2);
    unsigned value = 0;
    const auto [rest, error] = std::from_chars(code.begin(), code.end(), value, 16);
    const bool isCode = code.size() == 2 && error == std::errc() && rest == code.end();
    const char character = isCode ? static_cast<char>(value) : '\0';
    return isOf(wanted, character) ? Sign{at, end + 2, character} : Sign{at, at + 1, 0};
}

Sign signAt(std::string_view text, std::size_t at)
{
    return text[at] == '%' ? escapedAt(text, at, "@+") : Sign{at, at + 1, text[at]};
}

/// The address around the @, of which nothing before `from` is part.
std::optional<Piece> emailAt(std::string_view text, const Sign &at, std::size_t from)
{
    Piece piece{at.begin, at.end, {}};
    while (piece.begin > from && isOfLocalPart(text[piece.begin - 1]))
        --piece.begin;
    while (piece.end < text.size() && isOfDomain(text[piece.end]))
        ++piece.end;
    while (piece.end > at.end && isOf(".-", text[piece.end - 1]))
        --piece.end;
    const std::string_view local = text.substr(piece.begin, at.begin - piece.begin);
    const std::string_view domain = text.substr(at.end, piece.end - at.end);
    const std::size_t label = domain.rfind('.');
    const bool isAddress = !local.empty() && label != std::string_view::npos && label > 0
        && isLetter(domain[label + 1]);
    if (!isAddress)
        return std::nullopt;
    piece.masked = maskedEmail(std::string(local).append(1, '@').append(domain));
    return piece;
}

/// What stands between the digits; behind an encoded plus also encoded, or as the plus that forms
/// write for a space.
Sign separatorAt(std::string_view text, std::size_t at, bool isEncoded)
{
    const char character = isEncoded && text[at] == '+' ? ' ' : text[at];
    if (isEncoded && character == '%')
        return escapedAt(text, at, separators);
    return {at, at + 1, isOf(separators, character) ? character : '\0'};
}

std::optional<Piece> phoneAt(std::string_view text, const Sign &plus)
{
    const bool isBehindEscape = plus.begin > 2 && text[plus.begin - 3] == '%';
    if (plus.begin > 0 && !isBehindEscape
        && (isDigit(text[plus.begin - 1]) || isLetter(text[plus.begin - 1])))
        return std::nullopt;
    std::size_t end = plus.end;
    const bool isEncoded = plus.end - plus.begin > 1;
    std::string number(1, '+');
    std::string between;
    for (std::size_t at = end; at < text.size();) {
        if (isDigit(text[at])) {
            number.append(std::exchange(between, {})).push_back(text[at]);
            end = ++at;
            continue;
        }
        const Sign separator = separatorAt(text, at, isEncoded);
        if (separator.character == 0)
            break;
        between.push_back(separator.character);
        at = separator.end;
    }
    const auto digits = std::count_if(number.begin(), number.end(), isDigit);
    if (digits < fewestLooseDigits || digits > mostPhoneDigits)
        return std::nullopt;
    return Piece{plus.begin, end, maskedPhone(number)};
}

} // namespace

std::string_view kindName(MaskKind kind)
{
    const auto *found = std::find_if(std::begin(kinds), std::end(kinds),
                                     [kind](const auto &entry) { return entry.first == kind; });
    return found->second;
}

std::optional<MaskKind> kindOf(std::string_view name)
{
    const auto *found = std::find_if(std::begin(kinds), std::end(kinds),
                                     [name](const auto &entry) { return entry.second == name; });
    return found == std::end(kinds) ? std::nullopt : std::optional(found->first);
}

bool isMasked(std::string_view text)
{
    return text.find(dot) != std::string_view::npos;
}

std::string masked(MaskKind kind, std::string_view text)
{
    if (text.empty() || kind == MaskKind::Keep)
        return std::string(text);
    switch (kind) {
    case MaskKind::Name:
        return maskedName(text);
    case MaskKind::Email:
        return maskedEmail(text);
    case MaskKind::Phone:
        return maskedPhone(text);
    case MaskKind::Ip:
        return maskedIps(text);
    case MaskKind::Address:
        return eachWord(text, [](std::string_view) { return std::string(dots); });
    case MaskKind::Keep:
    case MaskKind::Text:
        break;
    }
    return std::string(dots);
}

std::string maskedByLook(std::string_view text)
{
    if (isIp(text))
        return maskedAddress(text);
    std::string result;
    std::size_t done = 0;
    std::size_t from = 0; // behind the @ before, so that no stretch is looked at twice
    for (std::size_t at = text.find_first_of(signs); at != std::string_view::npos;) {
        const Sign sign = signAt(text, at);
        const auto piece = sign.character == '@' ? emailAt(text, sign, from)
            : sign.character == '+'              ? phoneAt(text, sign)
                                                 : std::nullopt;
        if (piece) {
            result.append(text.substr(done, piece->begin - done)).append(piece->masked);
            done = piece->end;
        }
        from = sign.character == '@' ? std::max(sign.end, done) : std::max(from, done);
        at = text.find_first_of(signs, std::max(sign.end, done));
    }
    return result.append(text.substr(done));
}

} // namespace gatehouse::privacy
