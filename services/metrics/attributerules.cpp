#include "services/metrics/attributerules.h"

#include "services/privacy/mask.h"

#include <algorithm>
#include <array>

namespace gatehouse::metrics {

namespace {

constexpr std::size_t longestWord = 64;
constexpr std::string_view small = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view plain =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:/-";

/// Who somebody is, in whatever word it stands ("enduser", "useragent", "emails").
constexpr std::array<std::string_view, 17> personalParts = {
    "user",    "customer", "client", "session", "account",     "person",
    "contact", "phone",    "mail",   "address", "patient",     "member",
    "passw",   "secret",   "cookie", "auth",    "conversation"};

/// The same, where it is a word of its own.
constexpr std::array<std::string_view, 10> personalWords = {
    "ip", "peer", "name", "iban", "card", "birthday", "mobile", "visitor", "device", "thread"};

/// What the conventions call so, and no person is.
constexpr std::array<std::string_view, 2> knownNames = {"gen_ai.operation.name",
                                                        "gen_ai.tool.name"};

/// What somebody said or was answered. Numbers under such names are sizes and counts.
constexpr std::array<std::string_view, 13> spokenParts = {
    "prompt",   "completion", "message",  "content", "instruction", "input",    "output",
    "argument", "result",     "question", "answer",  "stacktrace",  "exception"};

bool isPlain(std::string_view text)
{
    return !text.empty() && text.find_first_not_of(plain) == std::string_view::npos;
}

std::string inSmallLetters(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? char(letter - 'A' + 'a') : letter;
    });
    return lower;
}

template <std::size_t size>
bool hasAnyOf(std::string_view text, const std::array<std::string_view, size> &parts)
{
    return std::any_of(parts.begin(), parts.end(), [text](std::string_view part) {
        return text.find(part) != std::string_view::npos;
    });
}

/// Words end at a sign, a digit, and before a large letter that follows a small one: "clientIp".
bool hasPersonalWord(std::string_view name)
{
    std::string word;
    const auto isPersonal = [&] {
        return std::find(personalWords.begin(), personalWords.end(), inSmallLetters(word))
            != personalWords.end();
    };
    for (const char letter : name) {
        const bool isLarge = letter >= 'A' && letter <= 'Z';
        const bool isLetter = isLarge || small.find(letter) != std::string_view::npos;
        const bool isNext = isLarge && !word.empty() && small.find(word.back()) != small.npos;
        if ((!isLetter || isNext) && isPersonal())
            return true;
        if (!isLetter || isNext)
            word.clear();
        if (isLetter)
            word += letter;
    }
    return isPersonal();
}

bool namesAPerson(std::string_view name)
{
    if (std::find(knownNames.begin(), knownNames.end(), name) != knownNames.end())
        return false;
    return hasAnyOf(inSmallLetters(name), personalParts) || hasPersonalWord(name);
}

} // namespace

std::string cutText(std::string_view text, std::size_t most)
{
    if (text.size() > most) {
        while (most > 0 && (text[most] & 0xC0) == 0x80)
            --most;
        text = text.substr(0, most);
    }
    std::string kept(text);
    kept.erase(std::remove(kept.begin(), kept.end(), '\0'), kept.end());
    return kept;
}

bool looksPersonal(std::string_view text)
{
    return privacy::maskedByLook(text) != text;
}

bool isWord(std::string_view text)
{
    return text.size() <= longestWord && isPlain(text) && !looksPersonal(text);
}

bool mayBeKept(std::string_view name, const OtlpValue &value)
{
    if (name.size() > longestText || !isPlain(name) || namesAPerson(name))
        return false;
    const auto *text = std::get_if<std::string>(&value);
    if (!text)
        return true;
    return isWord(*text) && !hasAnyOf(inSmallLetters(name), spokenParts);
}

} // namespace gatehouse::metrics
