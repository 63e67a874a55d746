#include "ui/widgets/ratechart.h"

#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace gatehouse::widgets {

namespace {

constexpr int rateChartHeight = 116;
constexpr int rateAxisWidth = 44, rateAxisHeight = 22, legendHeight = 18, markHeight = 14;
constexpr double rateTicksApart = 96, rateLinesApart = 26;
constexpr double planWidth = 1.5, partialOpacity = 0.5;
constexpr int legendSwatch = 9;

/// 1, 2, 5, 10, 20, 50 ...: the least that is not less.
double roundRate(double value)
{
    const double power = std::pow(10.0, std::floor(std::log10(std::max(value, 1.0))));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (value <= factor * power)
            return factor * power;
    }
    return 10 * power;
}

QString rateText(double perSecond)
{
    return QLocale().toString(perSecond, 'f', perSecond < 10 && perSecond != std::floor(perSecond));
}

} // namespace

RateChart::RateChart(const QString &question, QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(question);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFont(uiFont(TextSize::Caption));
}

QSize RateChart::sizeHint() const
{
    return {400, rateChartHeight};
}

void RateChart::setSeries(const Series &series)
{
    m_series = series;
    updateScale();
    update();
}

void RateChart::setTimeZone(const QTimeZone &zone)
{
    m_zone = zone;
    update();
}

QRectF RateChart::plot() const
{
    const int above = legendHeight + markHeight;
    return {rateAxisWidth + 0.5, above + 0.5, width() - rateAxisWidth - size::panePadding - 1.0,
            height() - above - rateAxisHeight - 1.0};
}

void RateChart::updateScale()
{
    const QRectF area = plot();
    m_scale = {m_series.time, area.left(), area.right()};
    double most = 1;
    for (const Bar &bar : m_series.bars)
        most = std::max(most, bar.perSecond);
    for (const Step &step : m_series.plan)
        most = std::max(most, step.perSecond);
    const double lines = std::max(1.0, std::floor(area.height() / rateLinesApart));
    m_step = roundRate(most / lines);
    m_top = std::ceil(most / m_step) * m_step;
}

double RateChart::heightOf(double perSecond) const
{
    return plot().bottom() - perSecond / m_top * plot().height();
}

double RateChart::markPosition(int mark) const
{
    return m_scale.position(m_series.marks.at(mark).at);
}

QString RateChart::textAt(Timestamp time) const
{
    const auto during = [time](const auto &part) { return part.time.contains(time); };
    const auto bar = std::find_if(m_series.bars.begin(), m_series.bars.end(), during);
    const auto step = std::find_if(m_series.plan.begin(), m_series.plan.end(), during);
    if (!m_series.time.contains(time))
        return {};
    const QString moment = stepText(time, {TimeStep::Unit::Second, 1}, m_zone, false);
    const QString achieved = rateText(bar == m_series.bars.end() ? 0 : bar->perSecond);
    if (step == m_series.plan.end())
        return tr("%1: %2 a second, none planned").arg(moment, achieved);
    return tr("%1: %2 a second, planned %3").arg(moment, achieved, rateText(step->perSecond));
}

bool RateChart::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || m_scale.isEmpty())
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QString text =
        plot().contains(help->pos()) ? textAt(m_scale.time(help->pos().x())) : QString();
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), plainToolTip(text), this);
    return true;
}

void RateChart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateScale();
}

void RateChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::of(this);
    painter.fillRect(rect(), theme.base);
    painter.setLayoutDirection(Qt::LeftToRight);
    paintLegend(painter);
    paintAxes(painter);
    painter.save();
    painter.setClipRect(plot().adjusted(0, -1, 1, 1));
    paintBars(painter);
    paintPlan(painter);
    painter.restore();
    painter.setPen(theme.borderStrong);
    painter.drawLine(plot().bottomLeft(), plot().bottomRight());
    paintMarks(painter);
}

