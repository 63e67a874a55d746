#include "ui/widgets/jsonprinter.h"

#include "ui/widgets/plaintext.h"

#include <QCoreApplication>

namespace gatehouse::widgets {
namespace {

QString problem(const char *text)
{
    return QCoreApplication::translate("JsonPrinter", text);
}

/// Reads tokens from one end to the other and remembers the open brackets in a list instead of in
/// the call stack. Each step returns false after having set m_problem.
class Printer
{
public:
    explicit Printer(const QByteArray &source)
        : m_source(source)
    {
        m_pretty.text.reserve(source.size() + source.size() / 8);
    }

    tl::expected<PrettyJson, JsonProblem> run()
    {
        if (!value() || !trailing())
            return tl::unexpected<JsonProblem>(m_problem);
        endLine();
        return std::move(m_pretty);
    }

private:
    /// What may come next inside the innermost bracket is known from where we are.
    bool value();
    bool open(char bracket);
    bool startValue();
    bool afterValue();
    bool key();
    bool scalar();
    bool string();
    bool escape();
    bool number();
    bool digits();
    bool literal(QByteArrayView word);
    bool trailing();

    void skipBlank()
    {
        while (m_at < m_source.size() && isBlank(m_source[m_at]))
            ++m_at;
    }

    static bool isBlank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
    static bool isDigit(char c) { return c >= '0' && c <= '9'; }
    char peek() const { return m_at < m_source.size() ? m_source[m_at] : '\0'; }
    bool atEnd() const { return m_at >= m_source.size(); }

    bool fail(const char *what)
    {
        m_problem = {m_at,
                     atEnd() ? problem(QT_TRANSLATE_NOOP("JsonPrinter", "it ends too early"))
                             : problem(what)};
        return false;
    }

    void endLine()
    {
        const auto end = quint32(m_pretty.text.size());
        m_pretty.lines.push_back({m_lineStart, end - m_lineStart, m_lineDepth});
        m_lineStart = end;
        m_lineDepth = quint32(m_open.size());
    }

    void keep(qsizetype from) { m_pretty.text.append(m_source.constData() + from, m_at - from); }

