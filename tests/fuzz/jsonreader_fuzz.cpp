#include "fuzztarget.h"
#include "services/gateway/normalize/jsonindex.h"
#include "services/gateway/normalize/strictjson.h"
#include "services/signing/jsonwriter.h"

#include <QJsonDocument>

#include <boost/json/parse.hpp>

#include <cmath>
#include <optional>

// The input is a request's body.

namespace gatehouse::gateway {

namespace {

namespace json = boost::json;
using fuzz::require;

/// How often an index, which looks at every byte of an array's or object's front, is asked.
constexpr std::size_t mostLookups = 256;

struct Parsed
{
    json::error_code error;
    json::value value;
};

Parsed boostParsed(std::string_view text)
{
    json::parse_options options;
    options.max_depth = maxJsonDepth;
    Parsed parsed;
    parsed.value =
        json::parse(json::string_view(text.data(), text.size()), parsed.error, {}, options);
    return parsed;
}

bool isSame(const json::value &a, const json::value &b);

bool areSameItems(const json::array &a, const json::array &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), isSame);
}

bool areSameMembers(const json::object &a, const json::object &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto &left, const auto &right) {
                          return left.key() == right.key() && isSame(left.value(), right.value());
                      });
}

/// What Boost.JSON makes of the digits of a double depends on the bytes around them, in the last
/// place, and of 0e431 it makes a NaN.
bool areSameDoubles(double a, double b)
{
    constexpr double tolerance = 1e-12;
    return a == b || (std::isnan(a) && std::isnan(b)) || std::abs(a - b) <= tolerance * std::abs(a);
}

bool isSame(const json::value &a, const json::value &b)
{
    if (a.is_array() && b.is_array())
        return areSameItems(a.get_array(), b.get_array());
    if (a.is_object() && b.is_object())
        return areSameMembers(a.get_object(), b.get_object());
    if (a.is_double() && b.is_double())
        return areSameDoubles(a.get_double(), b.get_double());
    return a == b;
}

/// How deep containers are nested in valid JSON.
std::size_t depthOf(std::string_view text)
{
    std::size_t depth = 0;
    std::size_t deepest = 0;
    bool inString = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"')
            inString = !inString;
        else if (inString && c == '\\')
            ++at;
        else if (!inString && (c == '{' || c == '['))
            deepest = std::max(deepest, ++depth);
        else if (!inString && (c == '}' || c == ']'))
            --depth;
    }
    return deepest;
}

std::string escapedToken(std::string_view key)
{
    std::string token = "/";
    for (const char c : key) {
        if (c == '~' || c == '/')
            token += c == '~' ? "~0" : "~1";
        else
            token += c;
    }
    return token;
}

std::string_view asView(json::string_view text)
{
    return {text.data(), text.size()};
}

/// Asks an index for every value of the same document in the order of the tree.
class IndexCheck
{
public:
    explicit IndexCheck(std::string_view text)
        : m_text(text)
        , m_index(text)
    {
    }

    void check(const json::value &value, const std::string &path)
    {
        if (m_lookups++ >= mostLookups)
            return;
        const auto pointer = JsonPointer::parse(path);
        require(pointer.has_value(), "an escaped path is a JSON pointer");
        const auto bytes = m_index.find(*pointer);
        require(bytes.has_value(), "the index finds what Boost.JSON finds");
        require(isSame(boostParsed(*bytes).value, value), "the bytes found are the value");
        if (value.is_string())
            require(m_index.text(*pointer) == asView(value.get_string()), "texts are decoded");
        m_hasNul |= value.is_string() && asView(value.get_string()).find('\0') != m_text.npos;
        checkItems(value, path);
    }
    bool hasNul() const { return m_hasNul; }

private:
    void checkItems(const json::value &value, const std::string &path)
    {
        if (const json::object *object = value.if_object()) {
            for (const auto &[key, member] : *object)
                check(member, path + escapedToken(asView(key)));
        } else if (const json::array *array = value.if_array()) {
            for (std::size_t i = 0; i < array->size(); ++i)
                check((*array)[i], path + "/" + std::to_string(i));
        }
    }

    std::string_view m_text;
    JsonIndex m_index;
    std::size_t m_lookups = 0;
    bool m_hasNul = false;
};

void checkElements(std::string_view text, const json::value &value)
{
    const auto elements = JsonIndex(text).elements();
    const json::array *array = value.if_array();
    require(elements.has_value() == (array != nullptr), "an array has elements");
    if (!array)
        return;
    require(elements->size() == array->size(), "each element is found");
    for (std::size_t i = 0; i < std::min(array->size(), mostLookups); ++i)
        require(isSame(boostParsed((*elements)[i]).value, (*array)[i]),
                "elements are cut as they stand");
}

/// The explainer has a reader and writers of its own, which must not change what a body says.
void checkWriters(std::string_view text, const json::value &value)
{
    using signing::JsonEscapes;
    const auto document = signing::parseJson(text);
    require(document.has_value(), "what ingest takes, the explainer reads");
    const auto compact = signing::writeJson(*document, {});
    const auto again = signing::writeJson(signing::parseJson(compact.value()).value(), {});
    require(again == compact, "what is compact stays as it is");
    for (const auto layout : {signing::JsonLayout::Compact, signing::JsonLayout::Spaced,
                              signing::JsonLayout::Indented2, signing::JsonLayout::Indented4}) {
        for (const JsonEscapes escapes :
             {JsonEscapes(), JsonEscapes{JsonEscapes::Slash::Plain, JsonEscapes::Unicode::Plain},
              JsonEscapes{JsonEscapes::Slash::Escaped, JsonEscapes::Unicode::Escaped}}) {
            const auto written = signing::writeJson(*document, {layout, false, escapes});
            if (written)
                require(isSame(boostParsed(*written).value, value),
                        "JSON that is written again is same");
        }
    }
}

/// Qt's reader shares no code with ours. It refuses numbers that no double holds, and bare values.
void checkAgainstQt(std::string_view text)
{
    const bool mayOverflow = text.find_first_of("eE") != text.npos || text.size() > 300;
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (mayOverflow || (text[first] != '{' && text[first] != '['))
        return;
    const QByteArray bytes(text.data(), static_cast<qsizetype>(text.size()));
    require(!QJsonDocument::fromJson(bytes).isNull(), "what is taken, Qt reads as well");
}

void checkAccepted(std::string_view text)
{
    require(depthOf(text) <= maxJsonDepth, "nothing deeper than the limit is taken");
    checkAgainstQt(text);
    const bool fits = fitsJsonb(text);
    const Parsed parsed = boostParsed(text);
    if (parsed.error == json::error::exponent_overflow) {
        require(!fits, "huge exponents do not fit jsonb");
        return;
    }
    require(!parsed.error, "what is taken, Boost.JSON reads");
    IndexCheck index(text);
    index.check(parsed.value, "");
    require(!fits || !index.hasNul(), "U+0000 does not fit jsonb");
    checkElements(text, parsed.value);
    checkWriters(text, parsed.value);
}

} // namespace

} // namespace gatehouse::gateway

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace gatehouse;
    const std::string_view text = fuzz::asText(data, size);
    const auto defect = gateway::findJsonDefect(text);
    if (!defect)
        gateway::checkAccepted(text);
    else
        fuzz::require(bool(gateway::boostParsed(text).error),
                      "what is refused, Boost.JSON refuses");
    return 0;
}
