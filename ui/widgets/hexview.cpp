#include "ui/widgets/hexview.h"

#include "ui/widgets/stylepaint.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace gatehouse::widgets {
namespace {

constexpr int hexMargin = 8;
constexpr int hexLineHeight = 18;
constexpr int offsetColumns = 8;

/// Columns: offset, two blanks, three a byte, one blank, one a byte.
int hexColumn(int byte)
{
    return offsetColumns + 2 + 3 * byte;
}

int asciiColumn(int byte, int perRow)
{
    return hexColumn(perRow) + 1 + byte;
}

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + 32) : c;
}

} // namespace

QString hexLine(const QByteArray &bytes, qsizetype offset, int perRow)
{
    QString hex;
    QString ascii;
    for (int i = 0; i < perRow; ++i) {
        if (offset + i >= bytes.size()) {
            hex += QStringLiteral("   ");
            continue;
        }
        const uchar byte = uchar(bytes[offset + i]);
        hex += QStringLiteral("%1 ").arg(uint(byte), 2, 16, QLatin1Char('0'));
        ascii += byte >= 0x20 && byte < 0x7f ? QLatin1Char(char(byte)) : QLatin1Char('.');
    }
    return QStringLiteral("%1  %2 ").arg(offset, offsetColumns, 16, QLatin1Char('0')).arg(hex)
        + ascii;
}

HexView::HexView(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setFont(monoFont());
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setLayoutDirection(Qt::LeftToRight);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumSize(160, 80);
}

void HexView::setBytes(const QByteArray &bytes)
{
    m_bytes = bytes;
    m_anchor = m_caret = -1;
    m_found.clear();
    m_current = -1;
    arrange();
    verticalScrollBar()->setValue(0);
}

int HexView::rowCount() const
{
    return int((m_bytes.size() + m_perRow - 1) / m_perRow);
}

void HexView::arrange()
{
    const qsizetype top = qsizetype(verticalScrollBar()->value()) * m_perRow;
    const double cell = QFontMetricsF(font()).horizontalAdvance(QLatin1Char('0'));
    const int columns = int((viewport()->width() - 2 * hexMargin) / cell);
    const int before = std::exchange(m_perRow, columns >= asciiColumn(16, 16) ? 16 : 8);
    if (before != m_perRow)
        m_anchor = m_caret = -1; // rows are others now
    const int page = std::max(1, (viewport()->height() - hexMargin) / hexLineHeight);
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setRange(0, std::max(0, rowCount() - page));
    verticalScrollBar()->setValue(int(top / m_perRow));
    viewport()->update();
}

void HexView::resizeEvent(QResizeEvent *)
{
    arrange();
}

void HexView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        arrange();
}

bool HexView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll))
            event->accept();
    }
    return QAbstractScrollArea::event(event);
}

void HexView::reveal(qsizetype row)
{
    QScrollBar *bar = verticalScrollBar();
    if (row < bar->value())
        bar->setValue(int(row));
    else if (row >= bar->value() + bar->pageStep())
        bar->setValue(int(row) - bar->pageStep() + 1);
}

void HexView::moveTo(qsizetype row, bool extend)
{
    if (rowCount() == 0)
        return;
    m_caret = std::clamp<qsizetype>(row, 0, rowCount() - 1);
    if (!extend || m_anchor < 0)
        m_anchor = m_caret;
    reveal(m_caret);
    viewport()->update();
}

qsizetype HexView::rowAt(const QPoint &position) const
{
    return verticalScrollBar()->value() + (position.y() - hexMargin / 2) / hexLineHeight;
}

void HexView::keyPressEvent(QKeyEvent *event)
{
    const bool extend = event->modifiers() & Qt::ShiftModifier;
    const int page = verticalScrollBar()->pageStep() - 1;
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll)) {
        m_anchor = 0;
        m_caret = rowCount() - 1;
        return viewport()->update();
    }
    switch (event->key()) {
    case Qt::Key_Up:
        return moveTo(m_caret - 1, extend);
    case Qt::Key_Down:
        return moveTo(m_caret + 1, extend);
    case Qt::Key_PageUp:
        return moveTo(m_caret - page, extend);
    case Qt::Key_PageDown:
        return moveTo(m_caret + page, extend);
    case Qt::Key_Home:
        return moveTo(0, extend);
    case Qt::Key_End:
        return moveTo(rowCount() - 1, extend);
    default:
        event->ignore();
    }
}

