#include "ui/pages/overview/tilebutton.h"

#include "models/collection/celltext.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/stylepaint.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace gatehouse::ui {

namespace size = widgets::size;
using widgets::TextSize;
using widgets::Theme;

namespace {

constexpr int tileWidth = 180, tileHeight = 108;
constexpr int trendWidth = 68, trendHeight = 24;
constexpr int lineGap = 6;

void drawElided(QPainter &painter, const QRect &rect, Qt::Alignment alignment, const QString &text)
{
    const QString shown =
        painter.fontMetrics().elidedText(widgets::visibleText(text), Qt::ElideRight, rect.width());
    painter.drawText(rect, int(alignment) | Qt::TextSingleLine, shown);
}

} // namespace

TileButton::TileButton(QWidget *parent)
    : QAbstractButton(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
}

void TileButton::setTile(const Tile &tile)
{
    if (m_tile == tile)
        return;
    m_tile = tile;
    setAccessibleName(tr("%1: %2, %3. %4", "title, value, verdict, note")
                          .arg(tile.title, (tile.value + QLatin1Char(' ') + tile.unit).trimmed(),
                               tile.verdict, widgets::visibleText(tile.note)));
    update();
}

/// Of a note that does not fit.
bool TileButton::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const int needed =
            QFontMetrics(widgets::uiFont(TextSize::Small)).horizontalAdvance(m_tile.note);
        setToolTip(needed > width() - 2 * size::panePadding
                       ? collection::escapedToolTip(widgets::visibleText(m_tile.note))
                       : QString());
    }
    return QAbstractButton::event(event);
}

QSize TileButton::sizeHint() const
{
    return {tileWidth, tileHeight};
}

void TileButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void TileButton::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void TileButton::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void TileButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::of(this);
    widgets::paintBox(
        painter, rect(),
        {theme.base, underMouse() || isDown() ? theme.borderStrong : theme.border, theme.text},
        hasFocus() ? theme.focus : QColor());
    const QRect room = rect().adjusted(size::panePadding, size::panePadding, -size::panePadding,
                                       -size::panePadding);
    const int head = QFontMetrics(widgets::uiFont()).height();
    const int figure = QFontMetrics(widgets::uiFont(TextSize::Figure)).height();
    paintHead(painter, {room.left(), room.top(), room.width(), head});
    paintValue(painter, {room.left(), room.top() + head + lineGap, room.width(), figure});
    painter.setFont(widgets::uiFont(TextSize::Small));
    painter.setPen(theme.text);
    drawElided(painter, room, Qt::AlignBottom | Qt::AlignLeading, m_tile.note);
}

/// The verdict at the end of the line, the title in what is left.
void TileButton::paintHead(QPainter &painter, const QRect &line) const
{
    const Theme &theme = Theme::of(this);
    const QColor tone = theme.tone(m_tile.shape).text;
    painter.setFont(widgets::uiFont());
    const int word = painter.fontMetrics().horizontalAdvance(m_tile.verdict) + 1; // is rounded
    const bool hasShape = m_tile.shape != widgets::StatusShape::None;
    const int sign = hasShape ? size::iconTable + lineGap : 0;
    const auto placed = [&](const QRect &rect) {
        return QStyle::visualRect(layoutDirection(), line, rect);
    };
    const int verdict = std::min(word + sign, line.width());
    const QRect end(line.right() + 1 - verdict, line.top(), verdict, line.height());
    painter.setPen(tone);
    drawElided(painter, placed(end.adjusted(sign, 0, 0, 0)), Qt::AlignVCenter | Qt::AlignLeading,
               m_tile.verdict);
    if (hasShape)
        widgets::paintShape(painter, m_tile.shape,
                            placed({end.left(), end.top(), size::iconTable, end.height()}), tone);
    painter.setPen(theme.textMuted);
    drawElided(painter, placed(line.adjusted(0, 0, -verdict - size::gapControls, 0)),
               Qt::AlignVCenter | Qt::AlignLeading, m_tile.title);
}

void TileButton::paintValue(QPainter &painter, const QRect &line) const
{
    const Theme &theme = Theme::of(this);
    const auto placed = [&](const QRect &rect) {
        return QStyle::visualRect(layoutDirection(), line, rect);
    };
    painter.setPen(theme.text);
    painter.setFont(widgets::uiFont(TextSize::Figure));
    const int value = painter.fontMetrics().horizontalAdvance(m_tile.value);
    const int baseline = line.top() + painter.fontMetrics().ascent();
    painter.drawText(placed({line.left(), line.top(), value, line.height()}),
                     int(Qt::AlignVCenter | Qt::AlignLeading), m_tile.value);
    painter.setFont(widgets::uiFont());
    const int ascent = painter.fontMetrics().ascent();
    painter.drawText(placed({line.left() + value + lineGap, baseline - ascent,
                             line.width() - value - lineGap, painter.fontMetrics().height()}),
                     int(Qt::AlignTop | Qt::AlignLeading), m_tile.unit);
    const int taken = value + lineGap + painter.fontMetrics().horizontalAdvance(m_tile.unit);
    if (line.width() - taken >= trendWidth + lineGap)
        widgets::paintTrend(painter, m_tile.trend,
                            placed({line.right() - trendWidth, line.center().y() - trendHeight / 2,
                                    trendWidth, trendHeight}),
                            trendColour(), layoutDirection());
}

QColor TileButton::trendColour() const
{
    const Theme &theme = Theme::of(this);
    if (m_tile.trend.style == widgets::TrendStyle::Bars)
        return theme.deadLettered.fill;
    return m_tile.needsSomeone ? theme.tone(m_tile.shape).fill : theme.accent;
}

} // namespace gatehouse::ui
