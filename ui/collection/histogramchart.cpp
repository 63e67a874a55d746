#include "ui/collection/histogramchart.h"

#include "models/collection/celltext.h"
#include "models/collection/statuswords.h"
#include "ui/collection/shapes.h"
#include "ui/collection/statusstack.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QStyleOptionFocusRect>
#include <QToolTip>

#include <cmath>
#include <numeric>

namespace gatehouse::ui {

namespace size = widgets::size;
using widgets::Theme;

namespace {

constexpr int chartHeight = 104, lowChartHeight = 80;
constexpr int axisWidth = 44, axisHeight = 22, headRoom = 15;
constexpr double barGap = 1, leastSegment = 1;
constexpr double paleness = 0.5;
constexpr double linesApart = 20, lowLinesApart = 14; ///< at least
constexpr double ticksApart = 96;
constexpr double edgeMargin = 4; ///< between a label and the end of the window

/// 1, 2, 5, 10, 20, 25, 50 ...: the least that is not less.
qint64 roundedUp(double value)
{
    const double power = std::pow(10.0, std::floor(std::log10(std::max(value, 1.0))));
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        const bool isWhole = power > 1 || factor != 2.5;
        if (isWhole && value <= factor * power)
            return std::llround(factor * power);
    }
    return std::llround(10 * power);
}

QString axisText(qint64 rows)
{
    const auto shorter = [](double value, QChar unit) {
        return collection::displayLocale().toString(value, 'g', 3) + unit;
    };
    if (rows >= 1'000'000)
        return shorter(static_cast<double>(rows) / 1e6, u'M');
    return rows >= 1000 ? shorter(static_cast<double>(rows) / 1e3, u'k') : QString::number(rows);
}

QColor faded(QColor colour, double opacity)
{
    colour.setAlphaF(static_cast<float>(opacity));
    return colour;
}

} // namespace

HistogramChart::HistogramChart(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFont(widgets::uiFont(widgets::TextSize::Caption));
}

QSize HistogramChart::sizeHint() const
{
    return {400, m_isLow ? lowChartHeight : chartHeight};
}

void HistogramChart::setLow(bool isLow)
{
    m_isLow = isLow;
    updateGeometry();
}

void HistogramChart::setHistogram(const histogram::Histogram &histogram, bool isCurrent)
{
    const bool hasMoved = histogram.buckets.edges != m_histogram.buckets.edges;
    m_histogram = histogram;
    m_isCurrent = isCurrent;
    updateScale();
    if (hasMoved && m_pressedAt < 0)
        letGo();
    update();
}

void HistogramChart::setTimeZone(const QTimeZone &zone)
{
    m_zone = zone;
    update();
}

QRectF HistogramChart::plot() const
{
    return {axisWidth + 0.5, headRoom + 0.5, width() - axisWidth - size::panePadding - 1.0,
            height() - headRoom - axisHeight - 1.0};
}

void HistogramChart::updateScale()
{
    const QRectF area = plot();
    m_scale = {m_histogram.buckets.extent(), area.left(), area.right()};
    qint64 most = 1;
    for (int bucket = 0; bucket < m_histogram.buckets.size(); ++bucket)
        most = std::max(most, m_histogram.total(bucket));
    const double lines =
        std::max(1.0, std::floor(area.height() / (m_isLow ? lowLinesApart : linesApart)));
    m_step = roundedUp(static_cast<double>(most) / lines);
    m_top = (most + m_step - 1) / m_step * m_step;
}

double HistogramChart::heightOf(qint64 rows) const
{
    return static_cast<double>(rows) / static_cast<double>(m_top) * plot().height();
}

QRectF HistogramChart::barRect(int bucket) const
{
    const TimeRange range = m_histogram.buckets.bucket(bucket);
    const double left = m_scale.position(range.from);
    const double tall = heightOf(m_histogram.total(bucket));
    const double wide = std::max(1.0, m_scale.position(range.until) - left - barGap);
    return {left, plot().bottom() - tall, wide, tall};
}

int HistogramChart::bucketAt(double x) const
{
    return m_histogram.buckets.indexAt(m_scale.time(x));
}

std::optional<TimeRange> HistogramChart::selection() const
{
    if (m_cursor < 0)
        return std::nullopt;
    const int other = m_anchor < 0 ? m_cursor : m_anchor;
    const histogram::Buckets &buckets = m_histogram.buckets;
    return TimeRange{buckets.bucket(std::min(m_cursor, other)).from,
                     buckets.bucket(std::max(m_cursor, other)).until};
}