void HexView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        moveTo(rowAt(event->pos()), event->modifiers() & Qt::ShiftModifier);
}

void HexView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        moveTo(rowAt(event->pos()), true);
}

void HexView::copy() const
{
    if (m_caret < 0)
        return;
    QStringList lines;
    for (qsizetype row = std::min(m_anchor, m_caret); row <= std::max(m_anchor, m_caret); ++row)
        lines.append(hexLine(m_bytes, row * m_perRow, m_perRow));
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void HexView::search(const QString &text)
{
    QByteArray needle = text.toUtf8();
    std::transform(needle.begin(), needle.end(), needle.begin(), lowered);
    m_needle = needle.size();
    m_found.clear();
    m_current = -1;
    const auto same = [](char a, char b) { return lowered(a) == b; };
    auto from = m_bytes.cbegin();
    while (!needle.isEmpty() && m_found.size() < mostFound) {
        const auto at = std::search(from, m_bytes.cend(), needle.cbegin(), needle.cend(), same);
        if (at == m_bytes.cend())
            break;
        m_found.append(at - m_bytes.cbegin());
        from = at + needle.size();
    }
    if (!m_found.isEmpty())
        step(1);
    viewport()->update();
}

void HexView::step(int direction)
{
    if (m_found.isEmpty())
        return;
    const int count = int(m_found.size());
    m_current = (m_current + direction + count) % count;
    m_anchor = m_caret = -1;
    reveal(m_found[m_current] / m_perRow);
    viewport()->update();
}

void HexView::paintFound(QPainter &painter, qsizetype row, int y) const
{
    const Theme &theme = Theme::of(this);
    const double cell = QFontMetricsF(font()).horizontalAdvance(QLatin1Char('0'));
    const qsizetype begin = row * m_perRow;
    const qsizetype end = begin + m_perRow;
    auto it = std::lower_bound(m_found.begin(), m_found.end(), begin - m_needle + 1);
    for (; it != m_found.end() && *it < end; ++it) {
        const bool current = m_current >= 0 && *it == m_found[m_current];
        const QColor fill = current ? theme.selection : theme.warning.tint;
        for (qsizetype at = std::max(*it, begin); at < std::min(*it + m_needle, end); ++at) {
            const int byte = int(at - begin);
            painter.fillRect(QRectF(hexMargin + hexColumn(byte) * cell, y, 2 * cell, hexLineHeight),
                             fill);
            painter.fillRect(
                QRectF(hexMargin + asciiColumn(byte, m_perRow) * cell, y, cell, hexLineHeight),
                fill);
        }
    }
}

void HexView::paintRow(QPainter &painter, qsizetype row, int y) const
{
    const Theme &theme = Theme::of(this);
    const bool selected =
        m_caret >= 0 && row >= std::min(m_anchor, m_caret) && row <= std::max(m_anchor, m_caret);
    if (selected)
        painter.fillRect(QRect(0, y, viewport()->width(), hexLineHeight), theme.selection);
    paintFound(painter, row, y);
    const QString line = hexLine(m_bytes, row * m_perRow, m_perRow);
    const double cell = QFontMetricsF(font()).horizontalAdvance(QLatin1Char('0'));
    const auto draw = [&](int from, int to, const QColor &colour) {
        painter.setPen(colour);
        painter.drawText(QRectF(hexMargin + from * cell, y, (to - from + 1) * cell, hexLineHeight),
                         Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                         line.mid(from, to - from));
    };
    draw(0, offsetColumns, theme.textMuted);
    draw(hexColumn(0), hexColumn(m_perRow), theme.text);
    draw(asciiColumn(0, m_perRow), int(line.size()), theme.text);
}

void HexView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    const Theme &theme = Theme::of(this);
    painter.fillRect(viewport()->rect(), theme.base);
    painter.setFont(font());
    const int first = verticalScrollBar()->value();
    const int last = std::min(rowCount() - 1, first + verticalScrollBar()->pageStep() + 1);
    for (int row = first; row <= last; ++row)
        paintRow(painter, row, hexMargin / 2 + (row - first) * hexLineHeight);
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))
        paintRing(painter, viewport()->rect(), theme.focus);
}

} // namespace gatehouse::widgets
