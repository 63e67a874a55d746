#include "services/capture/shellwords.h"

#include <QCoreApplication>

#include <optional>

namespace gatehouse::capture {

namespace {

struct ShellTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::capture::ShellWords)
};

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

bool startsExpansion(char next)
{
    return next == '(' || next == '{' || next == '_' || (next >= 'a' && next <= 'z')
        || (next >= 'A' && next <= 'Z') || (next >= '0' && next <= '9');
}

/// After a backslash in double quotes; before any other character the backslash stays.
bool isEscapedInQuotes(char c)
{
    return c == '\n' || c == '$' || c == '`' || c == '"' || c == '\\';
}

std::optional<unsigned> digitOf(char c, unsigned base)
{
    unsigned digit = 99;
    if (c >= '0' && c <= '9')
        digit = unsigned(c - '0');
    else if (c >= 'a' && c <= 'f')
        digit = unsigned(c - 'a') + 10;
    else if (c >= 'A' && c <= 'F')
        digit = unsigned(c - 'A') + 10;
    return digit < base ? std::optional(digit) : std::nullopt;
}

std::string utf8(char32_t character)
{
    return QString::fromUcs4(&character, 1).toStdString();
}

class Words
{
public:
    explicit Words(std::string_view text)
        : m_text(text)
    {
    }

    Result<std::vector<std::string>> read()
    {
        while (!atEnd() && !m_error && !m_isOver)
            take();
        endWord();
        if (m_error)
            return failure(*m_error);
        return std::move(m_words);
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }
    char next() { return m_text[m_at++]; }

    void fail(const QString &message) { m_error = Error{ErrorKind::Invalid, message, {}, {}}; }
    void failOnExpansion()
    {
        fail(ShellTexts::tr("The command has something that only your shell can resolve (%1). Put "
                            "what it stands for in its place.")
                 .arg(QString::fromUtf8(m_text.substr(m_at - 1, 20).data(),
                                        qsizetype(m_text.substr(m_at - 1, 20).size()))));
    }

    void append(char c)
    {
        m_isInWord = true;
        m_word += c;
    }
    void endWord()
    {
        if (std::exchange(m_isInWord, false))
            m_words.push_back(std::exchange(m_word, {}));
    }

    void take()
    {
        const char c = next();
        if (isBlank(c))
            return endWord();
        switch (c) {
        case '\n': // of a command that was not begun it is nothing
            endWord();
            m_isOver = !m_words.empty();
            return;
        case '\'':
            return takeSingleQuoted();
        case '"':
            return takeDoubleQuoted();
        case '\\':
            return takeEscaped();
        case '$':
            return takeDollar();
        case '`':
            return failOnExpansion();
        case '|':
        case ';':
        case '&':
        case '<':
        case '>':
            endWord();
            m_isOver = true;
            return;
        default:
            append(c);
        }
    }

    void takeEscaped()
    {
        if (peek() == '\r' && peek(1) == '\n')
            ++m_at;
        const char c = atEnd() ? '\n' : next();
        if (c != '\n') // else the line goes on
            append(c);
    }

    void takeDollar()
    {
        if (peek() == '\'') {
            ++m_at;
            return takeAnsiQuoted();
        }
        if (startsExpansion(peek()))
            return failOnExpansion();
        append('$');
    }

    void takeSingleQuoted()
    {
        m_isInWord = true;
        while (!atEnd()) {
            const char c = next();
            if (c == '\'')
                return;
            append(c);
        }
        failOnOpenQuote();
    }

    void takeDoubleQuoted()
    {
        m_isInWord = true;
        while (!atEnd() && !m_error) {
            const char c = next();
            if (c == '"')
                return;
            if (c == '`' || (c == '$' && startsExpansion(peek())))
                return failOnExpansion();
            if (c == '\\' && isEscapedInQuotes(peek()))
                takeEscaped();
            else
                append(c);
        }
        failOnOpenQuote();
    }

    void takeAnsiQuoted()
    {
        m_isInWord = true;
        while (!atEnd()) {
            const char c = next();
            if (c == '\'')
                return;
            if (c == '\\' && !atEnd())
                takeAnsiEscape();
            else
                append(c);
        }
        failOnOpenQuote();
    }

    void takeAnsiEscape()
    {
        static constexpr std::string_view names = "abeEfnrtv";
        static constexpr std::string_view bytes = "\a\b\x1b\x1b\f\n\r\t\v";
        const char c = next();
        if (const std::size_t known = names.find(c); known != std::string_view::npos) {
            m_word += bytes[known];
        } else if (c == 'x') {
            m_word += char(takeDigits(16, 2));
        } else if (c == 'u' || c == 'U') {
            m_word += utf8(takeDigits(16, c == 'u' ? 4 : 8));
        } else if (digitOf(c, 8)) {
            --m_at;
            m_word += char(takeDigits(8, 3));
        } else {
            m_word += c;
        }
    }

    char32_t takeDigits(unsigned base, int most)
    {
        char32_t value = 0;
        for (int i = 0; i < most && digitOf(peek(), base); ++i)
            value = value * base + *digitOf(next(), base);
        return value;
    }

    void failOnOpenQuote()
    {
        if (!m_error)
            fail(ShellTexts::tr("A quote in the command does not end. Was all of it copied?"));
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<std::string> m_words;
    std::string m_word;
    bool m_isInWord = false;
    bool m_isOver = false; ///< another command begins
    std::optional<Error> m_error;
};

} // namespace

Result<std::vector<std::string>> shellWords(std::string_view text)
{
    return Words(text).read();
}

} // namespace gatehouse::capture
