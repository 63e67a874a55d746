#include "ui/charts/chartplot.h"

#include <QAccessible>
#include <QGraphicsLineItem>
#include <QGraphicsRectItem>
#include <QPainter>

#include <algorithm>

namespace gatehouse::charts {

namespace size = widgets::size;
using widgets::Theme;

namespace {

constexpr double axisWidth = 48, axisHeight = 22, headRoom = 10, endMargin = 6;
constexpr double linesApart = 34; ///< of the values' axis, about
constexpr double strokeWidth = 1.5, thinStroke = 1;
constexpr double dotLength = 1; ///< of a value between two gaps
constexpr double selectionOpacity = 0.12;
// QtCharts' series are at 4 to 9 (its ChartPresenter).
constexpr double belowLines = 3, aboveLines = 20, cursorLevel = 21;

} // namespace

/// A layer of the picture that paints itself.
class ChartPlot::Item final : public QGraphicsItem
{
public:
    Item(QGraphicsItem *parent, double z, std::function<void(QPainter &)> paint)
        : QGraphicsItem(parent)
        , m_paint(std::move(paint))
    {
        setZValue(z);
    }

    void setExtent(const QRectF &extent)
    {
        prepareGeometryChange();
        m_extent = extent;
    }
    QRectF boundingRect() const override { return m_extent; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) override
    {
        painter->setFont(widgets::uiFont(widgets::TextSize::Caption));
        painter->setLayoutDirection(Qt::LeftToRight);
        m_paint(*painter);
    }

private:
    std::function<void(QPainter &)> m_paint;
    QRectF m_extent;
};

ChartPlot::ChartPlot(const ChartDescriptor &descriptor, ChartGroup &group, QWidget *parent)
    : QChartView(parent)
    , m_descriptor(descriptor)
    , m_group(group)
    , m_across(new QValueAxis(this))
    , m_upwards(new QValueAxis(this))
    , m_cursorLine(new QGraphicsLineItem(chart()))
    , m_selection(new QGraphicsRectItem(chart()))
{
    setLayoutDirection(Qt::LeftToRight);
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setRenderHint(QPainter::Antialiasing);
    setMinimumHeight(120);
    setAccessibleName(m_descriptor.title());
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    for (QValueAxis *axis : {m_across, m_upwards}) {
        axis->setVisible(false);
        chart()->addAxis(axis, axis == m_across ? Qt::AlignBottom : Qt::AlignLeft);
    }
    addItem(belowLines, [this](QPainter &painter) {
        paintBackdrop(painter, m_frame);
        paintHeat(painter, m_frame);
        paintStacks(painter, m_frame);
    });
    addItem(aboveLines, [this](QPainter &painter) {
        paintPartialPoints(painter, m_frame);
        paintObjective(painter, m_frame);
        if (m_group.notesShown())
            paintNotes(painter, m_frame);
    });
    m_cursorLine->setZValue(cursorLevel);
    m_selection->setZValue(cursorLevel);
    m_selection->hide();
    m_frame.descriptor = &m_descriptor;
    m_frame.data = &m_data;
    m_secondClick.setSingleShot(true);
    connect(&m_secondClick, &QTimer::timeout, this, [this] { m_group.askForRows(m_asked); });
    connect(&group, &ChartGroup::shownChanged, this, &ChartPlot::redraw);
    connect(&group, &ChartGroup::cursorChanged, this, [this] {
        showCursor();
        if (hasFocus()) // only who is there hears of it
            describe();
    });
    connect(&group, &ChartGroup::lookChanged, this, &ChartPlot::redraw);
    recolour();
}

ChartPlot::~ChartPlot() = default;

void ChartPlot::addItem(double z, std::function<void(QPainter &)> paint)
{
    m_items += new Item(chart(), z, std::move(paint));
}

void ChartPlot::setData(const ChartData &data)
{
    m_data = data;
    makeLines();
    recolour();
    rescale();
    redraw();
    describe();
}

void ChartPlot::setAxis(AxisKind axis)
{
    m_descriptor.axis = axis;
    rescale();
    redraw();
}

/// Points of partial buckets are not joined: what is counted of them would be taken for a fall.
void ChartPlot::addLine(int series, const std::vector<double> &values)
{
    std::vector<Sample> samples;
    samples.reserve(values.size());
    for (int bucket = 0; bucket < m_data.size(); ++bucket) {
        const double value = values[static_cast<std::size_t>(bucket)];
        samples.push_back({m_data.middle(bucket), m_data.isPartial(bucket) ? notMeasured : value});
    }
    m_lines.push_back({series, {}, false, Decimator(std::move(samples)), {}});
}

void ChartPlot::makeLines()
{
    chart()->removeAllSeries();
    m_lines.clear();
    bool hasLine = false;
    for (int at = 0; at < static_cast<int>(m_data.series.size()); ++at) {
        const Series &series = m_data.series[static_cast<std::size_t>(at)];
        hasLine |= series.style == SeriesStyle::Line;
        if (!ChartData::isStacked(series.style))
            addLine(at, series.values);
    }
    if (m_descriptor.sumName.isEmpty() || !hasLine)
        return;
    std::vector<double> sums;
    sums.reserve(static_cast<std::size_t>(m_data.size()));
    for (int bucket = 0; bucket < m_data.size(); ++bucket)
        sums.push_back(m_data.sum(bucket));
    addLine(-1, sums);
}

/// With square ends, and thin where there are more points than pixels: QtCharts paints piece by
/// piece, and round ends or a wider pen take twice as long for a picture that is the same.
QPen ChartPlot::penOf(int series, bool isDense) const
{
    const double usual = isDense ? thinStroke : strokeWidth;
    if (series < 0)
        return {m_frame.theme->text, usual};
    const bool isComparison =
        m_data.series[static_cast<std::size_t>(series)].style == SeriesStyle::Comparison;
    QPen pen(m_frame.colours[series], isComparison ? thinStroke : usual);
    const QList<double> dashes = isComparison ? QList<double>{2, 3} : dashesOf(series);
    if (!dashes.isEmpty()) {
        pen.setCapStyle(Qt::FlatCap);
        QList<double> pattern; // in widths of the pen
        for (const double length : dashes)
            pattern += length / pen.widthF();
        pen.setDashPattern(pattern);
    }
    return pen;
}

void ChartPlot::setPen(Line &line, const QPen &pen)
{
    line.pen = pen;
    for (QLineSeries *part : std::as_const(line.parts))
        part->setPen(pen);
}

void ChartPlot::recolour()
{
    m_frame.theme = &Theme::of(this);
    m_frame.colours.clear();
    for (const Series &series : m_data.series)
        m_frame.colours +=
            m_group.colours().colour(series, *m_frame.theme, ChartData::isStacked(series.style));
    for (Line &line : m_lines)
        setPen(line, penOf(line.series, line.isDense));
    setBackgroundBrush(m_frame.theme->base);
    m_cursorLine->setPen(QPen(m_frame.theme->accent, strokeWidth));
    QColor fill = m_frame.theme->accent;
    fill.setAlphaF(selectionOpacity);
    m_selection->setBrush(fill);
    m_selection->setPen(QPen(m_frame.theme->accent, thinStroke));
}

void ChartPlot::place()
{
    const QRectF all(QPointF(0, 0), QSizeF(viewport()->size()));
    m_frame.area = all.adjusted(axisWidth, headRoom, -endMargin, -axisHeight);
    if (m_frame.area.isEmpty())
        return;
    chart()->setPlotArea(m_frame.area);
    m_across->setRange(0, m_frame.area.width());
    m_upwards->setRange(0, m_frame.area.height());
    for (Item *item : std::as_const(m_items))
        item->setExtent(all);
}

/// The values' axis holds all that was read, so it stays where it is while time moves.
void ChartPlot::rescale()
{
    std::vector<double> values;
    for (const Series &series : m_data.series) {
        if (!ChartData::isStacked(series.style))
            values.insert(values.end(), series.values.begin(), series.values.end());
    }
    const bool isStack =
        std::any_of(m_data.series.begin(), m_data.series.end(),
                    [](const Series &series) { return ChartData::isStacked(series.style); });
    const bool hasSums = isStack || values.empty() || !m_descriptor.sumName.isEmpty();
    for (int bucket = 0; hasSums && m_data.heat.rows() == 0 && bucket < m_data.size(); ++bucket)
        values.push_back(m_data.sum(bucket));
    values.insert(values.end(), m_data.heat.edges.begin(), m_data.heat.edges.end());
    if (m_descriptor.objective)
        values.push_back(m_descriptor.objective->value);
    if (m_descriptor.zone)
        values.push_back(m_descriptor.zone->from * 1.2);
    const int lines = static_cast<int>(m_frame.area.height() / linesApart);
    m_frame.values = ValueScale::holding(values, isStack ? AxisKind::Linear : m_descriptor.axis,
                                         m_descriptor.unit, std::clamp(lines, 2, 8));
    if (!m_descriptor.ticks.empty())
        m_frame.values.setTicks(m_descriptor.ticks);
}

void ChartPlot::draw(Line &line, qsizetype part, const QList<QPointF> &points)
{
    while (part >= line.parts.size()) {
        auto *series = new QLineSeries(this);
        chart()->addSeries(series);
        series->attachAxis(m_across);
        series->attachAxis(m_upwards);
        series->setPen(line.pen); // behind addSeries, which gives it one of QtCharts' theme
        line.parts += series;
    }
    if (!points.isEmpty() || line.parts[part]->count() > 0)
        line.parts[part]->replace(points);
}

/// In pixels of the plot, from its left and its bottom, within it.
QList<QPointF> ChartPlot::pointsOf(const Polyline &polyline) const
{
    QList<QPointF> points;
    points.reserve(static_cast<qsizetype>(polyline.size()));
    for (const Sample &sample : polyline)
        points += QPointF(m_frame.x(sample.time) - m_frame.area.left(),
                          m_frame.values.fraction(sample.value) * m_frame.area.height());
    points = clipped(points, 0, m_frame.area.width());
    if (points.size() == 1)
        points += points.front() + QPointF(dotLength, 0);
    return points;
}

void ChartPlot::drawLine(Line &line)
{
    const int columns = static_cast<int>(std::ceil(m_frame.area.width() * devicePixelRatioF()));
    const std::vector<Polyline> polylines = line.decimator.polylines(m_group.shown(), columns);
    std::size_t count = 0;
    for (const Polyline &polyline : polylines)
        count += polyline.size();
    if (const bool isDense = count > std::size_t(columns); isDense != line.isDense) {
        line.isDense = isDense;
        setPen(line, penOf(line.series, isDense));
    }
    qsizetype part = 0;
    for (const Polyline &polyline : polylines) {
        const QList<QPointF> points = pointsOf(polyline);
        if (!points.isEmpty())
            draw(line, part++, points);
    }
    for (; part < line.parts.size(); ++part)
        draw(line, part, {});
}

void ChartPlot::redraw()
{
    if (m_frame.area.isEmpty())
        return;
    m_frame.time = {m_group.shown(), m_frame.area.left(), m_frame.area.right()};
    m_frame.zone = m_group.timeZone();
    for (Line &line : m_lines)
        drawLine(line);
    for (Item *item : std::as_const(m_items))
        item->update();
    showCursor();
}

QList<QList<QPointF>> ChartPlot::drawnLines(int series) const
{
    QList<QList<QPointF>> lines;
    for (const Line &line : m_lines) {
        for (const QLineSeries *part : line.parts) {
            if (line.series == series && part->count() > 0)
                lines += part->points();
        }
    }
    return lines;
}

std::size_t ChartPlot::columnsRead() const
{
    std::size_t read = 0;
    for (const Line &line : m_lines)
        read += line.decimator.columnsRead();
    return read;
}

int ChartPlot::cursorBucket() const
{
    return m_group.cursor() ? m_data.bucketAt(*m_group.cursor()) : -1;
}

void ChartPlot::showCursor()
{
    const int bucket = cursorBucket();
    const bool isShown = bucket >= 0 && m_frame.time.range().contains(m_data.middle(bucket));
    m_cursorLine->setVisible(isShown);
    if (isShown) {
        const double x = m_frame.x(m_data.middle(bucket));
        m_cursorLine->setLine(x, m_frame.area.top(), x, m_frame.area.bottom());
    }
}

void ChartPlot::describe()
{
    const int bucket = cursorBucket();
    setAccessibleDescription(bucket >= 0
                                 ? describeBucket(m_descriptor, m_data, bucket, m_group.timeZone())
                                 : describeChart(m_descriptor, m_data, m_group.timeZone()));
    QAccessibleEvent told(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
}

void ChartPlot::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    place();
    rescale();
    redraw();
}

void ChartPlot::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        recolour();
        redraw();
        emit recoloured();
    }
}

void ChartPlot::drawForeground(QPainter *painter, const QRectF &)
{
    if (!hasFocus() || !m_isFocusShown)
        return;
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(m_frame.theme->focus, size::focusRing));
    painter->drawRect(QRectF(viewport()->rect()).adjusted(1, 1, -1, -1));
}

void ChartPlot::focusInEvent(QFocusEvent *event)
{
    QChartView::focusInEvent(event);
    viewport()->update();
    describe();
}

void ChartPlot::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    viewport()->update();
}

} // namespace gatehouse::charts
