#include "ui/charts/plotpaint.h"

#include "ui/widgets/plaintext.h"

#include <QPainter>

#include <algorithm>

namespace gatehouse::charts {

using namespace Qt::StringLiterals;
using widgets::Theme;

namespace {

constexpr double ticksApart = 64; ///< at least
constexpr double tickLength = 4;
constexpr double labelGap = 6, labelHeight = 16;
constexpr double barGap = 1, widestGapBar = 3; ///< narrower bars touch each other
constexpr double paleness = 0.45;
constexpr double letterBox = 12, letterRadius = 2;
constexpr int letterPixels = 9;
constexpr double pointRadius = 2.5;

double crisp(double position)
{
    return std::floor(position) + 0.5;
}

void paintValueAxis(QPainter &painter, const PlotFrame &frame)
{
    for (const double tick : frame.values.ticks()) {
        const double y = crisp(frame.y(tick));
        painter.setPen(frame.theme->grid);
        painter.drawLine(QPointF(frame.area.left(), y), QPointF(frame.area.right(), y));
        painter.setPen(frame.theme->textMuted);
        painter.drawText(QRectF(0, y - labelHeight / 2, frame.area.left() - labelGap, labelHeight),
                         Qt::AlignRight | Qt::AlignVCenter, axisText(tick, frame.descriptor->unit));
    }
}

void paintTimeAxis(QPainter &painter, const PlotFrame &frame)
{
    const double bottom = crisp(frame.area.bottom());
    const QFontMetricsF metrics(painter.font());
    for (const auto &tick : frame.time.ticks(ticksApart, frame.zone)) {
        const double x = crisp(frame.x(tick.time));
        painter.setPen(frame.theme->borderStrong);
        painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + tickLength));
        painter.setPen(frame.theme->textMuted);
        const double wide = metrics.horizontalAdvance(tick.label) + 2;
        const double left = std::min(x - wide / 2, frame.area.right() + tickLength - wide);
        painter.drawText(QRectF(left, bottom + tickLength + 1, wide, labelHeight),
                         Qt::AlignHCenter | Qt::AlignTop, tick.label);
    }
    painter.setPen(frame.theme->borderStrong);
    painter.drawLine(QPointF(frame.area.left(), bottom), QPointF(frame.area.right(), bottom));
}

void paintZone(QPainter &painter, const PlotFrame &frame, const Zone &zone)
{
    const double bottom = frame.y(zone.from);
    const QRectF shaded(frame.area.topLeft(), QPointF(frame.area.right(), bottom));
    painter.fillRect(shaded, frame.theme->failed.tint);
    painter.setPen(frame.theme->failed.text);
    painter.drawText(shaded.adjusted(4, 2, -4, 0), Qt::AlignLeft | Qt::AlignTop, zone.label);
}

/// The buckets in sight, from the first to behind the last.
std::pair<int, int> inSight(const PlotFrame &frame)
{
    const TimeRange shown = frame.time.range();
    const auto &edges = frame.data->edges;
    const auto first = std::upper_bound(edges.begin(), edges.end(), shown.from);
    const auto last = std::lower_bound(edges.begin(), edges.end(), shown.until);
    return {std::max(static_cast<int>(first - edges.begin()) - 1, 0),
            std::min(static_cast<int>(last - edges.begin()), frame.data->size())};
}

bool hasStyle(const PlotFrame &frame, SeriesStyle style)
{
    const auto &series = frame.data->series;
    return std::any_of(series.begin(), series.end(),
                       [style](const Series &each) { return each.style == style; });
}

/// Buckets that share a column of pixels are one: the tallest, so that no peak is lost.
template <typename Paint>
void forEachColumn(const PlotFrame &frame, const Paint &paint)
{
    int tallest = -1, column = 0;
    const auto [first, last] = inSight(frame);
    for (int bucket = first; bucket < last; ++bucket) {
        const int at = static_cast<int>(frame.x(frame.data->bucket(bucket).from));
        if (tallest >= 0 && at == column && frame.data->sum(bucket) <= frame.data->sum(tallest))
            continue;
        if (tallest >= 0 && at != column)
            paint(tallest);
        tallest = bucket;
        column = at;
    }
    if (tallest >= 0)
        paint(tallest);
}

