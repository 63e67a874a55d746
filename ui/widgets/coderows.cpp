#include "ui/widgets/coderows.h"

#include "ui/widgets/plaintext.h"

#include <algorithm>

namespace gatehouse::widgets {
namespace {

constexpr int tabCells = 4;
constexpr int byteMarkCells = 6; // \xNN between two quotes

bool isWide(char32_t c)
{
    return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf)
        || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60)
        || (c >= 0x1f300 && c <= 0x1faff) || (c >= 0x20000 && c <= 0x3fffd);
}

struct CodePoint
{
    char32_t value = 0;
    int units = 1;
};

CodePoint codePointAt(QStringView text, qsizetype at)
{
    if (text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return {QChar::surrogateToUcs4(text[at], text[at + 1]), 2};
    return {text[at].unicode(), 1};
}

int cellsOf(char32_t c)
{
    if (c >= 0x20 && c < 0x7f)
        return 1;
    if (c == U'\t')
        return tabCells;
    if (c >= 0xdc80 && c <= 0xdcff)
        return byteMarkCells; // a body of such bytes alone must not cost a string for each
    const QString mark = visibleMark(c);
    if (!mark.isEmpty())
        return int(mark.size());
    return isWide(c) ? 2 : 1;
}

void wrapLine(std::vector<CodeRow> &rows, const CodeDocument &document, quint32 number, int columns)
{
    const CodeDocument::Line &line = document.lines[number];
    const QStringView text = QStringView(document.text).sliced(line.start, line.length);
    const auto most = quint32(std::max(2, columns / 2));
    const quint32 indent = std::min(2 * std::min(line.depth, deepestIndent), most);
    CodeRow row{number, line.start, 0, indent};
    int room = columns - int(indent);
    for (qsizetype at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        const int cells = cellsOf(point.value);
        if (cells > room && row.length > 0) {
            rows.push_back(row);
            row = {number, quint32(line.start + at), 0, line.depth > 0 ? indent + 2 : 0};
            room = columns - int(row.indent);
        }
        room -= cells;
        row.length += quint32(point.units);
        at += point.units;
    }
    rows.push_back(row);
}

} // namespace

std::vector<CodeRow> wrappedRows(const CodeDocument &document, int columns,
                                 const std::map<quint32, quint32> &folds)
{
    std::vector<CodeRow> rows;
    rows.reserve(document.lines.size());
    for (quint32 line = 0; line < document.lines.size(); ++line) {
        wrapLine(rows, document, line, columns);
        if (const auto fold = folds.find(line); fold != folds.end())
            line = fold->second;
    }
    return rows;
}

int ShownRow::toShown(int offset) const
{
    return int(std::lower_bound(source.begin(), source.end(), offset) - source.begin());
}

ShownRow shownRow(QStringView source)
{
    ShownRow row;
    row.text.reserve(source.size());
    const auto add = [&row](const QString &text, int offset) {
        row.text += text;
        row.source.insert(row.source.end(), size_t(text.size()), offset);
    };
    for (qsizetype at = 0; at < source.size();) {
        const CodePoint point = codePointAt(source, at);
        const QString mark =
            point.value == U'\t' ? QStringLiteral("\u2192   ") : visibleMark(point.value);
        if (mark.isEmpty()) {
            for (int unit = 0; unit < point.units; ++unit)
                add(QString(source[at + unit]), int(at) + unit);
        } else {
            row.marks.append({int(row.text.size()), int(mark.size())});
            add(mark, int(at));
        }
        at += point.units;
    }
    row.source.push_back(int(source.size()));
    return row;
}

namespace {

/// Behind the closing quote, or the end of a line that was cut.
qsizetype stringEnd(QStringView line, qsizetype at)
{
    for (++at; at < line.size(); ++at) {
        if (line[at] == QLatin1Char('\\'))
            ++at;
        else if (line[at] == QLatin1Char('"'))
            return at + 1;
    }
    return line.size();
}

bool isPunctuation(QChar c)
{
    return QStringView(u"{}[],: ").contains(c);
}

} // namespace

QList<TokenSpan> jsonTokens(QStringView line)
{
    QList<TokenSpan> tokens;
    for (qsizetype at = 0; at < line.size();) {
        qsizetype end = at;
        CodeToken token = CodeToken::Number;
        if (line[at] == QLatin1Char('"')) {
            end = stringEnd(line, at);
            const bool key = end < line.size() && line[end] == QLatin1Char(':');
            token = key ? CodeToken::Key : CodeToken::String;
        } else if (isPunctuation(line[at])) {
            while (end < line.size() && isPunctuation(line[end]))
                ++end;
            token = CodeToken::Punctuation;
        } else {
            while (end < line.size() && !isPunctuation(line[end]) && line[end] != QLatin1Char('"'))
                ++end;
        }
        tokens.append({int(at), int(end - at), token});
        at = end;
    }
    return tokens;
}

} // namespace gatehouse::widgets
