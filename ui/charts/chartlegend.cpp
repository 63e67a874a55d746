#include "ui/charts/chartlegend.h"

#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"

#include <QPainter>

#include <algorithm>

namespace gatehouse::charts {

using namespace Qt::StringLiterals;
using widgets::Theme;

namespace {

constexpr int legendHeight = 20;
constexpr double entryGap = 10, partGap = 5;
constexpr double lineSwatch = 14, boxSwatch = 10, swatchRadius = 2, swatchLine = 2;
constexpr double rampCell = 15;

double swatchWidth(ChartLegend::Swatch swatch)
{
    switch (swatch) {
    case ChartLegend::Swatch::Line:
        return lineSwatch + partGap;
    case ChartLegend::Swatch::Box:
        return boxSwatch + partGap;
    case ChartLegend::Swatch::None:
        break;
    }
    return 0;
}

double widthOf(const QString &text, const QFont &font)
{
    return text.isEmpty() ? 0 : QFontMetricsF(font).horizontalAdvance(text);
}

} // namespace

ChartLegend::ChartLegend(QWidget *parent)
    : QWidget(parent)
    , m_bold(widgets::uiFont(widgets::TextSize::Caption, widgets::Weight::Bold))
{
    setFont(widgets::uiFont(widgets::TextSize::Caption));
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

QSize ChartLegend::sizeHint() const
{
    return {200, legendHeight};
}

void ChartLegend::setEntries(const QList<Entry> &entries)
{
    m_entries.clear();
    QStringList said;
    for (Entry entry : entries) {
        entry.name = widgets::visibleText(entry.name, 200);
        said += entry.value.isEmpty() ? entry.name : entry.name + u' ' + entry.value;
        m_entries += entry;
    }
    setToolTip(widgets::plainToolTip(said.join(u'\n')));
    setAccessibleName(said.join(u", "_s));
    update();
}

void ChartLegend::setRamp(const Ramp &ramp)
{
    m_ramp = ramp;
    update();
}

void ChartLegend::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    update();
}

/// How long a name may be so that everything fits: the long ones give way, the short ones stay.
double ChartLegend::nameWidth(const QList<Entry> &entries, double available) const
{
    QList<double> names;
    for (const Entry &entry : entries) {
        available -= swatchWidth(entry.swatch) + widthOf(entry.value, m_bold) + partGap + entryGap;
        names += widthOf(entry.name, font());
    }
    std::sort(names.begin(), names.end());
    qsizetype left = names.size();
    for (const double name : std::as_const(names)) {
        if (name * double(left) > available)
            return std::max(available / double(left), 0.0);
        available -= name;
        --left;
    }
    return names.isEmpty() ? 0 : names.back() + 1;
}

QList<ChartLegend::Entry> ChartLegend::shownEntries(double available) const
{
    double needed = 0;
    const auto need = [this](const Entry &entry) {
        return swatchWidth(entry.swatch) + widthOf(entry.name, font()) + partGap
            + widthOf(entry.value, m_bold) + entryGap;
    };
    for (const Entry &entry : m_entries)
        needed += need(entry);
    QList<Entry> shown = m_entries;
    for (qsizetype at = shown.size() - 1; at >= 0 && needed > available; --at) {
        if (shown[at].isOptional)
            needed -= need(shown.takeAt(at));
    }
    return shown;
}

void ChartLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setLayoutDirection(Qt::LeftToRight);
    double left = m_ramp.colours.isEmpty() ? 0 : paintRamp(painter);
    const double available = width() + entryGap - left;
    const QList<Entry> shown = shownEntries(available);
    const double longest = nameWidth(shown, available);
    for (const Entry &entry : shown)
        left += paintEntry(painter, entry, left, longest) + entryGap;
}

double ChartLegend::paintRamp(QPainter &painter) const
{
    double left = 0;
    const auto write = [&](const QString &text) {
        painter.setPen(Theme::of(this).textMuted);
        painter.drawText(QRectF(left, 0, width() - left, height()), Qt::AlignVCenter, text);
        left += widthOf(text, font()) + partGap;
    };
    write(m_ramp.least);
    for (const QColor &colour : m_ramp.colours) {
        painter.fillRect(QRectF(left, (height() - boxSwatch) / 2.0, rampCell, boxSwatch), colour);
        left += rampCell;
    }
    left += partGap;
    write(m_ramp.most);
    return left + entryGap - partGap;
}

void ChartLegend::paintSwatch(QPainter &painter, const Entry &entry, double left) const
{
    const double middle = height() / 2.0;
    if (entry.swatch == Swatch::Line) {
        QPen pen(entry.colour, swatchLine);
        pen.setCapStyle(Qt::FlatCap);
        QList<double> pattern;
        for (const double length : entry.dashes)
            pattern += length / swatchLine;
        if (!pattern.isEmpty())
            pen.setDashPattern(pattern);
        painter.setPen(pen);
        painter.drawLine(QPointF(left, middle), QPointF(left + lineSwatch, middle));
    } else if (entry.swatch == Swatch::Box) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(entry.colour);
        painter.drawRoundedRect(QRectF(left, middle - boxSwatch / 2, boxSwatch, boxSwatch),
                                swatchRadius, swatchRadius);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
}

double ChartLegend::paintEntry(QPainter &painter, const Entry &entry, double left,
                               double longest) const
{
    const double from = left;
    paintSwatch(painter, entry, left);
    left += swatchWidth(entry.swatch);
    const QString name =
        QFontMetricsF(font()).elidedText(entry.name, Qt::ElideRight, longest + 0.5);
    painter.setFont(font());
    painter.setPen(Theme::of(this).textMuted);
    painter.drawText(QRectF(left, 0, widthOf(name, font()) + 1, height()), Qt::AlignVCenter, name);
    left += widthOf(name, font()) + partGap;
    painter.setFont(m_bold);
    painter.setPen(Theme::of(this).text);
    painter.drawText(QRectF(left, 0, widthOf(entry.value, m_bold) + 1, height()), Qt::AlignVCenter,
                     entry.value);
    return left + widthOf(entry.value, m_bold) - from;
}

} // namespace gatehouse::charts