/// What one series fills between two gaps, from bucket to bucket.
class AreaRun
{
public:
    void add(double x, const QRectF &part)
    {
        m_upper += QPointF(x, part.top());
        m_lower.prepend(QPointF(x, part.bottom()));
    }

    /// What there is so far; it goes on from its last point.
    void paint(QPainter &painter, double opacity)
    {
        if (m_upper.size() < 2)
            return;
        painter.setOpacity(opacity);
        painter.drawPolygon(QPolygonF(m_upper + m_lower));
        m_upper = {m_upper.last()};
        m_lower = {m_lower.first()};
    }

private:
    QList<QPointF> m_upper, m_lower;
};

void paintArea(QPainter &painter, const PlotFrame &frame, int series)
{
    AreaRun run;
    painter.setBrush(frame.colours[series]);
    const auto isOther = [series](const StackPart &part) { return part.series != series; };
    const auto [first, last] = inSight(frame);
    const int behind = std::min(last + 1, frame.data->size()); // the area leads to them
    for (int bucket = std::max(first - 1, 0); bucket < behind; ++bucket) {
        std::vector<StackPart> parts = stackOf(frame, bucket);
        std::erase_if(parts, isOther);
        const bool isPartial = frame.data->isPartial(bucket);
        if (parts.empty() || isPartial)
            run.paint(painter, 1);
        if (parts.empty()) {
            run = {};
            continue;
        }
        run.add(frame.x(frame.data->middle(bucket)), parts.front().rect);
        if (isPartial)
            run.paint(painter, paleness);
    }
    run.paint(painter, 1);
}

void paintAreas(QPainter &painter, const PlotFrame &frame)
{
    painter.setPen(Qt::NoPen);
    for (int at = 0; at < static_cast<int>(frame.data->series.size()); ++at) {
        if (frame.data->series[static_cast<std::size_t>(at)].style == SeriesStyle::Area)
            paintArea(painter, frame, at);
    }
}

void paintBars(QPainter &painter, const PlotFrame &frame)
{
    forEachColumn(frame, [&](int bucket) {
        painter.setOpacity(frame.data->isPartial(bucket) ? paleness : 1);
        for (const StackPart &part : stackOf(frame, bucket)) {
            if (frame.data->series[std::size_t(part.series)].style == SeriesStyle::Bars)
                painter.fillRect(part.rect & frame.area, frame.colours[part.series]);
        }
    });
}

void paintPointsOf(QPainter &painter, const PlotFrame &frame, int bucket)
{
    const double x = frame.x(frame.data->middle(bucket));
    if (x < frame.area.left() || x > frame.area.right())
        return;
    for (int at = 0; at < static_cast<int>(frame.data->series.size()); ++at) {
        const Series &series = frame.data->series[static_cast<std::size_t>(at)];
        const double value = series.values[static_cast<std::size_t>(bucket)];
        if (series.style != SeriesStyle::Line || !isMeasured(value))
            continue;
        painter.setPen(QPen(frame.colours[at], 1));
        painter.drawEllipse(QPointF(x, frame.y(value)), pointRadius, pointRadius);
    }
}

void paintLetter(QPainter &painter, const PlotFrame &frame, const Annotation &note)
{
    const QRectF box = letterRect(frame, note);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(frame.theme->textMuted);
    painter.drawRoundedRect(box, letterRadius, letterRadius);
    painter.setPen(frame.theme->base);
    QFont font = painter.font();
    font.setPixelSize(letterPixels);
    font.setBold(true);
    painter.setFont(font);
    painter.drawText(box, Qt::AlignCenter, widgets::visibleText(note.letter, 2));
}

} // namespace

QRectF PlotFrame::band(TimeRange range) const
{
    const double left = std::max(x(range.from), area.left());
    const double right = std::min(x(range.until), area.right());
    return right > left ? QRectF(left, area.top(), right - left, area.height()) : QRectF();
}

std::vector<StackPart> stackOf(const PlotFrame &frame, int bucket)
{
    std::vector<StackPart> parts;
    const QRectF band = frame.band(frame.data->bucket(bucket));
    const double gap = band.width() >= widestGapBar ? barGap : 0;
    double below = 0;
    for (int at = 0; at < static_cast<int>(frame.data->series.size()); ++at) {
        const Series &series = frame.data->series[static_cast<std::size_t>(at)];
        const double value = series.values[static_cast<std::size_t>(bucket)];
        if (!ChartData::isStacked(series.style) || !isMeasured(value))
            continue;
        const double bottom = frame.y(below), top = frame.y(below + value);
        below += value;
        parts.push_back(
            {at,
             QRectF(band.left() + gap / 2, top, std::max(band.width() - gap, 1.0), bottom - top)});
    }
    return parts;
}

