#pragma once

#include "models/histogram/histogrammodel.h"
#include "ui/widgets/timescale.h"

#include <QWidget>

#include <optional>

namespace gatehouse::ui {

/// Bars of rows over time, stacked by status; not mirrored from right to left. What is not counted
/// yet is hatched, a bucket that is only partly within the range is pale.
///
/// A drag over buckets chooses their range, a click on one its newest moment, a double click what
/// there was before. Arrows move a cursor over the buckets (with Shift they select, Home and End go
/// to the ends), Enter chooses what the mouse would, Backspace is the double click, Escape lets go.
class HistogramChart final : public QWidget
{
    Q_OBJECT

public:
    explicit HistogramChart(QWidget *parent = nullptr);

    /// `isCurrent`: else it is what another filter gave, and pale.
    void setHistogram(const histogram::Histogram &histogram, bool isCurrent);
    const histogram::Histogram &histogram() const { return m_histogram; }
    void setTimeZone(const QTimeZone &zone);
    /// The buckets that a drag or the keyboard selects, or the one under the cursor; else nothing.
    std::optional<TimeRange> selection() const;
    /// More than one bucket is selected, or a drag is under way.
    bool hasSelection() const { return m_anchor >= 0; }
    /// "14:15 to 14:30: 2,310 (2,000 processed, 310 failed)"; empty when there is no such bucket.
    QString bucketText(int bucket) const;
    int cursor() const { return m_cursor; }
    /// Where a bucket's bar stands, in the widget; for tests and tooltips.
    QRectF barRect(int bucket) const;

    QSize sizeHint() const override;
    void setLow(bool isLow); ///< for small windows

signals:
    void selectionChanged();
    void rangeChosen(gatehouse::TimeRange range);
    void timeChosen(gatehouse::Timestamp time);
    void resetRequested();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    QRectF plot() const;
    int bucketAt(double x) const;
    double heightOf(qint64 rows) const;
    void updateScale();
    void moveCursor(int bucket, bool selects);
    void letGo();
    bool goByKey(const QKeyEvent &event);
    void choose();
    void paintAxes(QPainter &painter) const;
    void paintBar(QPainter &painter, int bucket) const;
    void paintUncounted(QPainter &painter) const;
    void paintSelection(QPainter &painter) const;
    void setSelection(int anchor, int cursor);

    histogram::Histogram m_histogram;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    widgets::TimeScale m_scale;
    qint64 m_step = 1; ///< rows between two lines
    qint64 m_top = 1; ///< rows at the upper line
    int m_anchor = -1; ///< where a selection began; -1: there is none
    int m_cursor = -1;
    double m_pressedAt = -1; ///< where the button went down; negative: it is up
    bool m_isCurrent = true;
    bool m_isLow = false;
};

} // namespace gatehouse::ui
