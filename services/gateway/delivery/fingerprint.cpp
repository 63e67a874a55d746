#include "services/gateway/delivery/fingerprint.h"

#include <algorithm>
#include <cctype>

namespace gatehouse::gateway {

namespace {

constexpr std::size_t longestError = 2048;
constexpr std::size_t longestFingerprint = 200;

bool isWordByte(unsigned char c)
{
    return std::isalnum(c) || c == '_' || c == '-' || c >= 0x80;
}

/// A run of letters, digits, '_' and '-'; with '.', ':' and '+' where digits stand on both sides,
/// so that a time or an address is one word.
std::size_t wordEnd(std::string_view text, std::size_t from)
{
    const auto digitAt = [text](std::size_t i) {
        return i < text.size() && std::isdigit(static_cast<unsigned char>(text[i]));
    };
    std::size_t i = from;
    while (i < text.size()) {
        const char c = text[i];
        const bool joins =
            (c == '.' || c == ':' || c == '+') && i > from && digitAt(i - 1) && digitAt(i + 1);
        if (!isWordByte(static_cast<unsigned char>(c)) && !joins)
            break;
        ++i;
    }
    return i;
}

template <typename Predicate>
bool all(std::string_view text, Predicate predicate)
{
    return std::all_of(text.begin(), text.end(), predicate);
}

bool isTime(std::string_view word)
{
    return word.size() >= 10 && word.find('-') == 4 && word.rfind('-') >= 7
        && all(word.substr(0, 10), [](unsigned char c) { return std::isdigit(c) || c == '-'; });
}

bool isNumber(std::string_view word)
{
    const auto unit = word.find_first_not_of("0123456789.:+-");
    const auto tail = unit == std::string_view::npos ? std::string_view() : word.substr(unit);
    return unit != 0 && word.find_first_of("0123456789") < unit
        && (tail.empty() || tail == "ms" || tail == "s" || tail == "us" || tail == "B"
            || tail == "KiB");
}

bool hasDigit(std::string_view word)
{
    return word.find_first_of("0123456789") != std::string_view::npos;
}

bool isHex(std::string_view word)
{
    return word.size() >= 8
        && all(word, [](unsigned char c) { return std::isxdigit(c) || c == '-'; });
}

std::string_view signFor(std::string_view word)
{
    if (!hasDigit(word))
        return word;
    if (isTime(word))
        return "<time>";
    if (isNumber(word))
        return "<n>";
    if (isHex(word) || word.size() >= 6)
        return "<id>";
    return word;
}

/// The HTTP status that an error begins with stays: it is what the group is about.
bool isStatus(std::size_t position, std::string_view word)
{
    return position == 0 && word.size() == 3;
}

/// Where a quoted text that starts at `from` ends; npos: none does. An apostrophe is no quote.
std::size_t quoteEnd(std::string_view text, std::size_t from)
{
    const char c = text[from];
    const bool isApostrophe =
        c == '\'' && from > 0 && isWordByte(static_cast<unsigned char>(text[from - 1]));
    if ((c != '"' && c != '\'') || isApostrophe)
        return std::string_view::npos;
    return text.find(c, from + 1);
}

std::string cut(std::string text)
{
    std::size_t size = std::min(text.size(), longestFingerprint);
    while (size < text.size() && size > 0
           && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
        --size;
    text.resize(size);
    return text;
}

} // namespace

std::string fingerprint(std::string_view error)
{
    error = error.substr(0, longestError);
    std::string result;
    std::size_t i = 0;
    while (i < error.size()) {
        const char c = error[i];
        if (const auto close = quoteEnd(error, i); close != std::string_view::npos) {
            result += "<text>";
            i = close + 1;
        } else if (isWordByte(static_cast<unsigned char>(c))) {
            const std::size_t end = wordEnd(error, i);
            const std::string_view word = error.substr(i, end - i);
            result += isStatus(i, word) ? word : signFor(word);
            i = end;
        } else {
            result += c;
            ++i;
        }
    }
    return cut(std::move(result));
}

} // namespace gatehouse::gateway
