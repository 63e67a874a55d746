#include "ui/widgets/codeview_p.h"
#include "ui/widgets/stylepaint.h"

#include <QLocale>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace gatehouse::widgets {
namespace {

constexpr int codeMargin = 8;
constexpr int markEdge = 2; ///< so that a mark is more than a colour behind the text

QTextCharFormat coloured(const QColor &text, const QColor &fill = {})
{
    QTextCharFormat format;
    format.setForeground(text);
    if (fill.isValid())
        format.setBackground(fill);
    return format;
}

QColor tokenColour(const Theme &theme, CodeToken token)
{
    switch (token) {
    case CodeToken::Punctuation:
        return theme.textMuted;
    case CodeToken::String:
        return mixed(theme.text, theme.accent, 0.75);
    case CodeToken::Number:
        return mixed(theme.text, theme.deadLettered.text, 0.75);
    case CodeToken::Key:
        break;
    }
    return theme.text;
}

} // namespace

/// Before the text; wider where it can be folded.
int CodeView::Private::margin() const
{
    return outline ? 2 * codeMargin : codeMargin;
}

double CodeView::Private::cellWidth() const
{
    return QFontMetricsF(q->font()).horizontalAdvance(QLatin1Char('0'));
}

int CodeView::Private::columns() const
{
    return std::max(16, int((q->viewport()->width() - margin() - codeMargin) / cellWidth()));
}

int CodeView::Private::visibleRows() const
{
    return std::max(1, (q->viewport()->height() - codeMargin) / lineHeight());
}

QStringView CodeView::Private::sourceOf(const CodeRow &row) const
{
    return QStringView(document.text).sliced(row.start, row.length);
}

int CodeView::Private::rowAt(qsizetype place) const
{
    const auto after =
        std::upper_bound(rows.begin(), rows.end(), place, [](qsizetype value, const CodeRow &row) {
            return value < qsizetype(row.start);
        });
    return std::max(0, int(after - rows.begin()) - 1);
}

void CodeView::Private::layOut(QTextLayout &layout) const
{
    QTextOption option;
    option.setTextDirection(Qt::LeftToRight);
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    if (line.isValid())
        line.setLineWidth(1e6);
    layout.endLayout();
}

qsizetype CodeView::Private::placeInRow(int index, double x) const
{
    const CodeRow &line = row(index);
    const ShownRow shown = shownRow(sourceOf(line));
    QTextLayout layout(shown.text, q->font());
    layOut(layout);
    if (layout.lineCount() == 0)
        return line.start;
    const int at = layout.lineAt(0).xToCursor(x - margin() - line.indent * cellWidth());
    return line.start + shown.source[size_t(at)];
}

qsizetype CodeView::Private::placeAt(const QPoint &position) const
{
    return placeInRow(rowAtY(position.y()), position.x());
}

int CodeView::Private::rowAtY(int y) const
{
    const int index = q->verticalScrollBar()->value() + (y - codeMargin / 2) / lineHeight();
    return std::clamp(index, 0, lastRow());
}

double CodeView::Private::xOf(qsizetype place) const
{
    const CodeRow &line = row(rowAt(place));
    const ShownRow shown = shownRow(sourceOf(line));
    QTextLayout layout(shown.text, q->font());
    layOut(layout);
    const double left = margin() + line.indent * cellWidth();
    if (layout.lineCount() == 0)
        return left;
    const int offset = std::min<int>(int(place - line.start), int(line.length));
    return left + layout.lineAt(0).cursorToX(shown.toShown(offset));
}

void CodeView::Private::addTokens(QList<QTextLayout::FormatRange> &ranges, const CodeRow &row,
                                  const ShownRow &shown) const
{
    if (document.syntax != CodeDocument::Syntax::Json)
        return;
    const Theme &theme = Theme::of(q);
    const CodeDocument::Line &line = document.lines[row.line];
    const int offset = int(row.start - line.start);
    const QList<TokenSpan> tokens =
        jsonTokens(QStringView(document.text).sliced(line.start, line.length));
    for (const TokenSpan &token : tokens) {
        const int from = std::max(token.start - offset, 0);
        const int to = std::min(token.start + token.length - offset, int(row.length));
        if (from >= to)
            continue;
        const int start = shown.toShown(from);
        ranges.append(
            {start, shown.toShown(to) - start, coloured(tokenColour(theme, token.token))});
    }
}