QString HistogramChart::bucketText(int bucket) const
{
    const histogram::Buckets &buckets = m_histogram.buckets;
    if (bucket < 0 || bucket >= buckets.size())
        return {};
    const TimeRange range = buckets.bucket(bucket);
    const QString span = buckets.step.unit > TimeStep::Unit::Hour
        ? widgets::stepText(range.from, buckets.step, m_zone, true)
        : tr("%1 to %2", "times")
              .arg(widgets::stepText(range.from, buckets.step, m_zone, true),
                   widgets::stepText(range.until, buckets.step, m_zone, false));
    if (m_histogram.countedFrom >= buckets.counted(bucket).until)
        return tr("%1: not counted yet").arg(span);
    const histogram::StatusCounts &counts = m_histogram.counts[std::size_t(bucket)];
    QStringList parts;
    for (const QString &status : stackedStatuses(counts))
        parts += collection::displayLocale().toString(counts.value(status)) + u' '
            + collection::statusTitle(status);
    const QString total = collection::displayLocale().toString(m_histogram.total(bucket));
    return parts.isEmpty() ? tr("%1: none").arg(span)
                           : tr("%1: %2 (%3)").arg(span, total, parts.join(QStringLiteral(", ")));
}

void HistogramChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::of(this);
    painter.fillRect(rect(), theme.base);
    painter.setLayoutDirection(Qt::LeftToRight);
    paintAxes(painter);
    if (!m_isCurrent)
        painter.setOpacity(paleness);
    for (int bucket = 0; bucket < m_histogram.buckets.size(); ++bucket)
        paintBar(painter, bucket);
    painter.setOpacity(1);
    paintUncounted(painter);
    paintSelection(painter);
    painter.setPen(theme.borderStrong);
    painter.drawLine(QPointF(axisWidth, plot().bottom()), QPointF(plot().right(), plot().bottom()));
    if (hasFocus()) {
        painter.setPen(QPen(theme.focus, size::focusRing));
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void HistogramChart::paintAxes(QPainter &painter) const
{
    const Theme &theme = Theme::of(this);
    const QRectF area = plot();
    for (qint64 rows = 0; rows <= m_top && m_histogram.buckets.size() > 0; rows += m_step) {
        const double y = std::floor(area.bottom() - heightOf(rows)) + 0.5;
        painter.setPen(theme.grid);
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(theme.textMuted);
        painter.drawText(QRectF(0, y - 8, axisWidth - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                         axisText(rows));
    }
    for (const auto &tick : m_scale.ticks(ticksApart, m_zone)) {
        const double x = std::floor(m_scale.position(tick.time)) + 0.5;
        painter.setPen(theme.borderStrong);
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 4));
        painter.setPen(theme.textMuted);
        const double left = std::clamp(x - ticksApart / 2, 0.0, width() - ticksApart - edgeMargin);
        const bool isMoved = left != x - ticksApart / 2;
        const Qt::Alignment across =
            isMoved ? (left > 0 ? Qt::AlignRight : Qt::AlignLeft) : Qt::AlignHCenter;
        painter.drawText(QRectF(left, area.bottom() + 5, ticksApart, 16),
                         int(across | Qt::AlignTop), tick.label);
    }
}

void HistogramChart::paintBar(QPainter &painter, int bucket) const
{
    const QRectF bar = barRect(bucket);
    painter.save();
    if (m_histogram.buckets.isPartial(bucket))
        painter.setOpacity(painter.opacity() * paleness);
    const histogram::StatusCounts &counts = m_histogram.counts[std::size_t(bucket)];
    double bottom = bar.bottom();
    for (const QString &status : stackedStatuses(counts)) {
        const double tall = std::max(heightOf(counts.value(status)), leastSegment);
        const widgets::ToneColours tone = Theme::of(this).tone(paintedShape(status));
        painter.fillRect(QRectF(bar.left(), bottom - tall, bar.width(), tall), tone.fill);
        bottom -= tall;
    }
    painter.restore();
}

void HistogramChart::paintUncounted(QPainter &painter) const
{
    const TimeRange extent = m_histogram.buckets.extent();
    if (m_histogram.isWhole() || extent.isEmpty())
        return;
    const QRectF area = plot();
    const double right = m_scale.position(m_histogram.countedFrom);
    painter.fillRect(QRectF(area.left(), area.top(), right - area.left(), area.height()),
                     QBrush(Theme::of(this).border, Qt::BDiagPattern));
}

