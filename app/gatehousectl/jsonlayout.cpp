#include "app/gatehousectl/jsonlayout.h"

namespace gatehouse::cli {

namespace {

constexpr int indentation = 4;

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// The end of the string whose quote is at `begin`.
std::size_t endOfString(std::string_view json, std::size_t begin)
{
    std::size_t at = begin + 1;
    while (at < json.size() && json[at] != '"')
        at += json[at] == '\\' ? 2 : 1;
    return std::min(at + 1, json.size());
}

/// Writes what is no string and no blank, with lines and indentation.
class Indenter
{
public:
    explicit Indenter(QByteArray &out)
        : m_out(out)
    {
    }
    void add(char c, char next)
    {
        if (c == '{' || c == '[')
            open(c, next);
        else if (c == '}' || c == ']')
            close(c);
        else
            m_out += c;
        if (c == ',')
            newLine();
        if (c == ':')
            m_out += ' ';
    }

private:
    /// What is empty stays on its line.
    void open(char c, char next)
    {
        m_out += c;
        ++m_depth;
        if (next != '}' && next != ']')
            newLine();
    }
    void close(char c)
    {
        --m_depth;
        if (!m_out.endsWith('{') && !m_out.endsWith('['))
            newLine();
        m_out += c;
    }
    void newLine()
    {
        m_out += '\n';
        m_out += QByteArray(qsizetype(m_depth) * indentation, ' ');
    }

    QByteArray &m_out;
    int m_depth = 0;
};

} // namespace

QByteArray compactJson(std::string_view json)
{
    QByteArray compact;
    std::size_t at = 0;
    while (at < json.size()) {
        const std::size_t end = json[at] == '"' ? endOfString(json, at) : at + 1;
        if (!isBlank(json[at]))
            compact.append(json.data() + at, qsizetype(end - at));
        at = end;
    }
    return compact;
}

QByteArray indentedJson(std::string_view json)
{
    const QByteArray compact = compactJson(json);
    const std::string_view text(compact.constData(), std::size_t(compact.size()));
    QByteArray indented;
    Indenter indenter(indented);
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] == '"') {
            const std::size_t end = endOfString(text, at);
            indented.append(text.data() + at, qsizetype(end - at));
            at = end;
            continue;
        }
        indenter.add(text[at], at + 1 < text.size() ? text[at + 1] : '\0');
        ++at;
    }
    return indented;
}

} // namespace gatehouse::cli
