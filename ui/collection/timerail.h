#pragma once

#include "models/histogram/histogrammodel.h"
#include "ui/widgets/timescale.h"

#include <QPointer>
#include <QWidget>

namespace gatehouse::ui {

/// The whole of a list's time beside its table, newest at the top, in place of a scroll bar: marks
/// say how dense the rows are, a box what the table shows. A click or a drag goes to that time, so
/// do Up, Down, PageUp and PageDown. Not mirrored from right to left.
class TimeRail final : public QWidget
{
    Q_OBJECT

public:
    explicit TimeRail(QWidget *parent = nullptr);

    void setHistogram(const histogram::Histogram &histogram);
    void setTimeZone(const QTimeZone &zone);
    /// What the table shows, from its oldest row to its newest; empty: nothing.
    void setShown(TimeRange shown);
    /// Why no time can be gone to here; empty: one can.
    void setUnavailable(const QString &reason);
    bool isAvailable() const { return m_isAvailable; }
    /// Gets what the wheel does here; outlives the rail or not.
    void setWheelTarget(QWidget *target) { m_wheelTarget = target; }
    /// The box, and where a time is; in the widget.
    QRectF box() const;
    double position(Timestamp time) const { return m_scale.position(time); }

    QSize sizeHint() const override;

signals:
    void timeChosen(gatehouse::Timestamp time);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void updateScale();
    void goTo(double y);
    void paintMarks(QPainter &painter) const;
    void paintLabels(QPainter &painter) const;
    void paintBox(QPainter &painter) const;

    histogram::Histogram m_histogram;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    widgets::TimeScale m_scale;
    TimeRange m_shown;
    bool m_isAvailable = true;
    QPointer<QWidget> m_wheelTarget;
};

} // namespace gatehouse::ui
