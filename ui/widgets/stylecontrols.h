#pragma once

#include <QStyleOption>

class QPainter;

namespace gatehouse::widgets {

// What GatehouseStyle paints, one function for each kind of control.

void paintButtonLabel(QPainter &painter, const QStyleOptionButton &option, const QWidget *widget);
void paintToolButton(QPainter &painter, const QStyleOptionToolButton &option,
                     const QWidget *widget);
void paintComboBox(QPainter &painter, const QStyleOptionComboBox &option, const QWidget *widget);
void paintComboText(QPainter &painter, const QStyleOptionComboBox &option, const QRect &rect);
void paintSpinBox(QPainter &painter, const QStyleOptionSpinBox &option, const QRect &up,
                  const QRect &down);
void paintCheckMark(QPainter &painter, const QStyleOption &option);
void paintRadioMark(QPainter &painter, const QStyleOption &option);
void paintTabShape(QPainter &painter, const QStyleOptionTab &option);
void paintTabBase(QPainter &painter, const QStyleOption &option);
void paintProgress(QPainter &painter, const QStyleOptionProgressBar &option);
void paintHeader(QPainter &painter, const QStyleOptionHeader &option);
void paintScrollBar(QPainter &painter, const QStyleOptionSlider &option, const QRect &handle);
void paintMenuItem(QPainter &painter, const QStyleOptionMenuItem &option);

/// Widths and heights of the same.
QSize buttonSize(const QStyleOptionButton &option, const QSize &contents, const QWidget *widget);
QSize toolButtonSize(const QStyleOptionToolButton &option, const QSize &contents,
                     const QWidget *widget);
QRect scrollHandle(const QStyleOptionSlider &option);

} // namespace gatehouse::widgets
