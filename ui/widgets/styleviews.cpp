#include "ui/widgets/iconset.h"
#include "ui/widgets/stylecontrols.h"
#include "ui/widgets/stylepaint.h"

#include <QPainter>
#include <QStyle>

namespace gatehouse::widgets {

void paintCheckMark(QPainter &painter, const QStyleOption &option)
{
    const Theme &theme = Theme::of(option.palette);
    const bool marked = option.state & (QStyle::State_On | QStyle::State_NoChange);
    ControlLook look = fieldLook(option);
    const bool enabled = option.state & QStyle::State_Enabled;
    if (marked && enabled)
        look.border = theme.accent;
    paintBox(painter, option.rect, look);
    const QColor mark = enabled ? theme.accent : theme.textMuted;
    const QRectF inner = QRectF(option.rect).adjusted(2, 2, -2, -2);
    if (option.state & QStyle::State_On)
        paintShape(painter, StatusShape::Check, inner, mark);
    else if (option.state & QStyle::State_NoChange)
        painter.fillRect(QRectF(inner.left() + 1, inner.center().y() - 1, inner.width() - 2, 2),
                         mark);
}

void paintRadioMark(QPainter &painter, const QStyleOption &option)
{
    const Theme &theme = Theme::of(option.palette);
    const ControlLook look = fieldLook(option);
    const bool on = option.state & QStyle::State_On;
    const bool enabled = option.state & QStyle::State_Enabled;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(on && enabled ? theme.accent : look.border);
    painter.setBrush(look.fill);
    const QRectF circle = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawEllipse(circle);
    if (on) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(enabled ? theme.accent : theme.textMuted);
        painter.drawEllipse(circle.center(), 4, 4);
    }
    painter.restore();
}

void paintTabShape(QPainter &painter, const QStyleOptionTab &option)
{
    const Theme &theme = Theme::of(option.palette);
    const QRect rect = option.rect;
    if (!(option.state & QStyle::State_Selected)) {
        if (option.state & QStyle::State_MouseOver)
            painter.fillRect(rect.adjusted(0, 0, 0, -1), mixed(theme.window, theme.text, 0.05));
        return;
    }
    painter.fillRect(rect, theme.base);
    painter.fillRect(QRect(rect.left(), rect.top(), 1, rect.height()), theme.border);
    painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), theme.border);
    painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), theme.accent);
}

void paintTabBase(QPainter &painter, const QStyleOption &option)
{
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                     Theme::of(option.palette).border);
}

void paintProgress(QPainter &painter, const QStyleOptionProgressBar &option)
{
    const Theme &theme = Theme::of(option.palette);
    const int height = qMin(size::taskProgress, option.rect.height());
    QRectF groove(option.rect.left(), option.rect.top() + (option.rect.height() - height) / 2.0,
                  option.rect.width(), height);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.selectionInactive);
    painter.drawRoundedRect(groove, 2, 2);
    const double span = double(option.maximum) - option.minimum;
    const double share = span > 0
        ? qBound(0.0, (double(option.progress) - option.minimum) / span, 1.0)
        : 0.3; // how much is not known
    const bool fromRight = (option.direction == Qt::RightToLeft) != option.invertedAppearance;
    const double width = groove.width() * share;
    if (fromRight)
        groove.setLeft(groove.right() - width);
    else
        groove.setWidth(width);
    painter.setBrush(theme.accent);
    painter.drawRoundedRect(groove, 2, 2);
    painter.restore();
}

void paintHeader(QPainter &painter, const QStyleOptionHeader &option)
{
    const Theme &theme = Theme::of(option.palette);
    const QRect rect = option.rect;
    const bool hovered = option.state & QStyle::State_MouseOver;
    painter.fillRect(rect, hovered ? mixed(theme.window, theme.text, 0.04) : theme.window);
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.border);
    const bool last = option.position == QStyleOptionHeader::End
        || option.position == QStyleOptionHeader::OnlyOneSection;
    if (!last) {
        const QRect edge(rect.right(), rect.top(), 1, rect.height());
        painter.fillRect(QStyle::visualRect(option.direction, rect, edge), theme.border);
    }
    constexpr int padding = 8, arrowSize = 8, arrowGap = 4;
    const bool sorted = option.sortIndicator != QStyleOptionHeader::None;
    const int arrow = sorted ? arrowSize + arrowGap : 0;
    const int room = rect.width() - 2 * padding - arrow;
    const QString text = option.fontMetrics.elidedText(option.text, Qt::ElideRight, room);
    const int width = qMin(room, option.fontMetrics.horizontalAdvance(text));
    const bool atEnd = option.textAlignment & Qt::AlignRight;
    const int start = atEnd ? rect.right() + 1 - padding - arrow - width : rect.left() + padding;
    const auto mirrored = [&](const QRect &part) {
        return QStyle::visualRect(option.direction, rect, part);
    };
    painter.setPen(theme.textMuted);
    painter.setLayoutDirection(Qt::LayoutDirectionAuto);
    painter.drawText(mirrored(QRect(start, rect.top(), width, rect.height() - 1)),
                     Qt::AlignVCenter | Qt::AlignLeft | Qt::AlignAbsolute | Qt::TextSingleLine,
                     text);
    if (sorted) {
        const QRect place(start + width + arrowGap, rect.top(), arrowSize, rect.height() - 1);
        paintSortArrow(painter, option.sortIndicator == QStyleOptionHeader::SortDown,
                       mirrored(place), theme.text);
    }
}

