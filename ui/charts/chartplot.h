#pragma once

#include "ui/charts/chartgroup.h"
#include "ui/charts/plotpaint.h"

#include <QChartView>
#include <QLineSeries>
#include <QPen>
#include <QTimer>
#include <QValueAxis>

#include <functional>

class QGraphicsLineItem;
class QGraphicsRectItem;

namespace gatehouse::charts {

/// The plot of one chart. Lines are QtCharts'; they get few points, in pixels of the plot, so that
/// time and values have one scale for everything in the picture. Time runs from left to right in
/// every language.
///
/// The mouse moves the group's cursor; a drag over buckets zooms (with Shift it asks for their
/// rows), a click asks for the rows of a bucket and of the series it hits, a double click resets,
/// the wheel pans and with Ctrl zooms. Left and Right move the cursor bucket by bucket (with Shift
/// they pan), Home and End to the ends, + and - zoom, Enter asks for rows, Escape resets.
class ChartPlot final : public QChartView
{
    Q_OBJECT

public:
    ChartPlot(const ChartDescriptor &descriptor, ChartGroup &group, QWidget *parent = nullptr);
    ~ChartPlot() override;

    void setData(const ChartData &data);
    const ChartData &data() const { return m_data; }
    const ChartDescriptor &descriptor() const { return m_descriptor; }
    /// Stacks stay linear: the parts of a logarithm do not add up.
    void setAxis(AxisKind axis);
    /// Whether the focus is shown; not in what is saved.
    void setFocusShown(bool shown) { m_isFocusShown = shown; }

    /// Where the group's cursor is; -1: nowhere.
    int cursorBucket() const;
    QColor colour(int series) const { return m_frame.colours.at(series); }
    const PlotFrame &frame() const { return m_frame; }
    /// What is drawn of a series, -1 being the sum: one line between two gaps each, in pixels of
    /// the plot, from its left and its bottom.
    QList<QList<QPointF>> drawnLines(int series) const;
    /// How many columns of pixels had to be looked at for the last picture, of all lines.
    std::size_t columnsRead() const;
    /// What happened where the mouse is on a letter; else nothing.
    QString noteAt(QPointF position) const;

signals:
    void recoloured(); ///< the theme has changed

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    bool viewportEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    class Item;
    struct Line
    {
        int series = -1;
        QPen pen;
        bool isDense = false; ///< it has more points than there are pixels
        Decimator decimator;
        QList<QLineSeries *> parts; ///< more than are needed are empty
    };

    void addItem(double z, std::function<void(QPainter &)> paint);
    void makeLines();
    void addLine(int series, const std::vector<double> &values);
    QPen penOf(int series, bool isDense) const;
    static void setPen(Line &line, const QPen &pen);
    void recolour();
    void place();
    void rescale();
    QList<QPointF> pointsOf(const Polyline &polyline) const;
    void drawLine(Line &line);
    void draw(Line &line, qsizetype part, const QList<QPointF> &points);
    void redraw();
    void showCursor();
    void describe();

    bool isInPlot(QPointF position) const { return m_frame.area.contains(position); }
    int bucketAt(double x) const;
    TimeRange dragged(double x) const;
    void endDrag(double x, bool asksForRows);
    int lineAt(QPointF position, int bucket) const;
    RowsQuestion questionAt(QPointF position) const;
    void ask(const RowsQuestion &question);
    void moveCursor(int by);
    void goTo(int bucket);
    bool goByKey(const QKeyEvent &event);
    bool zoomByKey(const QKeyEvent &event);
    bool letGo();

    ChartDescriptor m_descriptor;
    ChartGroup &m_group;
    ChartData m_data;
    PlotFrame m_frame;
    QValueAxis *m_across;
    QValueAxis *m_upwards;
    std::vector<Line> m_lines;
    QList<Item *> m_items;
    QGraphicsLineItem *m_cursorLine;
    QGraphicsRectItem *m_selection;
    std::optional<double> m_pressedAt; ///< where the button went down
    bool m_isDragging = false;
    bool m_isFocusShown = true;
    bool m_isCursorOurs = false; ///< the mouse over this plot has put it there
    QTimer m_secondClick; ///< while it runs, a second click means another thing
    RowsQuestion m_asked; ///< when it does not come
};

} // namespace gatehouse::charts