void RateChart::paintLegend(QPainter &painter) const
{
    const Theme &theme = Theme::of(this);
    double left = plot().left();
    const auto write = [&](const QString &text) {
        painter.setPen(theme.text);
        const double wide = painter.fontMetrics().horizontalAdvance(text) + 1;
        painter.drawText(QRectF(left + legendSwatch + 6, 0, wide, legendHeight), Qt::AlignVCenter,
                         text);
        left += legendSwatch + 6 + wide + size::gapGroups;
    };
    const double middle = legendHeight / 2.0;
    painter.fillRect(QRectF(left, middle - legendSwatch / 2.0, legendSwatch, legendSwatch),
                     theme.series[0]);
    write(tr("achieved, items a second"));
    painter.setPen(QPen(theme.text, planWidth));
    painter.drawLine(QPointF(left, middle), QPointF(left + legendSwatch, middle));
    write(tr("planned"));
    const auto hasFailed = [](const Bar &bar) { return bar.failedPerSecond > 0; };
    if (std::none_of(m_series.bars.begin(), m_series.bars.end(), hasFailed))
        return;
    painter.fillRect(QRectF(left, middle - legendSwatch / 2.0, legendSwatch, legendSwatch),
                     theme.failed.fill);
    write(tr("of these failed"));
}

void RateChart::paintAxes(QPainter &painter) const
{
    const Theme &theme = Theme::of(this);
    const QRectF area = plot();
    for (double rate = 0; rate <= m_top && !m_scale.isEmpty(); rate += m_step) {
        const double y = std::floor(heightOf(rate)) + 0.5;
        painter.setPen(theme.grid);
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(theme.textMuted);
        painter.drawText(QRectF(0, y - 8, rateAxisWidth - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                         rateText(rate));
    }
    for (const auto &tick : m_scale.ticks(rateTicksApart, m_zone)) {
        const double x = std::floor(m_scale.position(tick.time)) + 0.5;
        painter.setPen(theme.borderStrong);
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 4));
        painter.setPen(theme.textMuted);
        const double left =
            std::clamp(x - rateTicksApart / 2, 0.0, std::max(0.0, width() - rateTicksApart));
        painter.drawText(QRectF(left, area.bottom() + 5, rateTicksApart, 16),
                         Qt::AlignHCenter | Qt::AlignTop, tick.label);
    }
}

void RateChart::paintBars(QPainter &painter) const
{
    const Theme &theme = Theme::of(this);
    const double bottom = plot().bottom();
    for (const Bar &bar : m_series.bars) {
        const double left = m_scale.position(bar.time.from);
        const double wide = m_scale.position(bar.time.until) - left;
        const double shown = std::max(1.0, wide > 3 ? wide - 1 : wide);
        const double top = heightOf(bar.perSecond), failedTop = heightOf(bar.failedPerSecond);
        painter.setOpacity(bar.isPartial ? partialOpacity : 1);
        painter.fillRect(QRectF(left, top, shown, bottom - top), theme.series[0]);
        painter.fillRect(QRectF(left, failedTop, shown, bottom - failedTop), theme.failed.fill);
    }
    painter.setOpacity(1);
}

void RateChart::paintPlan(QPainter &painter) const
{
    painter.setPen(QPen(Theme::of(this).text, planWidth));
    const Step *former = nullptr;
    for (const Step &step : m_series.plan) {
        const double left = m_scale.position(step.time.from), y = heightOf(step.perSecond);
        if (former && former->time.until == step.time.from)
            painter.drawLine(QPointF(left, heightOf(former->perSecond)), QPointF(left, y));
        painter.drawLine(QPointF(left, y), QPointF(m_scale.position(step.time.until), y));
        former = &step;
    }
}

/// What would be written over the mark before it is left to the tooltip and the description.
void RateChart::paintMarks(QPainter &painter) const
{
    const Theme &theme = Theme::of(this);
    const QRectF area = plot();
    double free = area.right() + size::panePadding;
    for (int at = int(m_series.marks.size()) - 1; at >= 0; --at) {
        const Mark &mark = m_series.marks.at(at);
        const QColor colour = mark.isTrouble ? theme.failed.text : theme.textMuted;
        const double x = std::floor(markPosition(at)) + 0.5;
        const QLineF line(x, area.top() - markHeight, x, area.bottom());
        painter.setPen(QPen(theme.base, 3)); // so that it is seen over bars, too
        painter.drawLine(line);
        painter.setPen(QPen(colour, 1, Qt::DashLine));
        painter.drawLine(line);
        const double wide = painter.fontMetrics().horizontalAdvance(mark.text) + 1;
        const bool fitsRight = x + 4 + wide < free;
        const double left = fitsRight ? x + 4 : x - 4 - wide;
        if (!fitsRight && (x > free || left < area.left()))
            continue;
        painter.setPen(colour);
        painter.drawText(QRectF(left, legendHeight, wide, markHeight), Qt::AlignVCenter, mark.text);
        free = std::min(x, left);
    }
}

} // namespace gatehouse::widgets
