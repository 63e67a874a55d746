#include "services/signing/jsonwriter.h"

#include <QString>
#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>

namespace gatehouse::signing {

namespace {

/// Deep nesting makes indentation large: 128 levels make 512 bytes of each item.
constexpr std::size_t largestJson = std::size_t{2} * 1024 * 1024;

std::string_view unquoted(std::string_view name)
{
    return name.substr(1, name.size() - 2);
}

/// The code unit of `\u00e9` at the front; nothing when there is none, or when it is ASCII, where
/// an escape may be needed.
std::optional<char16_t> escapedUnit(std::string_view text)
{
    constexpr std::size_t escapeSize = 6;
    if (!text.starts_with("\\u") || text.size() < escapeSize)
        return std::nullopt;
    unsigned unit = 0;
    const char *end = text.data() + escapeSize;
    const auto [stop, problem] = std::from_chars(text.data() + 2, end, unit, 16);
    if (problem != std::errc{} || stop != end || unit < 0x80)
        return std::nullopt;
    return static_cast<char16_t>(unit);
}

void appendEscaped(std::string &out, QStringView text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    for (const QChar c : text) {
        out += "\\u";
        for (int shift = 12; shift >= 0; shift -= 4)
            out += digits[(c.unicode() >> shift) & 0xF];
    }
}

/// QString::fromUtf8 drops a byte order mark in front, which inside a string is a character.
QString decodedUtf8(std::string_view bytes)
{
    using Flag = QStringConverter::Flag;
    QStringDecoder decoder(QStringConverter::Utf8, Flag::Stateless | Flag::ConvertInitialBom);
    return decoder(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
}

/// Takes the run beyond ASCII at the front, whichever way it is written, and writes it in one way.
bool rewriteRun(std::string_view &rest, JsonEscapes::Unicode unicode, std::string &out)
{
    constexpr std::size_t escapeSize = 6;
    QString run;
    while (const auto unit = escapedUnit(rest)) {
        run += QChar(*unit);
        rest.remove_prefix(escapeSize);
    }
    std::size_t raw = 0;
    while (run.isEmpty() && raw < rest.size() && static_cast<unsigned char>(rest[raw]) >= 0x80)
        ++raw;
    if (raw > 0)
        run = decodedUtf8(rest.substr(0, raw));
    rest.remove_prefix(raw);
    if (unicode == JsonEscapes::Unicode::Escaped)
        appendEscaped(out, run);
    else
        out += run.toStdString();
    return !run.isEmpty();
}

void rewriteSlash(std::string_view &rest, JsonEscapes::Slash slash, std::string &out)
{
    out += slash == JsonEscapes::Slash::Escaped ? "\\/" : "/";
    rest.remove_prefix(rest.front() == '\\' ? 2 : 1);
}

void copyCharacter(std::string_view &rest, std::string &out)
{
    const std::size_t size = rest.front() == '\\' && rest.size() > 1 ? 2 : 1;
    out += rest.substr(0, size);
    rest.remove_prefix(size);
}

/// Copies what is the same in every style.
void copyPlain(std::string_view &rest, std::string &out)
{
    const auto isSpecial = [](char c) {
        return c == '/' || c == '\\' || static_cast<unsigned char>(c) >= 0x80;
    };
    const auto end = std::find_if(rest.begin(), rest.end(), isSpecial);
    const auto size = static_cast<std::size_t>(end - rest.begin());
    out += rest.substr(0, size);
    rest.remove_prefix(size);
}

void writeString(std::string_view rest, const JsonEscapes &escapes, std::string &out)
{
    for (copyPlain(rest, out); !rest.empty(); copyPlain(rest, out)) {
        if (escapes.slash != JsonEscapes::Slash::Keep
            && (rest.front() == '/' || rest.starts_with("\\/")))
            rewriteSlash(rest, escapes.slash, out);
        else if (escapes.unicode == JsonEscapes::Unicode::Keep
                 || !rewriteRun(rest, escapes.unicode, out))
            copyCharacter(rest, out);
    }
}

class JsonWriter
{
public:
    explicit JsonWriter(const JsonStyle &style)
        : m_style(style)
        , m_indent(style.layout == JsonLayout::Indented2       ? 2
                       : style.layout == JsonLayout::Indented4 ? 4
                                                               : 0)
    {
    }

    std::optional<std::string> write(const JsonNode &node)
    {
        value(node, 0);
        if (m_out.size() > largestJson)
            return std::nullopt;
        return std::move(m_out);
    }

private:
    void value(const JsonNode &node, std::size_t depth)
    {
        if (m_out.size() > largestJson)
            return;
        if (node.kind == JsonNode::Kind::Scalar)
            writeString(node.text, m_style.escapes, m_out);
        else
            container(node, depth);
    }

    void container(const JsonNode &node, std::size_t depth)
    {
        const bool isObject = node.kind == JsonNode::Kind::Object;
        m_out += isObject ? '{' : '[';
        bool isFirst = true;
        for (const std::size_t i : order(node)) {
            separate(isFirst, depth + 1);
            isFirst = false;
            if (isObject)
                name(node.names[i]);
            value(node.items[i], depth + 1);
        }
        if (!isFirst)
            breakLine(depth);
        m_out += isObject ? '}' : ']';
    }

    std::vector<std::size_t> order(const JsonNode &node) const
    {
        std::vector<std::size_t> indexes(node.items.size());
        std::iota(indexes.begin(), indexes.end(), std::size_t{0});
        if (m_style.isSorted && node.kind == JsonNode::Kind::Object)
            std::stable_sort(indexes.begin(), indexes.end(), [&](std::size_t a, std::size_t b) {
                return unquoted(node.names[a]) < unquoted(node.names[b]);
            });
        return indexes;
    }

    void separate(bool isFirst, std::size_t depth)
    {
        if (!isFirst)
            m_out += m_style.layout == JsonLayout::Spaced ? ", " : ",";
        breakLine(depth);
    }

    void breakLine(std::size_t depth)
    {
        if (m_indent > 0)
            m_out.append("\n").append(depth * m_indent, ' ');
    }

    void name(std::string_view text)
    {
        writeString(text, m_style.escapes, m_out);
        m_out += m_style.layout == JsonLayout::Compact ? ":" : ": ";
    }

    JsonStyle m_style;
    std::size_t m_indent;
    std::string m_out;
};

} // namespace

std::optional<std::string> writeJson(const JsonNode &document, const JsonStyle &style)
{
    return JsonWriter(style).write(document);
}

} // namespace gatehouse::signing
