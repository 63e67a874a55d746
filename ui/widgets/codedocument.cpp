#include "ui/widgets/codedocument.h"

#include "ui/widgets/plaintext.h"

#include <algorithm>

namespace gatehouse::widgets {

CodeDocument codeDocument(const PrettyJson &json)
{
    CodeDocument document;
    document.syntax = CodeDocument::Syntax::Json;
    document.text.reserve(json.text.size());
    document.lines.reserve(json.lines.size());
    for (const PrettyJson::Line &line : json.lines) {
        const auto start = quint32(document.text.size());
        document.text +=
            QUtf8StringView(json.text.constData() + line.start, line.length).toString();
        const quint32 length = quint32(document.text.size()) - start;
        quint32 shown = qMin(length, longestPrettyLine);
        if (shown < length && document.text[start + shown - 1].isHighSurrogate())
            --shown;
        document.lines.push_back({start, shown, length - shown, line.depth});
        document.text += QLatin1Char('\n');
    }
    if (document.lines.empty())
        document.lines.push_back({});
    return document;
}

CodeDocument codeDocument(const QByteArray &bytes)
{
    CodeDocument document;
    document.text = decoded(bytes);
    const QString &text = document.text;
    qsizetype start = 0;
    for (qsizetype end = text.indexOf(QLatin1Char('\n')); end >= 0;
         end = text.indexOf(QLatin1Char('\n'), start)) {
        document.lines.push_back({quint32(start), quint32(end - start), 0, 0});
        start = end + 1;
    }
    document.lines.push_back({quint32(start), quint32(text.size() - start), 0, 0});
    return document;
}

qsizetype CodeDocument::lineAt(qsizetype place) const
{
    const auto after =
        std::upper_bound(lines.begin(), lines.end(), place, [](qsizetype value, const Line &line) {
            return value < qsizetype(line.start);
        });
    return std::max<qsizetype>(0, after - lines.begin() - 1);
}

QString CodeDocument::excerpt(qsizetype from, qsizetype to) const
{
    QString copied;
    for (qsizetype line = lineAt(from); line < qsizetype(lines.size()); ++line) {
        const auto start = qsizetype(lines[line].start);
        if (start >= to && start > from)
            break;
        const bool last = line + 1 == qsizetype(lines.size());
        const qsizetype end = last ? text.size() : qsizetype(lines[line + 1].start);
        if (start >= from)
            copied += QString(2 * qsizetype(std::min(lines[line].depth, deepestIndent)),
                              QLatin1Char(' '));
        copied += QStringView(text)
                      .sliced(std::max(from, start))
                      .first(std::max<qsizetype>(0, std::min(to, end) - std::max(from, start)));
    }
    for (qsizetype i = copied.size() - 1; i >= 0; --i) {
        const char16_t unit = copied[i].unicode();
        const bool paired = i > 0 && copied[i - 1].isHighSurrogate();
        if (unit >= 0xdc80 && unit <= 0xdcff && !paired)
            copied.replace(i, 1, visibleMark(unit));
    }
    return copied;
}

} // namespace gatehouse::widgets