QRectF letterRect(const PlotFrame &frame, const Annotation &note)
{
    return {crisp(frame.x(note.at)) - letterBox / 2, frame.area.top() - 4, letterBox, letterBox};
}

QRectF heatCell(const PlotFrame &frame, int bucket, int row)
{
    const auto edge = static_cast<std::size_t>(row);
    const QRectF band = frame.band(frame.data->bucket(bucket));
    const double top = std::round(frame.y(frame.data->heat.edges[edge + 1]));
    const double bottom = std::round(frame.y(frame.data->heat.edges[edge]));
    return {std::floor(band.left()), top, std::ceil(band.right()) - std::floor(band.left()),
            bottom - top};
}

int heatLevel(double count, double most)
{
    constexpr int levels = 6;
    if (!(count > 0))
        return 0;
    return std::clamp(static_cast<int>(std::ceil(std::sqrt(count / most) * levels)), 1, levels);
}

void paintBackdrop(QPainter &painter, const PlotFrame &frame)
{
    if (frame.descriptor->zone)
        paintZone(painter, frame, *frame.descriptor->zone);
    paintValueAxis(painter, frame);
    for (const TimeRange &range : frame.data->unmeasured)
        painter.fillRect(frame.band(range), frame.theme->window);
    paintTimeAxis(painter, frame);
}

void paintStacks(QPainter &painter, const PlotFrame &frame)
{
    painter.save();
    painter.setClipRect(frame.area);
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (hasStyle(frame, SeriesStyle::Bars))
        paintBars(painter, frame);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAreas(painter, frame);
    painter.restore();
}

void paintHeat(QPainter &painter, const PlotFrame &frame)
{
    const HeatMap &heat = frame.data->heat;
    const double most = heat.most();
    const auto [first, last] = inSight(frame);
    for (int bucket = first; bucket < last && heat.rows() > 0; ++bucket) {
        painter.setOpacity(frame.data->isPartial(bucket) ? paleness : 1);
        for (int row = 0; row < heat.rows(); ++row) {
            const int level = heatLevel(heat.count(bucket, row), most);
            if (level > 0)
                painter.fillRect(heatCell(frame, bucket, row), frame.theme->heat[level]);
        }
    }
    painter.setOpacity(1);
}

void paintPartialPoints(QPainter &painter, const PlotFrame &frame)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(frame.theme->base);
    const auto [first, last] = inSight(frame);
    const auto [whole, behindWhole] = frame.data->wholeBuckets();
    for (int bucket = first; bucket < std::min(whole, last); ++bucket)
        paintPointsOf(painter, frame, bucket);
    for (int bucket = std::max(behindWhole, first); bucket < last; ++bucket)
        paintPointsOf(painter, frame, bucket);
}

void paintObjective(QPainter &painter, const PlotFrame &frame)
{
    if (!frame.descriptor->objective)
        return;
    const double y = crisp(frame.y(frame.descriptor->objective->value));
    painter.setPen(QPen(frame.theme->textMuted, 1, Qt::DashLine));
    painter.drawLine(QPointF(frame.area.left(), y), QPointF(frame.area.right(), y));
    painter.drawText(
        QRectF(frame.area.left() + 4, y - labelHeight, frame.area.width() - 8, labelHeight),
        Qt::AlignLeft | Qt::AlignVCenter, frame.descriptor->objective->label);
}

void paintNotes(QPainter &painter, const PlotFrame &frame)
{
    for (const Annotation &note : frame.data->annotations) {
        if (!frame.time.range().contains(note.at))
            continue;
        painter.save();
        const double x = crisp(frame.x(note.at));
        QPen pen(frame.theme->textMuted, 1);
        pen.setDashPattern({2, 3});
        painter.setPen(pen);
        painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()));
        paintLetter(painter, frame, note);
        painter.restore();
    }
}

} // namespace gatehouse::charts
