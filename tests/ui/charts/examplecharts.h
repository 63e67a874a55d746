#pragma once

#include "ui/charts/chartdata.h"

#include <array>
#include <cmath>

/// Charts like those of the look's Metrics page, over a day in buckets of 15 minutes.
namespace gatehouse::charts::examples {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

inline const Timestamp dayBegin{1'795'782'600s}; // 12:30 in UTC
inline constexpr int buckets = 96;

inline double wobble(int bucket, int seed)
{
    const double x = std::sin(bucket * 12.9898 + seed * 78.233) * 43758.5453;
    return x - std::floor(x);
}

/// Like a day: least in the middle.
inline double daily(int bucket)
{
    return 0.55 + 0.45 * std::cos(2 * 3.14159265 * (bucket + 2) / buckets);
}

inline bool isOutage(int bucket)
{
    return bucket >= 84 && bucket < 92;
}

inline bool isGap(int bucket)
{
    return bucket >= 50 && bucket < 53;
}

template <typename Value>
Series series(const QString &name, Value value, SeriesStyle style = SeriesStyle::Line,
              widgets::StatusShape status = widgets::StatusShape::None)
{
    Series series{name, name, style, status, {}};
    for (int bucket = 0; bucket < buckets; ++bucket)
        series.values.push_back(isGap(bucket) ? notMeasured : value(bucket));
    return series;
}

inline ChartData day()
{
    ChartData data;
    data.range = {dayBegin, dayBegin + buckets * 15min};
    data.step = {TimeStep::Unit::Minute, 15};
    for (int edge = 0; edge <= buckets; ++edge)
        data.edges.push_back(dayBegin + edge * 15min);
    data.completeUntil = dayBegin + (buckets - 1) * 15min;
    data.unmeasured = {{dayBegin + 50 * 15min, dayBegin + 53 * 15min}};
    data.annotations = {{u"C"_s, dayBegin + 38 * 15min + 10min, u"rotation, stripe acme"_s},
                        {u"A"_s, dayBegin + 83 * 15min + 9min, u"breaker opened, shop.acme"_s},
                        {u"B"_s, dayBegin + 92 * 15min + 1min, u"breaker closed"_s}};
    return data;
}

struct Example
{
    ChartDescriptor descriptor;
    ChartData data;
};

inline Example traffic()
{
    Example it{{u"traffic"_s, u"How much comes in?"_s, u"Events per min"_s, Unit::PerMinute,
                AxisKind::Linear, u"all"_s},
               day()};
    const std::array names{u"stripe"_s, u"shopify"_s, u"github"_s, u"hubspot"_s};
    const std::array shares{87.0, 54.0, 24.0, 21.0};
    for (int at = 0; at < 4; ++at)
        it.data.series.push_back(series(names[std::size_t(at)], [&, at](int bucket) {
            return shares[std::size_t(at)] * daily(bucket) * (0.9 + 0.2 * wobble(bucket, at));
        }));
    Series before = series(
        u"yesterday"_s, [](int bucket) { return 170 * daily(bucket) + 10 * wobble(bucket, 9); },
        SeriesStyle::Comparison);
    it.data.series.push_back(before);
    return it;
}

inline Example latency()
{
    Example it{{u"latency"_s,
                u"How slow is delivery?"_s,
                u"ms, log axis"_s,
                Unit::Milliseconds,
                AxisKind::Logarithmic,
                {},
                Objective{800, u"objective 800"_s}},
               day()};
    it.data.series = {
        series(u"p50"_s, [](int b) { return (isOutage(b) ? 180 : 115) + 20 * wobble(b, 1); }),
        series(u"p95"_s, [](int b) { return (isOutage(b) ? 2500 : 310) + 40 * wobble(b, 2); }),
        series(u"p99"_s, [](int b) { return (isOutage(b) ? 8500 : 700) + 90 * wobble(b, 3); })};
    return it;
}

inline Example heat()
{
    Example it{{u"heat"_s, u"Where does latency sit?"_s, u"Deliveries per bucket, ms"_s,
                Unit::Milliseconds, AxisKind::Logarithmic, u"all"_s},
               day()};
    for (double edge = 30; edge < 15'000; edge *= 1.5)
        it.data.heat.edges.push_back(edge);
    for (int bucket = 0; bucket < buckets; ++bucket) {
        for (int row = 0; row < it.data.heat.rows(); ++row) {
            const double off = row - (isOutage(bucket) && row > 8 ? 13.0 : 5.0);
            const double count = 400 * daily(bucket) * std::exp(-off * off / 2.2);
            it.data.heat.counts.push_back(isGap(bucket) ? notMeasured : std::floor(count));
        }
    }
    return it;
}

inline Example answers()
{
    using widgets::StatusShape;
    Example it{{u"answers"_s, u"What does WordPress answer?"_s, u"per 15 min"_s, Unit::Count},
               day()};
    it.data.series = {
        series(
            u"2xx"_s, [](int b) { return std::floor((isOutage(b) ? 1000 : 1500) * daily(b)); },
            SeriesStyle::Bars, StatusShape::Check),
        series(
            u"4xx"_s, [](int b) { return std::floor(9 * wobble(b, 5)); }, SeriesStyle::Bars,
            StatusShape::SlashedCircle),
        series(
            u"5xx"_s, [](int b) { return isOutage(b) ? 276.0 : std::floor(20 * wobble(b, 6)); },
            SeriesStyle::Bars, StatusShape::Cross)};
    return it;
}

inline Example backlog()
{
    using widgets::StatusShape;
    Example it{{u"backlog"_s, u"Does work pile up?"_s, u"Open at that time"_s, Unit::Count}, day()};
    it.data.series = {series(
                          u"dead letters"_s,
                          [](int b) { return b < 84 ? 30.0
                                          : b < 93  ? (b - 83) * 250.0
                                                    : 1038.0; },
                          SeriesStyle::Line, StatusShape::CrossedBox),
                      series(
                          u"jobs waiting"_s,
                          [](int b) { return (isOutage(b) ? 600 : 50) + 30 * wobble(b, 3); },
                          SeriesStyle::Line, StatusShape::Clock)};
    return it;
}

inline Example burn()
{
    Example it{{u"burn"_s, u"Is the error budget burning?"_s, u"99.5 % in 60 s"_s, Unit::Factor},
               day()};
    it.descriptor.zone = Zone{14.4, u"pages someone"_s};
    it.descriptor.ticks = {0, 2, 6, 14.4};
    it.data.series = {
        series(u"1 h"_s, [](int b) { return (isOutage(b) ? 14.5 : 0.6) + wobble(b, 2) / 2; }),
        series(u"6 h"_s, [](int b) { return b < 84 ? 0.7 : 0.7 + (b - 84) * 0.6; })};
    it.data.facts = {{u"left"_s, u"41 %"_s}};
    return it;
}

inline Example models()
{
    Example it{{u"models"_s, u"Which model is slow?"_s, u"p95"_s, Unit::Seconds}, day()};
    it.data.series = {
        series(u"large"_s, [](int b) { return 4.3 + wobble(b, 1) + (b > 55 && b < 65 ? 2 : 0); }),
        series(u"standard"_s, [](int b) { return 2 + 0.4 * wobble(b, 2); }),
        series(u"embed"_s, [](int b) { return 1.1 + 0.2 * wobble(b, 3); })};
    return it;
}

inline Example cost()
{
    Example it{{u"cost"_s, u"Who costs what?"_s, u"USD per h, by model"_s, Unit::Dollars}, day()};
    it.data.step = {TimeStep::Unit::Hour, 1};
    it.data.edges.clear();
    for (int edge = 0; edge <= 24; ++edge)
        it.data.edges.push_back(dayBegin + edge * 1h);
    it.data.completeUntil = it.data.range.until - 1h;
    for (const auto &[name, dollars] :
         {std::pair(u"large"_s, 1.31), {u"standard"_s, 0.74}, {u"embed"_s, 0.22}}) {
        Series each{name, name, SeriesStyle::Bars, widgets::StatusShape::None, {}};
        for (int hour = 0; hour < 24; ++hour)
            each.values.push_back(dollars * daily(4 * hour) * (0.8 + 0.4 * wobble(hour, 4)));
        it.data.series.push_back(each);
    }
    it.data.facts = {{u"today"_s, u"$38.12"_s}};
    return it;
}

inline Example cache()
{
    Example it{{u"cache"_s, u"Does the cache help?"_s, u"Hit rate"_s, Unit::Percent}, day()};
    it.data.series = {series(u"large"_s, [](int b) { return 60 + 12 * wobble(b, 1); }),
                      series(u"standard"_s, [](int b) { return 34 + 8 * wobble(b, 2); })};
    it.data.facts = {{u"saved"_s, u"$11.90"_s}};
    return it;
}

inline Example areas()
{
    Example it{{u"areas"_s, u"Events per 15 min, by source"_s, {}, Unit::Count}, day()};
    const std::array names{u"stripe"_s, u"shopify"_s, u"github"_s, u"hubspot"_s, u"other"_s};
    for (int at = 0; at < 5; ++at)
        it.data.series.push_back(series(
            names[std::size_t(at)],
            [at](int b) { return (900 - 150 * at) * daily(b) * (0.9 + 0.2 * wobble(b, at)); },
            SeriesStyle::Area));
    return it;
}

} // namespace gatehouse::charts::examples
