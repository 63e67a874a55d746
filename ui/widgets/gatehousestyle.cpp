#include "ui/widgets/gatehousestyle.h"

#include "ui/widgets/stylecontrols.h"
#include "ui/widgets/stylepaint.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QKeySequence>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QScrollBar>
#include <QStyleFactory>
#include <QTabBar>

namespace gatehouse::widgets {

using namespace Qt::StringLiterals;

namespace {

void setProperty(QWidget *widget, const char *name, const QVariant &value)
{
    widget->setProperty(name, value);
    QEvent change(QEvent::StyleChange); // size hints are cached until one comes
    QCoreApplication::sendEvent(widget, &change);
    widget->updateGeometry();
    widget->update();
}

/// The option as what it says it is; style calls with another type are the base style's business.
template <typename T>
const T *as(const QStyleOption *option)
{
    return qstyleoption_cast<const T *>(option);
}

constexpr int spinButtonWidth = 18;

QRect spinRect(const QStyleOptionSpinBox &option, QStyle::SubControl part)
{
    const QRect whole = option.rect;
    const bool bare = option.buttonSymbols == QAbstractSpinBox::NoButtons;
    const int buttons = bare ? 0 : spinButtonWidth;
    const int half = whole.height() / 2;
    const int edge = whole.right() - buttons;
    switch (part) {
    case QStyle::SC_SpinBoxUp:
        return {edge, whole.top() + 3, buttons, half - 3};
    case QStyle::SC_SpinBoxDown:
        return {edge, whole.top() + half, buttons, half - 3};
    case QStyle::SC_SpinBoxEditField:
        return whole.adjusted(4, 2, -buttons - 2, -2);
    default:
        return whole;
    }
}

QRect comboRect(const QStyleOptionComboBox &option, QStyle::SubControl part)
{
    constexpr int arrow = 24;
    switch (part) {
    case QStyle::SC_ComboBoxArrow:
        return {option.rect.right() - arrow + 1, option.rect.top(), arrow, option.rect.height()};
    case QStyle::SC_ComboBoxEditField:
        return option.rect.adjusted(option.editable ? 4 : 8, 2, -arrow, -2);
    default:
        return option.rect;
    }
}

QRect scrollBarRect(const QStyleOptionSlider &option, QStyle::SubControl part)
{
    const QRect handle = scrollHandle(option);
    const bool horizontal = option.orientation == Qt::Horizontal;
    QRect rect = option.rect;
    switch (part) {
    case QStyle::SC_ScrollBarSlider:
        return handle;
    case QStyle::SC_ScrollBarSubPage:
        horizontal ? rect.setRight(handle.left() - 1) : rect.setBottom(handle.top() - 1);
        return rect;
    case QStyle::SC_ScrollBarAddPage:
        horizontal ? rect.setLeft(handle.right() + 1) : rect.setTop(handle.bottom() + 1);
        return rect;
    case QStyle::SC_ScrollBarGroove:
        return rect;
    default:
        return {}; // no arrow buttons
    }
}

void paintPanel(QPainter &painter, const QRect &rect, const QColor &fill, const QColor &border)
{
    painter.save();
    painter.setPen(border);
    painter.setBrush(fill);
    painter.drawRect(rect.adjusted(0, 0, -1, -1));
    painter.restore();
}

/// A label goes by its text's direction: what is in another script than the window's language would
/// stand at the other side, away from what it belongs to.
void alignByWindow(QLabel *label)
{
    const Qt::Alignment alignment = label->alignment();
    if (!alignment.testFlag(Qt::AlignAbsolute))
        label->setAlignment(QStyle::visualAlignment(Qt::RightToLeft, alignment)
                            | Qt::AlignAbsolute);
}

} // namespace

void setDanger(QWidget *button, bool danger)
{
    setProperty(button, dangerProperty, danger);
}

void setSmall(QWidget *control, bool small)
{
    control->setFont(uiFont(small ? TextSize::Small : TextSize::Body));
    setProperty(control, smallProperty, small);
}

void setKeyCap(QWidget *button, const QKeySequence &keys)
{
    setProperty(button, keyCapProperty, keys.toString(QKeySequence::NativeText));
}

GatehouseStyle::GatehouseStyle()
    : QProxyStyle(QStyleFactory::create(u"fusion"_s))
{
}

void GatehouseStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget)
        || qobject_cast<QTabBar *>(widget) || qobject_cast<QScrollBar *>(widget)) {
        widget->setAttribute(Qt::WA_Hover);
    }
    if (auto *label = qobject_cast<QLabel *>(widget); label && label->isRightToLeft())
        alignByWindow(label);
}

void GatehouseStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                   QPainter *painter, const QWidget *widget) const
{
    const Theme &theme = Theme::of(option->palette);
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
        return paintBox(*painter, option->rect, buttonLook(*option, widget),
                        showsRing(*option) ? theme.focus : QColor(), segmentOf(widget),
                        option->direction == Qt::RightToLeft, option->state & State_On);
    case PE_PanelLineEdit:
        if (const auto *frame = as<QStyleOptionFrame>(option); frame && frame->lineWidth > 0) {
            const bool focused = option->state & State_HasFocus;
            paintBox(*painter, option->rect, fieldLook(*option), focused ? theme.focus : QColor());
        }
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return paintCheckMark(*painter, *option);
    case PE_IndicatorRadioButton:
        return paintRadioMark(*painter, *option);
    case PE_FrameFocusRect:
        return paintRing(*painter, option->rect, theme.focus);
    case PE_FrameTabBarBase:
        return paintTabBase(*painter, *option);
    case PE_FrameLineEdit:
    case PE_FrameStatusBarItem:
    case PE_FrameDefaultButton:
    case PE_FrameTabWidget:
    case PE_FrameMenu:
        return;
    case PE_Frame:
        return paintPanel(*painter, option->rect, Qt::transparent, theme.border);
    case PE_PanelMenu:
        return paintPanel(*painter, option->rect, theme.raised, theme.border);
    case PE_PanelTipLabel:
        return painter->fillRect(option->rect, option->palette.toolTipBase());
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void GatehouseStyle::drawControl(ControlElement element, const QStyleOption *option,
                                 QPainter *painter, const QWidget *widget) const
{
    if (const auto *button = as<QStyleOptionButton>(option)) {
        if (element == CE_PushButtonBevel)
            return drawPrimitive(PE_PanelButtonCommand, option, painter, widget);
        if (element == CE_PushButtonLabel)
            return paintButtonLabel(*painter, *button, widget);
        if (element == CE_PushButton) {
            drawPrimitive(PE_PanelButtonCommand, option, painter, widget);
            return paintButtonLabel(*painter, *button, widget);
        }
    }
    if (const auto *tab = as<QStyleOptionTab>(option)) {
        if (element == CE_TabBarTabShape)
            return paintTabShape(*painter, *tab);
        if (element == CE_TabBarTabLabel && !(tab->state & State_Selected)) {
            QStyleOptionTab muted = *tab;
            muted.palette.setColor(QPalette::WindowText, Theme::of(tab->palette).textMuted);
            return QProxyStyle::drawControl(element, &muted, painter, widget);
        }
    }
    if (const auto *progress = as<QStyleOptionProgressBar>(option);
        progress && element == CE_ProgressBar)
        return paintProgress(*painter, *progress);
    if (const auto *header = as<QStyleOptionHeader>(option); header && element == CE_Header)
        return paintHeader(*painter, *header);
    if (const auto *item = as<QStyleOptionMenuItem>(option); item && element == CE_MenuItem)
        return paintMenuItem(*painter, *item);
    if (const auto *combo = as<QStyleOptionComboBox>(option); combo && element == CE_ComboBoxLabel)
        return paintComboText(
            *painter, *combo,
            visualRect(combo->direction, combo->rect, comboRect(*combo, SC_ComboBoxEditField)));
    if (element == CE_Splitter) {
        const QRect line = option->state & State_Horizontal
            ? QRect(option->rect.center().x(), option->rect.top(), 1, option->rect.height())
            : QRect(option->rect.left(), option->rect.center().y(), option->rect.width(), 1);
        return painter->fillRect(line, Theme::of(option->palette).border);
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void GatehouseStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                        QPainter *painter, const QWidget *widget) const
{
    if (const auto *button = as<QStyleOptionToolButton>(option); button && control == CC_ToolButton)
        return paintToolButton(*painter, *button, widget);
    if (const auto *combo = as<QStyleOptionComboBox>(option); combo && control == CC_ComboBox)
        return paintComboBox(*painter, *combo, widget);
    if (const auto *spin = as<QStyleOptionSpinBox>(option); spin && control == CC_SpinBox) {
        return paintSpinBox(*painter, *spin, subControlRect(control, option, SC_SpinBoxUp, widget),
                            subControlRect(control, option, SC_SpinBoxDown, widget));
    }
    if (const auto *bar = as<QStyleOptionSlider>(option); bar && control == CC_ScrollBar)
        return paintScrollBar(*painter, *bar, scrollHandle(*bar));
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect GatehouseStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                     SubControl part, const QWidget *widget) const
{
    if (const auto *spin = as<QStyleOptionSpinBox>(option); spin && control == CC_SpinBox)
        return visualRect(option->direction, option->rect, spinRect(*spin, part));
    if (const auto *combo = as<QStyleOptionComboBox>(option);
        combo && control == CC_ComboBox && part != SC_ComboBoxListBoxPopup)
        return visualRect(option->direction, option->rect, comboRect(*combo, part));
    if (const auto *bar = as<QStyleOptionSlider>(option); bar && control == CC_ScrollBar)
        return scrollBarRect(*bar, part); // upsideDown has mirrored it already
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QRect GatehouseStyle::subElementRect(SubElement element, const QStyleOption *option,
                                     const QWidget *widget) const
{
    if (element == SE_ProgressBarContents || element == SE_ProgressBarGroove)
        return option->rect;
    if (element == SE_LineEditContents && as<QStyleOptionFrame>(option)) {
        const auto *frame = as<QStyleOptionFrame>(option);
        return frame->lineWidth > 0 ? option->rect.adjusted(6, 1, -6, -1) : option->rect;
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QSize GatehouseStyle::sizeFromContents(ContentsType type, const QStyleOption *option,
                                       const QSize &contents, const QWidget *widget) const
{
    if (const auto *button = as<QStyleOptionButton>(option); button && type == CT_PushButton)
        return buttonSize(*button, contents, widget);
    if (const auto *button = as<QStyleOptionToolButton>(option); button && type == CT_ToolButton)
        return toolButtonSize(*button, contents, widget);
    switch (type) {
    case CT_ComboBox:
        return {contents.width() + 44, controlHeight(widget)};
    case CT_LineEdit:
        if (const auto *frame = as<QStyleOptionFrame>(option); frame && frame->lineWidth > 0)
            return {contents.width() + 12, controlHeight(widget)};
        return contents;
    case CT_SpinBox:
        return {contents.width() + spinButtonWidth + 8, controlHeight(widget)};
    case CT_TabBarTab:
        return {contents.width(), size::tabBar};
    case CT_ProgressBar:
        return {contents.width(), size::taskProgress};
    case CT_HeaderSection: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, contents, widget);
        return {base.width() + 9, size::tableHeader}; // 1: eliding measures finer than pixels
    }
    case CT_MenuItem: {
        const auto *item = as<QStyleOptionMenuItem>(option);
        const bool line = item && item->menuItemType == QStyleOptionMenuItem::Separator;
        const QSize base = QProxyStyle::sizeFromContents(type, option, contents, widget);
        return {base.width() + 28, line ? 9 : size::sidebarItem};
    }
    default:
        return QProxyStyle::sizeFromContents(type, option, contents, widget);
    }
}

int GatehouseStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                                const QWidget *widget) const
{
    switch (metric) {
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseOverlap:
    case PM_MenuPanelWidth:
    case PM_MenuHMargin:
    case PM_ScrollView_ScrollBarSpacing:
        return 0;
    case PM_MenuVMargin:
        return 4;
    case PM_TabBarTabHSpace:
        return 12; // six tabs of a detail fit its pane, in German, too
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return size::iconTable;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 8;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
    case PM_ToolBarIconSize:
        return size::iconControl;
    case PM_ScrollBarExtent:
        return 12;
    case PM_ScrollBarSliderMin:
        return 28;
    case PM_SplitterWidth:
        return 3;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return size::gapControls;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return size::panePadding;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int GatehouseStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                              QStyleHintReturn *returned) const
{
    switch (hint) {
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_Widget_Animation_Duration:
    case SH_ScrollBar_Transient:
    case SH_ComboBox_Popup:
        return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition:
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

} // namespace gatehouse::widgets
