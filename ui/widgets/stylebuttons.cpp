#include "ui/widgets/iconset.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/stylecontrols.h"
#include "ui/widgets/stylepaint.h"

#include <QPainter>
#include <QStyle>
#include <QWidget>

namespace gatehouse::widgets {
namespace {

constexpr int iconGap = 6;
constexpr int chevronSize = 12;

QString keyCapOf(const QWidget *widget)
{
    return widget ? widget->property(keyCapProperty).toString() : QString();
}

int buttonPadding(const QWidget *widget)
{
    return isSmall(widget) ? 8 : 12;
}

/// The pixmap in the colour of the button's text, so that it reads on an accent fill too.
void paintIcon(QPainter &painter, const QIcon &icon, const QRect &rect, const QStyleOption &option,
               const QColor &colour)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const qreal scale = painter.device()->devicePixelRatio();
    const QPixmap pixmap =
        icon.pixmap(rect.size(), scale, enabled ? QIcon::Normal : QIcon::Disabled,
                    option.state & QStyle::State_On ? QIcon::On : QIcon::Off);
    const bool isSwatch =
        option.styleObject && option.styleObject->property(swatchProperty).toBool();
    painter.drawPixmap(rect, isSwatch ? pixmap : tinted(pixmap, colour));
}

/// In the middle.
QRect chevronPlace(const QRect &rect)
{
    QRect place(0, 0, chevronSize, chevronSize);
    place.moveCenter(rect.center());
    return place;
}

/// Lays things out from the start of the line, in either direction.
class Line
{
public:
    Line(const QRect &rect, Qt::LayoutDirection direction)
        : m_rect(rect)
        , m_direction(direction)
        , m_x(rect.left())
    {
    }

    void skip(int width) { m_x += width; }

    QRect take(int width, int height)
    {
        const QRect rect(m_x, m_rect.top() + (m_rect.height() - height) / 2, width, height);
        m_x += width;
        return QStyle::visualRect(m_direction, m_rect, rect);
    }

private:
    QRect m_rect;
    Qt::LayoutDirection m_direction;
    int m_x;
};

/// What a push button is made of, with widths.
struct ButtonParts
{
    int icon = 0, text = 0, keyCap = 0, menu = 0;

    int total() const { return icon + text + keyCap + menu; }
};

ButtonParts partsOf(const QStyleOptionButton &option, const QWidget *widget)
{
    ButtonParts parts;
    const QString keyCap = keyCapOf(widget);
    if (!option.icon.isNull())
        parts.icon = option.iconSize.width() + (option.text.isEmpty() ? 0 : iconGap);
    if (!option.text.isEmpty())
        parts.text = option.fontMetrics.size(Qt::TextShowMnemonic, option.text).width();
    if (!keyCap.isEmpty())
        parts.keyCap = KeyCap::width(keyCap) + iconGap;
    if (option.features & QStyleOptionButton::HasMenu)
        parts.menu = chevronSize + iconGap;
    return parts;
}

} // namespace

void paintButtonLabel(QPainter &painter, const QStyleOptionButton &option, const QWidget *widget)
{
    const ControlLook look = buttonLook(option, widget);
    const ButtonParts parts = partsOf(option, widget);
    const int room = option.rect.width() - 2 * size::radius;
    const int text = qMin(parts.text, room - (parts.total() - parts.text));
    const int slack = option.rect.width() - parts.total() + parts.text - text;
    Line line(option.rect, option.direction);
    line.skip(slack / 2);
    if (parts.icon > 0) {
        paintIcon(painter, option.icon,
                  line.take(option.iconSize.width(), option.iconSize.height()), option, look.text);
        line.skip(parts.icon - option.iconSize.width());
    }
    painter.setPen(look.text);
    painter.setLayoutDirection(Qt::LayoutDirectionAuto);
    if (text > 0) {
        const QString shown = text < parts.text
            ? option.fontMetrics.elidedText(option.text, Qt::ElideRight, text, Qt::TextShowMnemonic)
            : option.text;
        painter.drawText(line.take(text, option.rect.height()),
                         Qt::AlignVCenter | Qt::AlignLeft | Qt::AlignAbsolute | Qt::TextShowMnemonic
                             | Qt::TextSingleLine,
                         shown);
    }
    if (parts.keyCap > 0) {
        line.skip(iconGap);
        KeyCap::paint(painter, line.take(parts.keyCap - iconGap, option.rect.height()),
                      keyCapOf(widget), option.palette);
    }
    if (parts.menu > 0) {
        line.skip(iconGap);
        paintChevron(painter, Qt::DownArrow, line.take(chevronSize, chevronSize), look.text);
    }
}

QSize buttonSize(const QStyleOptionButton &option, const QSize &contents, const QWidget *widget)
{
    const int height = qMax(controlHeight(widget), contents.height());
    const ButtonParts parts = partsOf(option, widget);
    if (option.text.isEmpty() && parts.total() == parts.icon)
        return {height, height};
    return {parts.total() + 2 * buttonPadding(widget), height};
}

