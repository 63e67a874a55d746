#include "models/collection/exporttext.h"

#include "services/core/hex.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace gatehouse::collection {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t noDay = std::numeric_limits<std::int64_t>::min();

enum Trait : unsigned char {
    NeedsQuotes = 1, ///< in CSV
    NeedsEscape = 2, ///< in JSON
    StartsFormula = 4, ///< for a spreadsheet, which may fetch and run things
};

constexpr std::array<unsigned char, 256> makeTraits()
{
    std::array<unsigned char, 256> traits{};
    for (unsigned c = 0; c < 0x20; ++c)
        traits[c] |= NeedsEscape;
    for (const char c : {'"', '\\'})
        traits[static_cast<unsigned char>(c)] |= NeedsEscape;
    for (const char c : {'"', ',', ';', '\t', '\n', '\r'})
        traits[static_cast<unsigned char>(c)] |= NeedsQuotes;
    for (const char c : {'=', '+', '-', '@', '\t', '\r'})
        traits[static_cast<unsigned char>(c)] |= StartsFormula;
    return traits;
}

constexpr std::array<unsigned char, 256> traits = makeTraits();

bool has(char c, Trait trait)
{
    return (traits[static_cast<unsigned char>(c)] & trait) != 0;
}

/// Where the first character of that trait is; the text's size when there is none.
std::size_t findTrait(std::string_view text, std::size_t from, Trait trait)
{
    while (from < text.size() && !has(text[from], trait))
        ++from;
    return from;
}

void appendEscape(std::string &out, char c)
{
    constexpr std::string_view letters = "\"\\\b\f\n\r\t";
    constexpr std::string_view escapes = "\"\\bfnrt";
    const std::size_t known = letters.find(c);
    if (known != std::string_view::npos) {
        out += '\\';
        out += escapes[known];
    } else {
        constexpr std::string_view digits = "0123456789abcdef";
        out += "\\u00";
        out += digits[static_cast<unsigned char>(c) >> 4];
        out += digits[static_cast<unsigned char>(c) & 0xF];
    }
}

void appendJson(std::string &out, std::string_view text)
{
    out += '"';
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = findTrait(text, at, NeedsEscape);
        out.append(text, at, end - at);
        if (end < text.size())
            appendEscape(out, text[end]);
        at = end + 1;
    }
    out += '"';
}

/// A spreadsheet whose cells end at ; or a tab (as Excel's do in many countries) is not to find a
/// formula behind one, in the middle of a cell.
void appendQuoted(std::string &out, std::string_view text)
{
    out += '"';
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of("\";\t", at), text.size());
        out.append(text, at, end - at);
        at = end + 1;
        if (end == text.size())
            break;
        out += text[end];
        if (text[end] == '"')
            out += '"';
        else if (at < text.size() && has(text[at], StartsFormula))
            out += '\'';
    }
    out += '"';
}

/// Of that many digits, zeros in front.
void putDigits(char *to, int digits, std::int64_t value)
{
    for (int at = digits - 1; at >= 0; --at, value /= 10)
        to[at] = static_cast<char>('0' + value % 10);
}

} // namespace

QString formatName(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Csv:
        return u"csv"_s;
    case ExportFormat::Json:
        return u"json"_s;
    case ExportFormat::Ndjson:
        break;
    }
    return u"ndjson"_s;
}

ExportFormat exportFormat(const QString &fileName)
{
    for (const ExportFormat format : {ExportFormat::Csv, ExportFormat::Json}) {
        if (fileName.endsWith(u'.' + formatName(format), Qt::CaseInsensitive))
            return format;
    }
    return ExportFormat::Ndjson;
}

QString bodyColumnName()
{
    return u"body"_s;
}

