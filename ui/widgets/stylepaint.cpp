#include "ui/widgets/stylepaint.h"

#include <QPainter>
#include <QWidget>

namespace gatehouse::widgets {

using namespace Qt::StringLiterals;

bool isSmall(const QWidget *widget)
{
    return widget && widget->property(smallProperty).toBool();
}

int controlHeight(const QWidget *widget)
{
    return isSmall(widget) ? size::controlSmall : size::control;
}

Segment segmentOf(const QWidget *widget)
{
    const QString name = widget ? widget->property(segmentProperty).toString() : QString();
    if (name == "first"_L1)
        return Segment::First;
    if (name == "middle"_L1)
        return Segment::Middle;
    return name == "last"_L1 ? Segment::Last : Segment::Alone;
}

QColor mixed(const QColor &under, const QColor &over, double share)
{
    const auto mix = [share](double a, double b) { return float(a + (b - a) * share); };
    return QColor::fromRgbF(mix(under.redF(), over.redF()), mix(under.greenF(), over.greenF()),
                            mix(under.blueF(), over.blueF()));
}

namespace {

ControlLook restingLook(const QStyleOption &option, const QWidget *widget, const Theme &theme)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option);
    if (button && (button->features & QStyleOptionButton::DefaultButton))
        return {theme.accent, theme.accent, theme.accentText};
    if (option.state & QStyle::State_On)
        return {theme.selection, theme.accent, theme.text};
    if (widget && widget->property(dangerProperty).toBool())
        return {theme.raised, theme.failed.text, theme.failed.text};
    return {theme.raised, theme.borderStrong, theme.text};
}

bool isFlat(const QStyleOption &option)
{
    if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option))
        return button->features & QStyleOptionButton::Flat;
    return option.state & QStyle::State_AutoRaise;
}

} // namespace

ControlLook buttonLook(const QStyleOption &option, const QWidget *widget)
{
    const Theme &theme = Theme::of(option.palette);
    const bool flat = isFlat(option) && !(option.state & QStyle::State_On);
    if (!(option.state & QStyle::State_Enabled)) {
        if (flat)
            return {Qt::transparent, Qt::transparent, theme.textMuted};
        return {theme.window, theme.border, theme.textMuted};
    }
    ControlLook look = restingLook(option, widget, theme);
    const QColor ground = flat ? theme.window : look.fill;
    if (option.state & QStyle::State_Sunken)
        look.fill = mixed(ground, look.text, 0.14);
    else if (option.state & QStyle::State_MouseOver)
        look.fill = mixed(ground, look.text, 0.07);
    else if (flat)
        look.fill = Qt::transparent;
    if (flat)
        look.border = Qt::transparent;
    return look;
}

ControlLook fieldLook(const QStyleOption &option)
{
    const Theme &theme = Theme::of(option.palette);
    if (!(option.state & QStyle::State_Enabled))
        return {theme.window, theme.border, theme.textMuted};
    return {theme.base, theme.borderStrong, theme.text};
}

bool showsRing(const QStyleOption &option)
{
    return (option.state & QStyle::State_HasFocus)
        && (option.state & QStyle::State_KeyboardFocusChange);
}

void paintBox(QPainter &painter, const QRect &rect, const ControlLook &look, const QColor &ring,
              Segment segment, bool mirrored, bool selected)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(rect);
    QRectF box(rect);
    constexpr double beyond = size::radius + 1; // pushes joined corners out of sight
    const bool startsOpen = segment == Segment::Middle || segment == Segment::Last;
    const bool endsOpen = segment == Segment::Middle || segment == Segment::First;
    if (mirrored ? endsOpen : startsOpen)
        box.setLeft(box.left() - beyond);
    if (mirrored ? startsOpen : endsOpen)
        box.setRight(box.right() + beyond);
    const double width = ring.isValid() ? size::focusRing : 1;
    box.adjust(width / 2, width / 2, -width / 2, -width / 2);
    painter.setPen(QPen(ring.isValid() ? ring : look.border, width));
    painter.setBrush(look.fill);
    painter.drawRoundedRect(box, size::radius, size::radius);
    painter.restore();
    const auto joint = [&](bool atStart) {
        const bool left = atStart != mirrored;
        painter.fillRect(QRect(left ? rect.left() : rect.right(), rect.top(), 1, rect.height()),
                         ring.isValid() ? ring : look.border);
    };
    if (endsOpen)
        joint(false);
    if (startsOpen && (selected || ring.isValid()))
        joint(true);
}

void paintRing(QPainter &painter, const QRect &rect, const QColor &colour)
{
    paintBox(painter, rect, {Qt::transparent, colour, colour}, colour);
}

void paintChevron(QPainter &painter, Qt::ArrowType direction, const QRectF &rect,
                  const QColor &colour)
{
    static constexpr int turns[] = {0, 180, 0, 90, 270}; // NoArrow, Up, Down, Left, Right
    const double side = qMin(rect.width(), rect.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center());
    painter.rotate(turns[direction]);
    painter.scale(side / 16, side / 16);
    painter.setPen(QPen(colour, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    QPainterPath path(QPointF(-3.5, -1.75));
    path.lineTo(0, 1.75);
    path.lineTo(3.5, -1.75);
    painter.drawPath(path);
    painter.restore();
}

void paintSortArrow(QPainter &painter, bool down, const QRectF &rect, const QColor &colour)
{
    const QPointF centre = rect.center();
    const double tip = down ? 2 : -2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF(
        {centre + QPointF(-4, -tip), centre + QPointF(4, -tip), centre + QPointF(0, tip)}));
    painter.restore();
}

} // namespace gatehouse::widgets
