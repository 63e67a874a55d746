// The mouse and the keyboard over a plot.
#include "ui/charts/chartplot.h"
#include "ui/widgets/plaintext.h"

#include <QApplication>
#include <QGraphicsRectItem>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QStyleHints>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

namespace gatehouse::charts {

namespace {

constexpr double nearBy = 8; ///< from a line, to mean it
constexpr double panStep = 0.1, zoomStep = 1.25, keyZoom = 2;
constexpr double wheelNotch = 120;

double distance(QPointF point, QPointF from, QPointF to)
{
    const QPointF way = to - from;
    const double length = QPointF::dotProduct(way, way);
    const double part =
        length > 0 ? std::clamp(QPointF::dotProduct(point - from, way) / length, 0.0, 1.0) : 0;
    const QPointF off = point - (from + part * way);
    return std::hypot(off.x(), off.y());
}

} // namespace

bool ChartPlot::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave && m_isCursorOurs) {
        m_isCursorOurs = false;
        m_group.setCursor({});
    }
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), widgets::plainToolTip(noteAt(help->pos())), this);
        return true;
    }
    return QChartView::viewportEvent(event);
}

QString ChartPlot::noteAt(QPointF position) const
{
    for (const Annotation &note : m_data.annotations) {
        const QRectF letter = letterRect(m_frame, note);
        if (m_group.notesShown() && letter.contains(position))
            return widgets::stepText(note.at, {TimeStep::Unit::Minute, 1}, m_frame.zone, false)
                + u' ' + note.text;
    }
    return {};
}

int ChartPlot::bucketAt(double x) const
{
    return m_data.bucketAt(m_frame.time.time(x));
}

/// From the bucket where the button went down to the one that is there now.
TimeRange ChartPlot::dragged(double x) const
{
    const int from = bucketAt(std::min(*m_pressedAt, x)), to = bucketAt(std::max(*m_pressedAt, x));
    const int first = from < 0 ? 0 : from, last = to < 0 ? m_data.size() - 1 : to;
    return {m_data.bucket(first).from, m_data.bucket(last).until};
}

void ChartPlot::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && isInPlot(event->position()) && m_data.size() > 0)
        m_pressedAt = event->position().x();
}

void ChartPlot::mouseMoveEvent(QMouseEvent *event)
{
    const double x = event->position().x();
    if (m_pressedAt && std::abs(x - *m_pressedAt) >= QApplication::startDragDistance())
        m_isDragging = true;
    if (m_isDragging) {
        m_selection->setRect(m_frame.band(dragged(x)));
        m_selection->show();
    }
    if (isInPlot(event->position())) {
        m_isCursorOurs = true;
        m_group.setCursor(m_frame.time.time(x));
    }
}

void ChartPlot::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_pressedAt || event->button() != Qt::LeftButton)
        return;
    if (m_isDragging)
        endDrag(event->position().x(), event->modifiers().testFlag(Qt::ShiftModifier));
    else
        ask(questionAt(event->position()));
    m_pressedAt.reset();
}

void ChartPlot::endDrag(double x, bool asksForRows)
{
    const TimeRange range = dragged(x);
    m_isDragging = false;
    m_selection->hide();
    if (asksForRows)
        m_group.askForRows({m_descriptor.id, {}, range});
    else
        m_group.zoomTo(range);
}

void ChartPlot::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_secondClick.stop();
    m_group.reset();
}

/// The series whose line passes nearest, within a few pixels; -1: none.
int ChartPlot::lineAt(QPointF position, int bucket) const
{
    int nearest = -1;
    double least = nearBy;
    for (int at = 0; at < static_cast<int>(m_data.series.size()); ++at) {
        const Series &series = m_data.series[static_cast<std::size_t>(at)];
        if (series.style != SeriesStyle::Line)
            continue;
        const auto pointOf = [&](int of) {
            return QPointF(m_frame.x(m_data.middle(of)),
                           m_frame.y(series.values[static_cast<std::size_t>(of)]));
        };
        for (int other = std::max(bucket - 1, 0); other <= std::min(bucket + 1, m_data.size() - 1);
             ++other) {
            if (!isMeasured(series.values[static_cast<std::size_t>(bucket)])
                || !isMeasured(series.values[static_cast<std::size_t>(other)]))
                continue;
            const double off = distance(position, pointOf(bucket), pointOf(other));
            if (off < least) {
                least = off;
                nearest = at;
            }
        }
    }
    return nearest;
}