/// What was found and what is selected.
void CodeView::Private::addPlaces(QList<QTextLayout::FormatRange> &ranges, const CodeRow &row,
                                  const ShownRow &shown) const
{
    const Theme &theme = Theme::of(q);
    const qsizetype begin = row.start;
    const qsizetype end = begin + row.length;
    const auto add = [&](qsizetype from, qsizetype to, const QTextCharFormat &format) {
        const int start = shown.toShown(int(std::max(from, begin) - begin));
        const int stop = shown.toShown(int(std::min(to, end) - begin));
        if (stop > start)
            ranges.append({start, stop - start, format});
    };
    const auto first = std::lower_bound(found.begin(), found.end(), begin - needle.size());
    for (auto it = first; it != found.end() && *it < end; ++it)
        add(*it, *it + needle.size(), coloured(theme.warning.text, theme.warning.tint));
    const bool here = current >= 0 && found[size_t(current)] == std::min(anchor, caret);
    const QTextCharFormat format =
        here ? coloured(theme.accentText, theme.accent) : coloured(theme.text, theme.selection);
    if (std::min(anchor, caret) < end && std::max(anchor, caret) > begin)
        add(std::min(anchor, caret), std::max(anchor, caret), format);
}

QList<QTextLayout::FormatRange> CodeView::Private::formats(const CodeRow &row,
                                                           const ShownRow &shown) const
{
    const Theme &theme = Theme::of(q);
    QList<QTextLayout::FormatRange> ranges;
    addTokens(ranges, row, shown);
    for (const ShownRow::Span &mark : shown.marks) {
        const bool tab = shown.text[mark.start] == QChar(0x2192);
        ranges.append(
            {mark.start, mark.length,
             tab ? coloured(theme.border) : coloured(theme.failed.text, theme.failed.tint)});
    }
    addPlaces(ranges, row, shown);
    return ranges;
}

QString CodeView::Private::noteOf(const CodeRow &row) const
{
    const CodeDocument::Line &line = document.lines[row.line];
    const bool lastOfLine = row.start + row.length == line.start + line.length;
    if (lastOfLine && outline && folds.contains(row.line))
        return foldNote(row);
    if (line.cut == 0 || !lastOfLine)
        return {};
    return CodeView::tr("\u2026 %1 more characters, all of them in Raw")
        .arg(QLocale().toString(line.cut));
}

bool CodeView::Private::isMarked(quint32 line) const
{
    return std::any_of(marks.begin(), marks.end(), [line](const auto &mark) {
        return mark.first <= line && line <= mark.second;
    });
}

void CodeView::Private::paintRow(QPainter &painter, int index, int y) const
{
    const CodeRow &line = row(index);
    const ShownRow shown = shownRow(sourceOf(line));
    const Theme &theme = Theme::of(q);
    if (isMarked(line.line)) {
        painter.fillRect(QRect(0, y, q->viewport()->width(), lineHeight()), theme.selection);
        painter.fillRect(QRect(0, y, markEdge, lineHeight()), theme.accent);
    }
    QTextLayout layout(shown.text, q->font());
    layout.setFormats(formats(line, shown));
    layOut(layout);
    if (layout.lineCount() == 0)
        return;
    const QTextLine text = layout.lineAt(0);
    const double x = margin() + line.indent * cellWidth();
    painter.setPen(theme.text);
    layout.draw(&painter, QPointF(x, y + (lineHeight() - text.height()) / 2));
    paintFoldMark(painter, line, x, y);
    const QString note = noteOf(line);
    if (note.isEmpty())
        return;
    const int end = int(x + text.naturalTextWidth()) + 4;
    const int width = q->fontMetrics().horizontalAdvance(note);
    const int left = std::max(0, std::min(end, q->viewport()->width() - width - codeMargin));
    painter.fillRect(QRect(left, y, width + codeMargin, lineHeight()), theme.base);
    painter.setPen(theme.textMuted);
    painter.drawText(QRect(left, y, width + codeMargin, lineHeight()),
                     Qt::AlignVCenter | Qt::AlignLeft, note);
}

void CodeView::Private::paintCaret(QPainter &painter, int first) const
{
    const int index = rowAt(caret);
    if (!q->hasFocus() || index < first || index > first + visibleRows())
        return;
    const int top = codeMargin / 2 + (index - first) * lineHeight() + 1;
    painter.fillRect(QRectF(xOf(caret), top, 1, lineHeight() - 2), Theme::of(q).text);
}

void CodeView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    const Theme &theme = Theme::of(this);
    painter.fillRect(viewport()->rect(), theme.base);
    const int first = verticalScrollBar()->value();
    const int last = std::min(d->lastRow(), first + d->visibleRows() + 1);
    for (int row = first; row <= last; ++row)
        d->paintRow(painter, row, codeMargin / 2 + (row - first) * d->lineHeight());
    if (!d->rows.empty())
        d->paintCaret(painter, first);
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))
        paintRing(painter, viewport()->rect(), theme.focus);
}

} // namespace gatehouse::widgets
