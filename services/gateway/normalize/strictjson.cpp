#include "services/gateway/normalize/strictjson.h"

#include <QUtf8StringView>

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>

namespace gatehouse::gateway {

namespace {

namespace json = boost::json;

/// Takes every event of the parser and keeps nothing: only whether it ends without an error counts.
struct Ignore
{
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    bool on_document_begin(json::error_code &) { return true; }
    bool on_document_end(json::error_code &) { return true; }
    bool on_object_begin(json::error_code &) { return true; }
    bool on_object_end(std::size_t, json::error_code &) { return true; }
    bool on_array_begin(json::error_code &) { return true; }
    bool on_array_end(std::size_t, json::error_code &) { return true; }
    bool on_key_part(json::string_view, std::size_t, json::error_code &) { return true; }
    bool on_key(json::string_view, std::size_t, json::error_code &) { return true; }
    bool on_string_part(json::string_view, std::size_t, json::error_code &) { return true; }
    bool on_string(json::string_view, std::size_t, json::error_code &) { return true; }
    bool on_number_part(json::string_view, json::error_code &) { return true; }
    bool on_int64(std::int64_t, json::string_view, json::error_code &) { return true; }
    bool on_uint64(std::uint64_t, json::string_view, json::error_code &) { return true; }
    bool on_double(double, json::string_view, json::error_code &) { return true; }
    bool on_bool(bool, json::error_code &) { return true; }
    bool on_null(json::error_code &) { return true; }
    bool on_comment_part(json::string_view, json::error_code &) { return true; }
    bool on_comment(json::string_view, json::error_code &) { return true; }
};

JsonDefect syntaxDefect(const json::error_code &error, std::size_t at)
{
    const std::string place = " near byte " + std::to_string(at) + ".";
    if (error == json::error::too_deep) {
        return {"invalid_json",
                "The body is nested deeper than " + std::to_string(maxJsonDepth) + " levels,"
                    + place};
    }
    if (error == json::error::expected_utf16_escape
        || error == json::error::illegal_leading_surrogate
        || error == json::error::illegal_trailing_surrogate) {
        return {"invalid_json",
                "The body has half of a surrogate pair (\\uD800 to \\uDFFF alone)" + place};
    }
    if (error == json::error::extra_data)
        return {"invalid_json", "The body goes on after the end of its JSON value," + place};
    return {"invalid_json", "The body is not JSON: it breaks" + place};
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// The text with exponents cut to five digits. Boost.JSON refuses those that no int holds, which
/// are JSON all the same; whether the rest is JSON does not change. Strings keep their bytes.
std::string withShortExponents(std::string_view text)
{
    constexpr std::size_t mostDigits = 5;
    std::string shortened;
    bool inString = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        shortened += c;
        if (c == '"') {
            inString = !inString;
        } else if (inString && c == '\\' && at + 1 < text.size()) {
            shortened += text[++at];
        } else if (!inString && (c == 'e' || c == 'E')) {
            const std::size_t first = std::min(text.find_first_not_of("+-", at + 1), text.size());
            const std::size_t end =
                std::min(text.find_first_not_of("0123456789", first), text.size());
            shortened += text.substr(at + 1, std::min(end, first + mostDigits) - at - 1);
            at = end - 1;
        }
    }
    return shortened;
}

struct ParseOutcome
{
    json::error_code error;
    std::size_t consumed = 0;
};

ParseOutcome parse(std::string_view text)
{
    json::parse_options options;
    options.max_depth = maxJsonDepth;
    json::basic_parser<Ignore> parser(options);
    ParseOutcome outcome;
    outcome.consumed = parser.write_some(false, text.data(), text.size(), outcome.error);
    if (!outcome.error && outcome.consumed != text.size())
        outcome.error = json::error::extra_data;
    return outcome;
}

std::optional<JsonDefect> parseDefect(std::string_view text)
{
    ParseOutcome outcome = parse(text);
    if (outcome.error == json::error::exponent_overflow)
        outcome = parse(withShortExponents(text));
    if (!outcome.error)
        return std::nullopt;
    return syntaxDefect(outcome.error, outcome.consumed);
}

/// The length of the number that the text begins with.
std::size_t numberLength(std::string_view text)
{
    return std::min(text.find_first_not_of("0123456789+-.eE"), text.size());
}

bool numberFits(std::string_view number)
{
    constexpr std::size_t longest = 400;
    constexpr int largestExponent = 300;
    if (number.size() > longest)
        return false;
    const std::size_t e = number.find_first_of("eE");
    if (e == std::string_view::npos)
        return true;
    int exponent = 0;
    for (const char c : number.substr(e + 1)) {
        if (isDigit(c) && exponent <= largestExponent)
            exponent = exponent * 10 + (c - '0');
    }
    return exponent <= largestExponent;
}

/// The length of the string that the text begins with, quotes included; nothing when it has \u0000.
std::optional<std::size_t> stringLength(std::string_view text)
{
    std::size_t at = 1;
    while (text[at] != '"') {
        if (text[at] == '\\') {
            if (text.substr(at, 6) == "\\u0000")
                return std::nullopt;
            ++at;
        }
        ++at;
    }
    return at + 1;
}

} // namespace

std::optional<JsonDefect> findJsonDefect(std::string_view text)
{
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return JsonDefect{"empty_body", "The body is empty. Send the event as a JSON document."};
    if (text.starts_with("\xEF\xBB\xBF"))
        return JsonDefect{"invalid_json",
                          "The body begins with a byte order mark, which JSON must not have."};
    if (!QUtf8StringView(text.data(), static_cast<qsizetype>(text.size())).isValidUtf8())
        return JsonDefect{"invalid_utf8", "The body is not UTF-8. Send JSON in UTF-8 only."};
    return parseDefect(text);
}

bool fitsJsonb(std::string_view validJson)
{
    std::size_t at = 0;
    while (at < validJson.size()) {
        const char c = validJson[at];
        if (c == '"') {
            const auto length = stringLength(validJson.substr(at));
            if (!length)
                return false;
            at += *length;
        } else if (c == '-' || isDigit(c)) {
            const std::size_t length = numberLength(validJson.substr(at));
            if (!numberFits(validJson.substr(at, length)))
                return false;
            at += length;
        } else {
            ++at;
        }
    }
    return true;
}

} // namespace gatehouse::gateway
