#pragma once

#include <QProxyStyle>

class QKeySequence;

namespace gatehouse::widgets {

/// Marks a button as one that destroys something: text and border in the colour of failure.
void setDanger(QWidget *button, bool danger = true);

/// A control of 24 px with 12 px text instead of 28 px with 13 px, for bars and cards. Works on
/// buttons, tool buttons, combo boxes, line edits and spin boxes.
void setSmall(QWidget *control, bool small = true);

/// Shows a key behind a push button's text, as a small cap. Does not make the shortcut.
void setKeyCap(QWidget *button, const QKeySequence &keys);

/// The look of the mock-ups over Fusion: flat, 1 px borders, radius 3, a focus ring of 2 px, no
/// gradients and no shadows. QPushButton::setFlat and QToolButton::setAutoRaise drop the border.
/// Colours come from Theme::of the painted palette, so that one style serves both schemes.
/// QTabWidget and QTabBar look right in document mode.
class GatehouseStyle final : public QProxyStyle
{
    Q_OBJECT

public:
    GatehouseStyle();

    void polish(QWidget *widget) override;
    using QProxyStyle::polish;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                         SubControl subControl, const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option,
                         const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                           const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option,
                    const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *returned) const override;
};

} // namespace gatehouse::widgets
