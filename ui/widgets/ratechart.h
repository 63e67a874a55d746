#pragma once

#include "ui/widgets/timescale.h"

#include <QWidget>

namespace gatehouse::widgets {

/// How fast something was to be, as a line in steps, and how fast it was, as bars, over time; with
/// dashed lines where something happened. Not mirrored from right to left. The tooltip has the
/// numbers of the time under the mouse; what the chart says in words is the owner's accessible
/// description.
class RateChart final : public QWidget
{
    Q_OBJECT

public:
    struct Bar
    {
        TimeRange time;
        double perSecond = 0;
        double failedPerSecond = 0; ///< of these
        bool isPartial = false; ///< there is more to come, so it is pale
    };
    struct Step
    {
        TimeRange time;
        double perSecond = 0;
    };
    struct Mark
    {
        Timestamp at;
        QString text;
        bool isTrouble = false;
    };
    struct Series
    {
        TimeRange time;
        QList<Bar> bars;
        QList<Step> plan;
        QList<Mark> marks;
    };

    /// What is asked of the chart is its accessible name.
    explicit RateChart(const QString &question, QWidget *parent = nullptr);

    void setSeries(const Series &series);
    const Series &series() const { return m_series; }
    void setTimeZone(const QTimeZone &zone);
    /// "14:31:05: 18.2 a second, planned 20"; empty outside of what is shown.
    QString textAt(Timestamp time) const;
    /// Where a mark's line stands, in the widget; for tests.
    double markPosition(int mark) const;
    /// Where a rate is, in the widget; for tests.
    double heightOf(double perSecond) const;

    QSize sizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QRectF plot() const;
    void updateScale();
    void paintAxes(QPainter &painter) const;
    void paintLegend(QPainter &painter) const;
    void paintBars(QPainter &painter) const;
    void paintPlan(QPainter &painter) const;
    void paintMarks(QPainter &painter) const;

    Series m_series;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    TimeScale m_scale;
    double m_step = 1; ///< between two lines
    double m_top = 1; ///< at the upper line
};

} // namespace gatehouse::widgets
