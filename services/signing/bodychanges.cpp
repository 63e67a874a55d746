#include "services/signing/bodychanges.h"

#include "services/core/hex.h"
#include "services/signing/base64.h"
#include "services/signing/jsonwriter.h"

#include <array>
#include <optional>
#include <unordered_set>

namespace gatehouse::signing {

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view formField = "payload=";

std::string replacedAll(std::string_view text, std::string_view part, std::string_view by)
{
    std::string replaced;
    while (true) {
        const std::size_t at = text.find(part);
        replaced += text.substr(0, at);
        if (at == std::string_view::npos)
            return replaced;
        replaced += by;
        text.remove_prefix(at + part.size());
    }
}

std::string withoutAround(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return std::string(text.substr(first, text.find_last_not_of(blanks) - first + 1));
}

/// Like a browser writes forms: `+` is a blank, `%2C` a byte.
std::string formDecoded(std::string_view value)
{
    std::string decoded;
    while (!value.empty()) {
        const auto byte =
            value.front() == '%' && value.size() >= 3 ? fromHex(value.substr(1, 2)) : std::nullopt;
        decoded += byte ? byte->front() : value.front() == '+' ? ' ' : value.front();
        value.remove_prefix(byte ? 3 : 1);
    }
    return decoded;
}

Change bodyChange(std::string kind, std::string once, std::string result)
{
    return {Fault::Body, std::move(kind), std::move(once), std::move(result)};
}

/// Collects until the trial has enough.
class PlainChanges
{
public:
    PlainChanges(std::string_view body, const BodyTrial &trial)
        : m_body(body)
        , m_trial(trial)
    {
    }

    void offer(const std::string &changed, const Change &change)
    {
        if (m_goesOn && changed != m_body)
            m_goesOn = m_trial(changed, change);
    }

private:
    std::string_view m_body;
    const BodyTrial &m_trial;
    bool m_goesOn = true;
};

void offerLineEnds(PlainChanges &changes, std::string_view body)
{
    const std::string text(body);
    if (body.ends_with("\r\n"))
        changes.offer(text.substr(0, text.size() - 2),
                      bodyChange("trailing_newline", "the last two bytes, CR and LF, are removed",
                                 "without 0x0D 0x0A"));
    if (body.ends_with('\n'))
        changes.offer(text.substr(0, text.size() - 1),
                      bodyChange("trailing_newline", "the last byte, a line feed, is removed",
                                 "without 0x0A"));
    changes.offer(text + "\n",
                  bodyChange("missing_newline", "a line feed is added at the end", "with 0x0A"));
    changes.offer(
        text + "\r\n",
        bodyChange("missing_newline", "CR and LF are added at the end", "with 0x0D 0x0A"));
    const std::string lineFeeds = replacedAll(body, "\r\n", "\n");
    changes.offer(lineFeeds,
                  bodyChange("crlf", "each CR LF is written as a line feed", "with line feeds"));
    changes.offer(replacedAll(lineFeeds, "\n", "\r\n"),
                  bodyChange("line_feeds", "each line feed is written as CR LF", "with CR LF"));
}

void offerWrappings(PlainChanges &changes, std::string_view body)
{
    if (body.starts_with(byteOrderMark))
        changes.offer(std::string(body.substr(byteOrderMark.size())),
                      bodyChange("byte_order_mark", "the byte order mark in front is removed",
                                 "without the mark"));
    else
        changes.offer(std::string(byteOrderMark) + std::string(body),
                      bodyChange("missing_byte_order_mark", "a byte order mark is put in front",
                                 "with a mark"));
    changes.offer(withoutAround(body),
                  bodyChange("surrounding_whitespace",
                             "blanks and line breaks around the body are removed",
                             "without blanks around"));
    changes.offer({}, bodyChange("empty_body", "the body is empty", "with no body"));
    if (const auto decoded = fromBase64(body))
        changes.offer(*decoded,
                      bodyChange("base64_body", "the body is decoded from base64", "when decoded"));
}

/// What the words of a serialization are put together from.
struct NamedLayout
{
    JsonLayout layout;
    std::string_view words;
};
struct NamedEscapes
{
    JsonEscapes escapes;
    std::string_view words;
};

constexpr std::array<NamedLayout, 4> layouts{
    {{JsonLayout::Compact, "without blanks"},
     {JsonLayout::Spaced, "with a blank after each comma and colon, as Python does"},
     {JsonLayout::Indented2, "indented by two"},
     {JsonLayout::Indented4, "indented by four"}}};
constexpr std::array<NamedEscapes, 5> escapeStyles{
    {{{JsonEscapes::Slash::Keep, JsonEscapes::Unicode::Keep}, ""},
     {{JsonEscapes::Slash::Plain, JsonEscapes::Unicode::Plain}, ", nothing escaped without need"},
     {{JsonEscapes::Slash::Plain, JsonEscapes::Unicode::Escaped}, ", other than ASCII escaped"},
     {{JsonEscapes::Slash::Escaped, JsonEscapes::Unicode::Escaped},
      ", slashes and other than ASCII escaped, as PHP does"},
     {{JsonEscapes::Slash::Escaped, JsonEscapes::Unicode::Plain}, ", slashes escaped"}}};

Change serialization(const NamedLayout &layout, const NamedEscapes &escapes, bool isSorted)
{
    std::string once = "the JSON is written " + std::string(layout.words);
    once.append(isSorted ? ", members sorted" : "").append(escapes.words);
    return {Fault::Serialization, "reserialized", std::move(once), "when re-serialised"};
}

} // namespace

void forEachPlainChange(std::string_view body, const BodyTrial &trial)
{
    PlainChanges changes(body, trial);
    offerLineEnds(changes, body);
    offerWrappings(changes, body);
    if (body.starts_with(formField))
        changes.offer(formDecoded(body.substr(formField.size())),
                      {Fault::Form, "form_payload", "the form field payload is decoded",
                       "when the form is decoded"});
}

void forEachSerialization(std::string_view body, const BodyTrial &trial)
{
    const auto document = parseJson(body);
    if (!document)
        return;
    std::unordered_set<std::size_t> seen{std::hash<std::string_view>()(body)};
    for (const bool isSorted : {false, true}) {
        for (const NamedLayout &layout : layouts) {
            for (const NamedEscapes &escapes : escapeStyles) {
                const auto text = writeJson(*document, {layout.layout, isSorted, escapes.escapes});
                if (text && seen.insert(std::hash<std::string_view>()(*text)).second
                    && !trial(*text, serialization(layout, escapes, isSorted)))
                    return;
            }
        }
    }
}

} // namespace gatehouse::signing
