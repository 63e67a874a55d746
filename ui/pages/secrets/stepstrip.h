#pragma once

#include "models/secrets/rotationwords.h"

#include <QWidget>

namespace gatehouse::ui {

/// The six steps of a rotation in a row: what is done has a check, what comes its number, and what
/// is to be done now is filled and bold. All of it is its accessible description, too.
class StepStrip : public QWidget
{
    Q_OBJECT

public:
    explicit StepStrip(QWidget *parent = nullptr);

    void setSteps(const QList<secrets::Step> &steps);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintStep(QPainter &painter, int position, const QRect &place) const;
    void paintSign(QPainter &painter, int position, const QRect &place) const;

    QList<secrets::Step> m_steps;
};

} // namespace gatehouse::ui