    const QByteArray &m_source;
    qsizetype m_at = 0;
    QByteArray m_open; // '{' and '['
    PrettyJson m_pretty;
    quint32 m_lineStart = 0;
    quint32 m_lineDepth = 0;
    JsonProblem m_problem;
};

bool Printer::value()
{
    do {
        if (!startValue())
            return false;
    } while (!m_open.isEmpty());
    return true;
}

/// One scalar, or an opening bracket with what leads to its first value; then what follows the
/// value.
bool Printer::startValue()
{
    skipBlank();
    const char c = peek();
    if (c == '{' || c == '[')
        return open(c);
    return scalar() && afterValue();
}

bool Printer::open(char bracket)
{
    ++m_at;
    skipBlank();
    const char closing = bracket == '{' ? '}' : ']';
    m_pretty.text.append(bracket);
    if (peek() == closing) {
        ++m_at;
        m_pretty.text.append(closing);
        return afterValue();
    }
    m_open.append(bracket);
    endLine();
    return bracket == '[' || key();
}

/// Closes what ends here; stops before the next value or at the end of the outermost one.
bool Printer::afterValue()
{
    while (!m_open.isEmpty()) {
        skipBlank();
        const bool object = m_open.back() == '{';
        const char c = peek();
        if (c == ',' && !atEnd()) {
            ++m_at;
            m_pretty.text.append(',');
            endLine();
            skipBlank();
            return !object || key();
        }
        if (atEnd() || c != (object ? '}' : ']')) {
            return fail(object
                            ? QT_TRANSLATE_NOOP("JsonPrinter", "a comma or } should stand here")
                            : QT_TRANSLATE_NOOP("JsonPrinter", "a comma or ] should stand here"));
        }
        ++m_at;
        m_open.chop(1);
        endLine();
        m_pretty.text.append(c);
    }
    return true;
}

bool Printer::key()
{
    skipBlank();
    if (peek() != '"')
        return fail(QT_TRANSLATE_NOOP("JsonPrinter", "a name in quotes should stand here"));
    if (!string())
        return false;
    skipBlank();
    if (peek() != ':')
        return fail(QT_TRANSLATE_NOOP("JsonPrinter", "a colon should stand here"));
    ++m_at;
    m_pretty.text.append(": ");
    return true;
}

bool Printer::scalar()
{
    const char c = peek();
    if (c == '"')
        return string();
    if (c == '-' || isDigit(c))
        return number();
    if (c == 't')
        return literal("true");
    if (c == 'f')
        return literal("false");
    if (c == 'n')
        return literal("null");
    if (m_source.startsWith("\xef\xbb\xbf") && m_at == 0)
        return fail(QT_TRANSLATE_NOOP("JsonPrinter", "a byte order mark is not allowed"));
    return fail(QT_TRANSLATE_NOOP("JsonPrinter", "unexpected character"));
}

bool Printer::string()
{
    const qsizetype from = m_at++;
    while (!atEnd()) {
        const char c = m_source[m_at];
        if (c == '"') {
            ++m_at;
            keep(from);
            return true;
        }
        if (uchar(c) < 0x20)
            return fail(QT_TRANSLATE_NOOP("JsonPrinter", "a control character inside a text"));
        if (c == '\\') {
            if (!escape())
                return false;
        } else {
            ++m_at;
        }
    }
    return fail("");
}

bool Printer::escape()
{
    ++m_at;
    if (atEnd())
        return fail("");
    const char c = m_source[m_at];
    if (c != 'u') {
        if (!QByteArrayView("\"\\/bfnrt").contains(c))
            return fail(QT_TRANSLATE_NOOP("JsonPrinter", "an unknown escape"));
        ++m_at;
        return true;
    }
    ++m_at;
    for (int i = 0; i < 4; ++i, ++m_at) {
        if (atEnd() || !isxdigit(uchar(m_source[m_at])))
            return fail(QT_TRANSLATE_NOOP("JsonPrinter", "\\u needs four hexadecimal digits"));
    }
    return true;
}

bool Printer::digits()
{
    if (!isDigit(peek()))
        return fail(QT_TRANSLATE_NOOP("JsonPrinter", "a digit should stand here"));
    while (isDigit(peek()))
        ++m_at;
    return true;
}

bool Printer::number()
{
    const qsizetype from = m_at;
    if (peek() == '-')
        ++m_at;
    if (peek() == '0')
        ++m_at;
    else if (!digits())
        return false;
    if (peek() == '.') {
        ++m_at;
        if (!digits())
            return false;
    }
    if (peek() == 'e' || peek() == 'E') {
        ++m_at;
        if (peek() == '+' || peek() == '-')
            ++m_at;
        if (!digits())
            return false;
    }
    keep(from);
    return true;
}

bool Printer::literal(QByteArrayView word)
{
    if (!QByteArrayView(m_source).sliced(m_at).startsWith(word))
        return fail(QT_TRANSLATE_NOOP("JsonPrinter", "unexpected character"));
    m_at += word.size();
    m_pretty.text.append(word);
    return true;
}

bool Printer::trailing()
{
    skipBlank();
    if (atEnd())
        return true;
    return fail(QT_TRANSLATE_NOOP("JsonPrinter", "something follows after the end"));
}

} // namespace

QByteArray PrettyJson::toText(quint32 deepest) const
{
    QByteArray all;
    for (const Line &line : lines) {
        all.append(2 * qsizetype(qMin(line.depth, deepest)), ' ');
        all.append(text.constData() + line.start, line.length);
        all.append('\n');
    }
    return all;
}

tl::expected<PrettyJson, JsonProblem> prettyJson(const QByteArray &bytes)
{
    qsizetype firstBad = -1;
    decoded(bytes, &firstBad);
    if (firstBad >= 0) {
        return tl::unexpected<JsonProblem>(
            {firstBad, problem(QT_TRANSLATE_NOOP("JsonPrinter", "a byte that is not UTF-8"))});
    }
    return Printer(bytes).run();
}

} // namespace gatehouse::widgets