void paintToolButton(QPainter &painter, const QStyleOptionToolButton &option, const QWidget *widget)
{
    const ControlLook look = buttonLook(option, widget);
    const QColor ring = showsRing(option) ? Theme::of(option.palette).focus : QColor();
    paintBox(painter, option.rect, look, ring);
    if (option.features & QStyleOptionToolButton::Arrow) // of tabs that do not fit
        return paintChevron(painter, option.arrowType, chevronPlace(option.rect), look.text);

    const bool hasIcon = !option.icon.isNull() && option.toolButtonStyle != Qt::ToolButtonTextOnly;
    const bool hasText = !option.text.isEmpty()
        && (option.toolButtonStyle != Qt::ToolButtonIconOnly || option.icon.isNull());
    const bool hasMenu = option.features
        & (QStyleOptionToolButton::HasMenu | QStyleOptionToolButton::MenuButtonPopup);
    const int text =
        hasText ? option.fontMetrics.size(Qt::TextShowMnemonic, option.text).width() : 0;
    const int icon = hasIcon ? option.iconSize.width() : 0;
    const int gaps = (hasIcon && hasText ? iconGap : 0) + (hasMenu ? iconGap + chevronSize : 0);
    Line line(option.rect, option.direction);
    line.skip(qMax(0, option.rect.width() - text - icon - gaps) / 2);
    if (hasIcon)
        paintIcon(painter, option.icon, line.take(icon, option.iconSize.height()), option,
                  look.text);
    if (hasIcon && hasText)
        line.skip(iconGap);
    painter.setPen(look.text);
    painter.setLayoutDirection(Qt::LayoutDirectionAuto);
    if (hasText) {
        painter.drawText(line.take(text, option.rect.height()),
                         Qt::AlignVCenter | Qt::AlignLeft | Qt::AlignAbsolute
                             | Qt::TextShowMnemonic,
                         option.text);
    }
    if (hasMenu) {
        line.skip(iconGap);
        paintChevron(painter, Qt::DownArrow, line.take(chevronSize, chevronSize), look.text);
    }
}

QSize toolButtonSize(const QStyleOptionToolButton &option, const QSize &contents,
                     const QWidget *widget)
{
    const int height = qMax(controlHeight(widget), option.iconSize.height() + 2 * 2);
    const bool hasText = !option.text.isEmpty()
        && (option.toolButtonStyle != Qt::ToolButtonIconOnly || option.icon.isNull());
    const bool hasMenu = option.features
        & (QStyleOptionToolButton::HasMenu | QStyleOptionToolButton::MenuButtonPopup);
    const int menu = hasMenu ? iconGap + chevronSize : 0;
    if (!hasText)
        return {height + menu, height};
    return {contents.width() + 2 * buttonPadding(widget) + menu, qMax(height, contents.height())};
}

void paintComboBox(QPainter &painter, const QStyleOptionComboBox &option, const QWidget *widget)
{
    const Theme &theme = Theme::of(option.palette);
    const ControlLook look = option.editable ? fieldLook(option) : buttonLook(option, widget);
    const bool ringed =
        option.editable ? bool(option.state & QStyle::State_HasFocus) : showsRing(option);
    if (option.frame)
        paintBox(painter, option.rect, look, ringed ? theme.focus : QColor());
    const QRect arrow(option.rect.right() - 8 - chevronSize + 1,
                      option.rect.top() + (option.rect.height() - chevronSize) / 2, chevronSize,
                      chevronSize);
    paintChevron(painter, Qt::DownArrow, QStyle::visualRect(option.direction, option.rect, arrow),
                 look.text);
}

void paintComboText(QPainter &painter, const QStyleOptionComboBox &option, const QRect &rect)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const Theme &theme = Theme::of(option.palette);
    Line line(rect, option.direction);
    line.skip(2);
    int room = rect.width() - 4;
    if (!option.currentIcon.isNull()) {
        paintIcon(painter, option.currentIcon,
                  line.take(option.iconSize.width(), option.iconSize.height()), option,
                  enabled ? theme.text : theme.textMuted);
        line.skip(iconGap);
        room -= option.iconSize.width() + iconGap;
    }
    painter.setPen(enabled ? theme.text : theme.textMuted);
    painter.setLayoutDirection(Qt::LayoutDirectionAuto);
    painter.drawText(line.take(room, rect.height()),
                     int(QStyle::visualAlignment(option.direction, Qt::AlignLeft))
                         | Qt::AlignVCenter,
                     option.fontMetrics.elidedText(option.currentText, Qt::ElideRight, room));
}

void paintSpinBox(QPainter &painter, const QStyleOptionSpinBox &option, const QRect &up,
                  const QRect &down)
{
    const Theme &theme = Theme::of(option.palette);
    if (option.frame) {
        const bool ringed = option.state & QStyle::State_HasFocus;
        paintBox(painter, option.rect, fieldLook(option), ringed ? theme.focus : QColor());
    }
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto colour = [&](QAbstractSpinBox::StepEnabledFlag step, QStyle::SubControl control) {
        if (!(option.stepEnabled & step) || !(option.state & QStyle::State_Enabled))
            return theme.border;
        return option.activeSubControls == control ? theme.text : theme.textMuted;
    };
    const QSizeF arrow(10, 10);
    const auto centred = [&](const QRect &rect) {
        return QRectF(QRectF(rect).center() - QPointF(5, 5), arrow);
    };
    paintChevron(painter, Qt::UpArrow, centred(up),
                 colour(QAbstractSpinBox::StepUpEnabled, QStyle::SC_SpinBoxUp));
    paintChevron(painter, Qt::DownArrow, centred(down),
                 colour(QAbstractSpinBox::StepDownEnabled, QStyle::SC_SpinBoxDown));
}

} // namespace gatehouse::widgets