void HistogramChart::paintSelection(QPainter &painter) const
{
    const auto chosen = selection();
    if (!chosen || (!hasSelection() && !hasFocus()))
        return;
    const QColor accent = Theme::of(this).accent;
    const double left = m_scale.position(chosen->from), right = m_scale.position(chosen->until);
    const QRectF area(left, headRoom - 7, right - left, plot().bottom() - headRoom + 7);
    painter.fillRect(area, faded(accent, 0.1));
    painter.fillRect(QRectF(left - 1, area.top(), 2, area.height()), accent);
    painter.fillRect(QRectF(right - 1, area.top(), 2, area.height()), accent);
    if (!hasSelection())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(accent);
    for (const double x : {left, right})
        painter.drawRoundedRect(QRectF(x - 3, area.center().y() - 8, 6, 16), 2, 2);
}

void HistogramChart::setSelection(int anchor, int cursor)
{
    if (anchor == m_anchor && cursor == m_cursor)
        return;
    m_anchor = anchor;
    m_cursor = cursor;
    setAccessibleDescription(bucketText(m_cursor));
    QAccessibleEvent told(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
    update();
    emit selectionChanged();
}

void HistogramChart::letGo()
{
    m_pressedAt = -1;
    setSelection(-1, -1);
}

void HistogramChart::moveCursor(int bucket, bool selects)
{
    const int last = m_histogram.buckets.size() - 1;
    if (last < 0)
        return;
    const int anchor = m_anchor < 0 ? m_cursor : m_anchor;
    setSelection(selects ? anchor : -1, std::clamp(bucket, 0, last));
}

void HistogramChart::choose()
{
    const auto chosen = selection();
    if (!chosen)
        return;
    const bool isRange = hasSelection();
    letGo();
    if (isRange)
        emit rangeChosen(*chosen);
    else
        emit timeChosen(chosen->until - std::chrono::microseconds(1));
}

void HistogramChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_scale.isEmpty())
        return QWidget::mousePressEvent(event);
    m_pressedAt = event->position().x();
}

void HistogramChart::mouseMoveEvent(QMouseEvent *event)
{
    if (m_pressedAt < 0)
        return;
    const double x = event->position().x();
    if (m_anchor >= 0 || std::abs(x - m_pressedAt) >= QApplication::startDragDistance())
        setSelection(bucketAt(m_pressedAt), bucketAt(x));
}

void HistogramChart::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_pressedAt < 0 || event->button() != Qt::LeftButton)
        return;
    const bool isDrag = m_anchor >= 0;
    if (!isDrag && plot().contains(m_pressedAt, plot().center().y()))
        m_cursor = bucketAt(m_pressedAt);
    m_pressedAt = -1;
    choose();
}

void HistogramChart::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        emit resetRequested();
}

bool HistogramChart::goByKey(const QKeyEvent &event)
{
    const bool selects = event.modifiers().testFlag(Qt::ShiftModifier);
    const int last = m_histogram.buckets.size() - 1;
    switch (event.key()) {
    case Qt::Key_Left:
        moveCursor(m_cursor < 0 ? last : m_cursor - 1, selects && m_cursor >= 0);
        return true;
    case Qt::Key_Right:
        moveCursor(m_cursor < 0 ? 0 : m_cursor + 1, selects && m_cursor >= 0);
        return true;
    case Qt::Key_Home:
        moveCursor(0, selects && m_cursor >= 0);
        return true;
    case Qt::Key_End:
        moveCursor(last, selects && m_cursor >= 0);
        return true;
    default:
        return false;
    }
}

void HistogramChart::keyPressEvent(QKeyEvent *event)
{
    if (goByKey(*event))
        return;
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return choose();
    case Qt::Key_Backspace:
        emit resetRequested();
        return;
    case Qt::Key_Escape:
        if (m_cursor >= 0 || m_pressedAt >= 0)
            return letGo();
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void HistogramChart::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    letGo();
}

void HistogramChart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateScale();
}

bool HistogramChart::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const bool isOnPlot = plot().contains(help->pos().x(), plot().center().y());
    const QString text = isOnPlot ? bucketText(bucketAt(help->pos().x())) : QString();
    QToolTip::showText(help->globalPos(), widgets::plainToolTip(text), this);
    return true;
}

} // namespace gatehouse::ui
