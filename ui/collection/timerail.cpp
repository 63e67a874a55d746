#include "ui/collection/timerail.h"

#include "ui/widgets/theme.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QKeyEvent>
#include <QPainter>

#include <cmath>

namespace gatehouse::ui {

namespace size = widgets::size;
using widgets::Theme;

namespace {

constexpr double markApart = 4, markHeight = 3, mostMark = 13.5, markEdge = 42;
constexpr double labelsApart = 52;
constexpr double leastBox = 12;
constexpr double fineStep = 4, coarseStep = 52; ///< of the keys, in pixels

/// "14h" for "14:00"; a day, and a time with seconds, in two lines: there is no more room.
QString railText(const widgets::TimeScale::Tick &tick)
{
    if (tick.label.count(u':') == 2)
        return tick.label.left(5) + QLatin1Char('\n') + tick.label.mid(6) + QStringLiteral(" s");
    if (tick.label.endsWith(QLatin1String(":00")))
        return tick.label.left(2) + u'h';
    QString label = tick.label;
    return label.replace(u' ', u'\n');
}

} // namespace

TimeRail::TimeRail(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setFixedWidth(size::timeRail);
    setFont(widgets::uiFont(widgets::TextSize::Caption));
    setAccessibleName(tr("Time of the rows"));
    setUnavailable({});
}

void TimeRail::setUnavailable(const QString &reason)
{
    m_isAvailable = reason.isEmpty();
    setFocusPolicy(m_isAvailable ? Qt::TabFocus : Qt::NoFocus);
    setToolTip(m_isAvailable ? tr("Goes to that time; the marks say how many rows there are")
                             : reason);
    update();
}

QSize TimeRail::sizeHint() const
{
    return {size::timeRail, 200};
}

void TimeRail::setHistogram(const histogram::Histogram &histogram)
{
    m_histogram = histogram;
    updateScale();
}

void TimeRail::setTimeZone(const QTimeZone &zone)
{
    m_zone = zone;
    update();
}

void TimeRail::setShown(TimeRange shown)
{
    if (m_shown == shown)
        return;
    m_shown = shown;
    const auto text = [this](Timestamp time) {
        return widgets::stepText(time, {TimeStep::Unit::Second, 1}, m_zone, true);
    };
    setAccessibleDescription(
        shown.isEmpty() ? QString()
                        : tr("%1 to %2", "times").arg(text(shown.from), text(shown.until)));
    update();
}

void TimeRail::updateScale()
{
    m_scale = {m_histogram.buckets.range, double(height()), 0};
    update();
}

QRectF TimeRail::box() const
{
    if (m_shown.isEmpty() || m_scale.isEmpty())
        return {};
    const double room = height() - 1.0;
    const double top = std::clamp(m_scale.position(m_shown.until), 0.0, room - leastBox);
    const double bottom = std::clamp(m_scale.position(m_shown.from), top + leastBox, room);
    return {0.5, top + 0.5, width() - 1.0, bottom - top};
}

void TimeRail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::of(this);
    painter.fillRect(rect(), theme.window);
    painter.setLayoutDirection(Qt::LeftToRight);
    painter.fillRect(QRect(0, 0, 1, height()), theme.border);
    painter.setOpacity(m_isAvailable ? 1 : 0.4);
    paintMarks(painter);
    paintLabels(painter);
    if (m_isAvailable)
        paintBox(painter);
    painter.setOpacity(1);
    if (hasFocus()) {
        painter.setPen(QPen(theme.focus, size::focusRing));
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void TimeRail::paintMarks(QPainter &painter) const
{
    qint64 most = 1;
    for (int bucket = 0; bucket < m_histogram.buckets.size(); ++bucket)
        most = std::max(most, m_histogram.total(bucket));
    for (double y = 0; y < height(); y += markApart) {
        const int bucket = m_histogram.buckets.indexAt(m_scale.time(y + markHeight / 2));
        const qint64 rows = bucket < 0 ? 0 : m_histogram.total(bucket);
        if (rows == 0)
            continue;
        // By the root, so that one burst does not make everything else alike.
        const double part = std::sqrt(static_cast<double>(rows) / static_cast<double>(most));
        const double wide = std::max(1.0, mostMark * part);
        painter.fillRect(QRectF(markEdge - wide, y, wide, markHeight), Theme::of(this).border);
    }
}

void TimeRail::paintLabels(QPainter &painter) const
{
    painter.setPen(Theme::of(this).textMuted);
    const double room = 2.0 * fontMetrics().height();
    for (const auto &tick : m_scale.ticks(labelsApart, m_zone)) {
        const double y = std::clamp(m_scale.position(tick.time) - room / 2, 0.0, height() - room);
        painter.drawText(QRectF(4, y, width() - 4.0, room), int(Qt::AlignLeft | Qt::AlignVCenter),
                         railText(tick));
    }
}

void TimeRail::paintBox(QPainter &painter) const
{
    const QRectF shown = box();
    if (shown.isEmpty())
        return;
    QColor inside = Theme::of(this).accent;
    painter.setPen(inside);
    inside.setAlphaF(0.16F);
    painter.setBrush(inside);
    painter.drawRect(shown);
    painter.setBrush(Qt::NoBrush);
}

void TimeRail::goTo(double y)
{
    if (m_isAvailable && !m_scale.isEmpty())
        emit timeChosen(m_scale.time(y));
}

void TimeRail::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        goTo(event->position().y());
}

void TimeRail::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        goTo(event->position().y());
}

void TimeRail::wheelEvent(QWheelEvent *event)
{
    if (m_wheelTarget)
        QCoreApplication::sendEvent(m_wheelTarget, event);
}

void TimeRail::keyPressEvent(QKeyEvent *event)
{
    const double top = m_shown.isEmpty() ? 0 : m_scale.position(m_shown.until);
    switch (event->key()) {
    case Qt::Key_Up:
        return goTo(top - fineStep);
    case Qt::Key_Down:
        return goTo(top + fineStep);
    case Qt::Key_PageUp:
        return goTo(top - coarseStep);
    case Qt::Key_PageDown:
        return goTo(top + coarseStep);
    default:
        QWidget::keyPressEvent(event);
    }
}

void TimeRail::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateScale();
}

} // namespace gatehouse::ui