ExportText::ExportText(const QStringList &columns, ExportFormat format)
    : m_format(format)
    , m_titles((columns.join(u',') + "\r\n"_L1).toStdString())
    , m_separator(format == ExportFormat::Json ? ",\n" : "")
    , m_dayNumber(noDay)
{
    if (format != ExportFormat::Csv) {
        m_quote = "\"";
        m_null = "null";
        m_rowBegin = std::string(m_separator) + '{';
        m_rowEnd = format == ExportFormat::Json ? "}" : "}\n";
    } else {
        m_rowEnd = "\r\n";
    }
    for (const QString &column : columns) {
        std::string name = m_names.empty() ? "" : ",";
        if (format != ExportFormat::Csv) {
            appendJson(name, column.toStdString());
            name += ':';
        }
        m_names.push_back(std::move(name));
    }
}

std::string ExportText::head() const
{
    if (m_format == ExportFormat::Csv)
        return m_titles;
    return m_format == ExportFormat::Json ? "[\n" : "";
}

std::string ExportText::tail() const
{
    return m_format == ExportFormat::Json ? "\n]\n" : "";
}

void ExportText::beginRow()
{
    m_column = 0;
    *m_out += m_rowBegin;
}

void ExportText::endRow()
{
    *m_out += m_rowEnd;
}

void ExportText::beginCell()
{
    *m_out += m_names[m_column++];
}

void ExportText::addLiteral(std::string_view text)
{
    beginCell();
    *m_out += text;
}

void ExportText::addNull()
{
    addLiteral(m_null);
}

void ExportText::addBoolean(bool value)
{
    addLiteral(value ? "true" : "false");
}

void ExportText::addInteger(std::int64_t value)
{
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    addLiteral({digits.data(), end});
}

void ExportText::addReal(double value)
{
    if (!std::isfinite(value) && m_format != ExportFormat::Csv)
        return addNull();
    std::array<char, 40> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    addLiteral({digits.data(), end});
}

void ExportText::addText(std::string_view text)
{
    beginCell();
    if (m_format == ExportFormat::Csv)
        addCsv(text);
    else
        appendJson(*m_out, text);
}

void ExportText::addCsv(std::string_view text)
{
    const bool isFormula = !text.empty() && has(text.front(), StartsFormula);
    if (findTrait(text, 0, NeedsQuotes) == text.size()) {
        if (isFormula)
            *m_out += '\'';
        m_out->append(text);
    } else {
        const std::string harmless = isFormula ? '\'' + std::string(text) : std::string();
        appendQuoted(*m_out, isFormula ? harmless : text);
    }
}

void ExportText::addPlain(std::string_view text)
{
    beginCell();
    m_out->append(m_quote).append(text).append(m_quote);
}

std::string_view ExportText::dayOf(std::int64_t days)
{
    if (days != m_dayNumber) {
        const std::chrono::year_month_day date{
            std::chrono::sys_days(std::chrono::days(static_cast<int>(days)))};
        const std::string year = std::to_string(int(date.year()));
        m_day = std::string(4 - std::min<std::size_t>(year.size(), 4), '0') + year + "-00-00T";
        putDigits(m_day.data() + m_day.size() - 6, 2, unsigned(date.month()));
        putDigits(m_day.data() + m_day.size() - 3, 2, unsigned(date.day()));
        m_dayNumber = days;
    }
    return m_day;
}

void ExportText::addTime(Timestamp time)
{
    if (time == Timestamp::max() || time == Timestamp::min())
        return addPlain(time == Timestamp::max() ? "infinity" : "-infinity");
    const auto days = std::chrono::floor<std::chrono::days>(time);
    std::int64_t rest = (time - days).count();
    std::array<char, 40> text;
    const std::string_view day = dayOf(days.time_since_epoch().count());
    std::copy(day.begin(), day.end(), text.begin());
    char *clock = text.data() + day.size();
    constexpr std::string_view shape = "00:00:00.000000Z";
    std::copy(shape.begin(), shape.end(), clock);
    putDigits(clock + 9, 6, rest % 1'000'000);
    rest /= 1'000'000;
    putDigits(clock + 6, 2, rest % 60);
    putDigits(clock + 3, 2, rest / 60 % 60);
    putDigits(clock, 2, rest / 3600);
    addPlain({text.data(), day.size() + shape.size()});
}

void ExportText::addBytes(std::string_view bytes)
{
    addPlain(toHex(asBytes(bytes)));
}

} // namespace gatehouse::collection
