#include "ui/pages/secrets/versionchart.h"

#include "ui/widgets/theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace gatehouse::ui {

using widgets::TextSize;
using widgets::Theme;

namespace {

constexpr int legendHeight = 26;
constexpr int axisHeight = 20;
constexpr int axisWidth = 44;
constexpr int swatch = 10;

/// The next of 1, 2, 5, 10, 20, ...
double roundedUp(double value)
{
    const double power = std::pow(10.0, std::floor(std::log10(std::max(value, 1.0))));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (value <= step * power)
            return step * power;
    }
    return 10 * power;
}

} // namespace

VersionChart::VersionChart(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("versionChart"));
    setAccessibleName(tr("Requests per minute, by the version that signed them"));
    setMinimumHeight(sizeHint().height());
}

QSize VersionChart::sizeHint() const
{
    return {300, 176};
}

void VersionChart::setUsage(const secrets::SecretUsage &usage, const QDateTime &now,
                            const QTimeZone &zone)
{
    m_bars = secrets::usageBars(usage, now);
    m_zone = zone;
    m_rotatedAt = usage.retiring() ? usage.rotatedAt : QDateTime();
    setLegend(usage);
    setAccessibleDescription(
        tr("From %1 on, %2 minutes a bar")
            .arg(m_bars.from.toTimeZone(zone).toString(QStringLiteral("HH:mm")))
            .arg(m_bars.minutes));
    update();
}

/// The one with the lower number has the second colour, be it the old one or, rolled back, again
/// the active one.
void VersionChart::setLegend(const secrets::SecretUsage &usage)
{
    m_older.clear();
    m_newer.clear();
    const secrets::SecretVersion *active = usage.active();
    const secrets::SecretVersion *former = usage.retiring();
    if (!active)
        return;
    m_newer = tr("version %1").arg(active->version);
    if (!former)
        return;
    m_older = tr("version %1, old").arg(former->version);
    if (former->version > active->version)
        std::swap(m_older, m_newer);
}

QRect VersionChart::plot() const
{
    return rect().adjusted(axisWidth, legendHeight + 14, -12, -axisHeight);
}

double VersionChart::tallest() const
{
    qint64 most = 0;
    for (qsizetype at = 0; at < m_bars.older.size(); ++at)
        most = std::max(most, m_bars.older[at] + m_bars.newer[at]);
    return roundedUp(1.1 * double(most) / m_bars.minutes); // with room for what is written above
}

int VersionChart::xOf(const QDateTime &time) const
{
    const double span = double(m_bars.newer.size()) * m_bars.minutes * 60;
    return plot().left() + qRound(plot().width() * double(m_bars.from.secsTo(time)) / span);
}

void VersionChart::paintEvent(QPaintEvent *)
{
    if (m_bars.newer.isEmpty())
        return;
    QPainter painter(this);
    painter.setFont(widgets::uiFont(TextSize::Small));
    paintLegend(painter);
    paintGrid(painter);
    paintBars(painter);
    if (m_rotatedAt.isValid() && m_rotatedAt > m_bars.from)
        paintRotation(painter);
}

void VersionChart::paintLegend(QPainter &painter) const
{
    const Theme &theme = Theme::of(this);
    int left = 12;
    const auto add = [&](const QString &text, const QColor &colour) {
        if (text.isEmpty())
            return;
        painter.fillRect(left, (legendHeight - swatch) / 2, swatch, swatch, colour);
        painter.setPen(theme.text);
        const int width = painter.fontMetrics().horizontalAdvance(text) + 1;
        painter.drawText(QRect(left + swatch + 6, 0, width, legendHeight), Qt::AlignVCenter, text);
        left += swatch + 6 + width + 16;
    };
    add(m_newer, theme.series[0]);
    add(m_older, theme.series[1]);
}

void VersionChart::paintGrid(QPainter &painter) const
{
    const Theme &theme = Theme::of(this);
    const QRect area = plot();
    const double top = tallest();
    for (int line = 0; line <= 2; ++line) {
        const int y = area.bottom() - area.height() * line / 2;
        painter.fillRect(area.left(), y, area.width(), 1, line ? theme.grid : theme.borderStrong);
        painter.setPen(theme.textMuted);
        painter.drawText(QRect(0, y - 8, axisWidth - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                         QLocale().toString(top * line / 2));
    }
    constexpr int labels = 4;
    const qint64 span = m_bars.newer.size() * m_bars.minutes * 60;
    for (int at = 0; at < labels; ++at) {
        const QDateTime time = m_bars.from.addSecs(span * at / labels);
        painter.drawText(QRect(xOf(time), area.bottom() + 3, 60, 16), Qt::AlignLeft,
                         time.toTimeZone(m_zone).toString(QStringLiteral("HH:mm")));
    }
}

void VersionChart::paintBars(QPainter &painter) const
{
    const Theme &theme = Theme::of(this);
    const QRect area = plot();
    const double scale = area.height() / (tallest() * m_bars.minutes);
    const double step = double(area.width()) / double(m_bars.newer.size());
    const double width = std::max(1.0, step - 1);
    for (qsizetype at = 0; at < m_bars.newer.size(); ++at) {
        const double newer = double(m_bars.newer[at]) * scale;
        const double older = double(m_bars.older[at]) * scale;
        const double left = area.left() + step * double(at);
        painter.fillRect(QRectF(left, area.bottom() - newer, width, newer), theme.series[0]);
        painter.fillRect(QRectF(left, area.bottom() - newer - older, width, older),
                         theme.series[1]);
    }
}

void VersionChart::paintRotation(QPainter &painter) const
{
    const Theme &theme = Theme::of(this);
    const int x = xOf(m_rotatedAt);
    painter.setPen(QPen(theme.text, 1, Qt::DashLine));
    painter.drawLine(x, plot().top() - 12, x, plot().bottom());
    const QString text =
        tr("both valid, %1").arg(m_rotatedAt.toTimeZone(m_zone).toString(QStringLiteral("HH:mm")));
    const int width = painter.fontMetrics().horizontalAdvance(text) + 1;
    const bool fits = x + 4 + width < rect().right();
    painter.drawText(QRect(fits ? x + 4 : x - 4 - width, plot().top() - 16, width, 16),
                     Qt::AlignVCenter, text);
}

} // namespace gatehouse::ui