RowsQuestion ChartPlot::questionAt(QPointF position) const
{
    const int bucket = bucketAt(position.x());
    if (bucket < 0)
        return {};
    RowsQuestion question{m_descriptor.id, {}, m_data.bucket(bucket)};
    for (int row = 0; row < m_data.heat.rows(); ++row) {
        if (heatCell(m_frame, bucket, row).contains(position)
            && m_data.heat.count(bucket, row) > 0) {
            question.valuesFrom = m_data.heat.edges[static_cast<std::size_t>(row)];
            question.valuesUntil = m_data.heat.edges[static_cast<std::size_t>(row) + 1];
        }
    }
    int hit = lineAt(position, bucket);
    for (const StackPart &part : stackOf(m_frame, bucket)) {
        if (part.rect.top() <= position.y() && position.y() < part.rect.bottom())
            hit = part.series;
    }
    if (hit >= 0)
        question.series = m_data.series[static_cast<std::size_t>(hit)].key;
    return question;
}

/// At once, unless a second click may still turn it into a reset.
void ChartPlot::ask(const RowsQuestion &question)
{
    if (question.range.isEmpty())
        return;
    if (!m_group.isZoomed())
        return m_group.askForRows(question);
    m_asked = question;
    m_secondClick.start(QGuiApplication::styleHints()->mouseDoubleClickInterval());
}

/// What cannot be panned is left to who scrolls the page.
void ChartPlot::wheelEvent(QWheelEvent *event)
{
    const QPoint turned = event->angleDelta();
    const double notches = (turned.y() != 0 ? turned.y() : turned.x()) / wheelNotch;
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        m_group.zoomAt(m_frame.time.time(event->position().x()), std::pow(zoomStep, notches));
        event->accept();
    } else {
        event->setAccepted(m_group.isZoomed());
        m_group.panBy(-notches * panStep);
    }
}

void ChartPlot::goTo(int bucket)
{
    if (m_data.size() == 0)
        return;
    m_isCursorOurs = false;
    m_group.setCursor(m_data.middle(std::clamp(bucket, 0, m_data.size() - 1)));
    const Timestamp at = *m_group.cursor();
    const TimeRange shown = m_group.shown();
    if (at < shown.from || at >= shown.until) { // follows
        const auto way = at < shown.from ? at - shown.from : at - shown.until;
        const double part = double(way.count()) / double(shown.length().count());
        m_group.panBy(part + (part < 0 ? -panStep : panStep));
    }
}

void ChartPlot::moveCursor(int by)
{
    const int bucket = cursorBucket();
    goTo(bucket >= 0 ? bucket + by : m_data.lastWhole());
}

bool ChartPlot::goByKey(const QKeyEvent &event)
{
    const bool pans = event.modifiers().testFlag(Qt::ShiftModifier);
    const bool isLeft = event.key() == Qt::Key_Left;
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (pans)
            m_group.panBy(isLeft ? -panStep : panStep);
        else
            moveCursor(isLeft ? -1 : 1);
        return true;
    case Qt::Key_Home:
        goTo(0);
        return true;
    case Qt::Key_End:
        goTo(m_data.size() - 1);
        return true;
    default:
        return false;
    }
}

bool ChartPlot::zoomByKey(const QKeyEvent &event)
{
    const bool zoomsIn = event.key() == Qt::Key_Plus || event.key() == Qt::Key_Equal;
    if (!zoomsIn && event.key() != Qt::Key_Minus)
        return false;
    const TimeRange shown = m_group.shown();
    const Timestamp around = m_group.cursor().value_or(shown.from + shown.length() / 2);
    m_group.zoomAt(around, zoomsIn ? keyZoom : 1 / keyZoom);
    return true;
}

bool ChartPlot::letGo()
{
    const bool held = m_pressedAt || m_group.cursor() || m_group.isZoomed();
    m_pressedAt.reset();
    m_isDragging = false;
    m_selection->hide();
    m_group.setCursor({});
    m_group.reset();
    return held;
}

void ChartPlot::keyPressEvent(QKeyEvent *event)
{
    if (goByKey(*event) || zoomByKey(*event))
        return;
    const int bucket = cursorBucket();
    const bool enters = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enters && bucket >= 0)
        return m_group.askForRows({m_descriptor.id, {}, m_data.bucket(bucket)});
    if (event->key() == Qt::Key_Escape && letGo())
        return;
    event->ignore();
}

} // namespace gatehouse::charts