QRect scrollHandle(const QStyleOptionSlider &option)
{
    const bool horizontal = option.orientation == Qt::Horizontal;
    const int length = horizontal ? option.rect.width() : option.rect.height();
    const qint64 range = qint64(option.maximum) - option.minimum;
    constexpr int shortest = 28;
    const int handle = range > 0
        ? qBound(qMin(shortest, length),
                 int(qint64(length) * option.pageStep / (range + option.pageStep)), length)
        : length;
    const int at = QStyle::sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - handle, option.upsideDown);
    return horizontal
        ? QRect(option.rect.left() + at, option.rect.top(), handle, option.rect.height())
        : QRect(option.rect.left(), option.rect.top() + at, option.rect.width(), handle);
}

void paintScrollBar(QPainter &painter, const QStyleOptionSlider &option, const QRect &handle)
{
    const Theme &theme = Theme::of(option.palette);
    painter.fillRect(option.rect, theme.window);
    if (option.maximum <= option.minimum)
        return;
    const bool active = (option.state & QStyle::State_MouseOver)
        || (option.activeSubControls & QStyle::SC_ScrollBarSlider);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(active ? theme.borderStrong : mixed(theme.border, theme.borderStrong, 0.4));
    painter.drawRoundedRect(QRectF(handle).adjusted(3, 3, -3, -3), 3, 3);
    painter.restore();
}

namespace {

void paintMenuText(QPainter &painter, const QStyleOptionMenuItem &option, const QRect &rect,
                   const Theme &theme)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const QString label = option.text.section(QLatin1Char('\t'), 0, 0);
    const QString keys = option.text.section(QLatin1Char('\t'), 1);
    const int start = QStyle::visualAlignment(option.direction, Qt::AlignLeft);
    const int end = QStyle::visualAlignment(option.direction, Qt::AlignRight);
    QFont font = option.font;
    font.setBold(option.menuItemType == QStyleOptionMenuItem::DefaultItem);
    painter.setFont(font);
    painter.setLayoutDirection(Qt::LayoutDirectionAuto);
    painter.setPen(enabled ? theme.text : theme.textMuted);
    painter.drawText(rect, start | Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
                     label);
    painter.setPen(theme.textMuted);
    painter.drawText(rect, end | Qt::AlignVCenter | Qt::TextSingleLine, keys);
}

} // namespace

void paintMenuItem(QPainter &painter, const QStyleOptionMenuItem &option)
{
    const Theme &theme = Theme::of(option.palette);
    const QRect rect = option.rect;
    painter.fillRect(rect, theme.raised);
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        painter.fillRect(QRect(rect.left(), rect.center().y(), rect.width(), 1), theme.border);
        return;
    }
    const bool enabled = option.state & QStyle::State_Enabled;
    if ((option.state & QStyle::State_Selected) && enabled)
        painter.fillRect(rect, theme.selection);
    const auto mirrored = [&](const QRect &part) {
        return QStyle::visualRect(option.direction, rect, part);
    };
    const QRect lead(rect.left() + 8, rect.top() + (rect.height() - 16) / 2, 16, 16);
    if (option.checked)
        paintShape(painter, StatusShape::Check, mirrored(lead.adjusted(1, 1, -1, -1)),
                   theme.accent);
    else if (!option.icon.isNull())
        option.icon.paint(&painter, mirrored(lead), Qt::AlignCenter,
                          enabled ? QIcon::Normal : QIcon::Disabled);
    paintMenuText(painter, option, mirrored(rect.adjusted(32, 0, -12, 0)), theme);
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
        const QRect arrow(rect.right() - 18, rect.top() + (rect.height() - 12) / 2, 12, 12);
        const bool rightToLeft = option.direction == Qt::RightToLeft;
        paintChevron(painter, rightToLeft ? Qt::LeftArrow : Qt::RightArrow, mirrored(arrow),
                     theme.textMuted);
    }
}

} // namespace gatehouse::widgets
