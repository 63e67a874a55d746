#include "models/metrics/request.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>

namespace gatehouse::metrics {

using namespace std::chrono_literals;
using browsing::GaugeSeries;
using browsing::MetricSeries;

namespace {

struct RequestTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::metrics::MetricRequest)
};

constexpr int mostTold = 50; ///< series, as the API has it
constexpr std::size_t mostEdges = 10'000;
/// So long after its end an hour or day is surely there: the gateway measures a minute two minutes
/// after it is over.
constexpr std::chrono::minutes settling{5};

struct Width
{
    std::chrono::microseconds width;
    std::optional<std::chrono::microseconds> kept; ///< nothing: for ever
};
constexpr std::array widths{Width{24h, std::nullopt}, Width{1h, browsing::hoursKept},
                            Width{1min, browsing::minutesKept}};

bool isWhole(Timestamp time, std::chrono::microseconds width)
{
    return floorTo(time, width) == time;
}

std::size_t widestFor(const std::vector<Timestamp> &edges)
{
    const auto fits = [&](const Width &one) {
        return std::all_of(edges.begin(), edges.end(),
                           [&](Timestamp edge) { return isWhole(edge, one.width); });
    };
    return std::size_t(std::find_if(widths.begin(), widths.end() - 1, fits) - widths.begin());
}

/// The edges between two times, and these.
RequestPart partOf(const std::vector<Timestamp> &edges, Timestamp from, Timestamp until)
{
    RequestPart part;
    for (std::size_t bucket = 0; bucket + 1 < edges.size(); ++bucket) {
        const Timestamp begin = std::max(edges[bucket], from);
        if (begin >= std::min(edges[bucket + 1], until))
            continue;
        part.edges.push_back(begin);
        part.buckets.push_back(bucket);
    }
    part.edges.push_back(std::min(edges.back(), until));
    return part;
}

/// Rows are chosen by the edges, so one of them is made no whole hour.
RequestPart byMinutes(RequestPart part)
{
    if (widestFor(part.edges) + 1 < widths.size()) {
        part.edges.insert(part.edges.begin() + 1, part.edges.front() + 1min);
        part.buckets.insert(part.buckets.begin(), part.buckets.front());
    }
    return part;
}

/// Until when rows of that width tell it. The edges that are minutes anyway stay as they are.
Timestamp endOf(std::size_t width, std::size_t widest, Timestamp last, Timestamp now)
{
    if (width + 1 < widths.size())
        return std::min(last, floorTo(now - settling, widths[width].width));
    return width == widest ? last : std::min(last, floorTo(now, 1min) + 1min);
}

bool isMeasure(std::string_view name)
{
    const auto &known = browsing::measures;
    return isGauge(name) || std::find(known.begin(), known.end(), name) != known.end();
}

bool areLabels(const MetricRequest &request)
{
    const auto labels = browsing::labelsOf(request.measure);
    return request.by.empty()
        || std::find(labels.begin(), labels.end(), request.by) != labels.end();
}

bool areEdges(const std::vector<Timestamp> &edges)
{
    const auto isNoMinute = [](Timestamp edge) { return !isWhole(edge, 1min); };
    const auto isNotLater = [](Timestamp one, Timestamp next) { return one >= next; };
    return edges.size() >= 2 && edges.size() <= mostEdges
        && std::none_of(edges.begin(), edges.end(), isNoMinute)
        && std::adjacent_find(edges.begin(), edges.end(), isNotLater) == edges.end();
}

QString titleOf(std::string_view label)
{
    static const std::map<std::string_view, QString> titles{
        {"source", RequestTexts::tr("Source")},   {"tenant", RequestTexts::tr("Tenant")},
        {"event_type", RequestTexts::tr("Type")}, {"route", RequestTexts::tr("Route")},
        {"outcome", RequestTexts::tr("Outcome")}, {"service", RequestTexts::tr("Service")},
        {"env", RequestTexts::tr("Environment")}, {"agent", RequestTexts::tr("Agent")},
        {"model", RequestTexts::tr("Model")},     {"provider", RequestTexts::tr("Provider")},
        {"status", RequestTexts::tr("Status")}};
    return titles.at(label);
}

double amountOf(const browsing::MetricCell &cell)
{
    return double(cell.calls);
}
double amountOf(const browsing::GaugeCell &cell)
{
    return cell.value;
}

template <typename Series>
double amountOf(const Series &series)
{
    return std::accumulate(
        series.cells.begin(), series.cells.end(), 0.0,
        [](double sum, const auto &cell) { return sum + amountOf(cell.second); });
}

template <typename Series>
bool isLike(const Series &one, const Series &other)
{
    return one.isOther == other.isOther && one.value == other.value;
}

template <typename Series>
Series &seriesLike(std::vector<Series> &all, const Series &like)
{
    const auto known =
        std::find_if(all.begin(), all.end(), [&](const Series &one) { return isLike(one, like); });
    return known != all.end() ? *known : all.emplace_back(Series{like.value, like.isOther, {}});
}

/// Those with the most first; beyond `most` they are others.
template <typename Series>
void takeFirst(std::vector<Series> &all, int most)
{
    std::stable_sort(all.begin(), all.end(), [](const Series &one, const Series &two) {
        if (one.isOther || two.isOther)
            return !one.isOther;
        const double first = amountOf(one), second = amountOf(two);
        return first != second ? first > second : one.value < two.value;
    });
    std::set<std::string> told;
    for (const Series &series : all) {
        if (!series.isOther && int(told.size()) < most)
            told.insert(series.value);
    }
    hideSeries(all, [&](const std::string &value) { return told.contains(value); });
}

} // namespace

bool isGauge(std::string_view measure)
{
    const auto &known = browsing::gauges;
    return std::find(known.begin(), known.end(), measure) != known.end();
}

collection::Descriptor labelDescriptor(std::string_view measure)
{
    collection::Descriptor descriptor;
    descriptor.id = QStringLiteral("metrics");
    descriptor.view = QStringLiteral("console.metric_minute");
    descriptor.apiPath = QStringLiteral("metrics/query");
    descriptor.sortColumn = QStringLiteral("at");
    for (const std::string_view label : browsing::labelsOf(measure)) {
        collection::FilterField field;
        field.name = QString::fromUtf8(label.data(), qsizetype(label.size()));
        field.title = titleOf(label);
        descriptor.filters += field;
    }
    return descriptor;
}

Result<> validate(const MetricRequest &request)
{
    if (!isMeasure(request.measure) || !areLabels(request) || request.most < 1
        || request.most > mostTold || !areEdges(request.edges))
        return failure(ErrorKind::Invalid,
                       RequestTexts::tr("Nothing is measured like that: the measure, the label, "
                                        "the number of series or the steps cannot be used."));
    return collection::validate(labelDescriptor(request.measure), request.filter);
}

void shareLatencies(std::vector<MetricRequest> &requests)
{
    for (MetricRequest &request : requests) {
        MetricRequest withLatencies = request;
        withLatencies.tellsLatencies = true;
        if (std::find(requests.begin(), requests.end(), withLatencies) != requests.end())
            request.tellsLatencies = true;
    }
}

RequestParts partsOf(const MetricRequest &request, Timestamp now)
{
    const std::vector<Timestamp> &edges = request.edges;
    RequestParts all;
    const std::size_t widest = widestFor(edges);
    Timestamp from = edges.front();
    if (const auto kept = widths[widest].kept; kept && from < now - *kept + 1h) {
        const auto first = std::lower_bound(edges.begin(), edges.end(), now - *kept + 1h);
        from = first == edges.end() ? edges.back() : *first;
        all.measuredFrom = from;
    }
    if (isGauge(request.measure)) {
        if (from < edges.back())
            all.parts.push_back(partOf(edges, from, edges.back()));
        return all;
    }
    for (std::size_t width = widest; width < widths.size(); ++width) {
        const Timestamp until = endOf(width, widest, edges.back(), now);
        if (until <= from)
            continue;
        RequestPart part = partOf(edges, from, until);
        const bool isMinutes = width + 1 == widths.size();
        all.parts.push_back(isMinutes ? byMinutes(std::move(part)) : std::move(part));
        from = until;
    }
    return all;
}

void PartMerger::noteUntil(const RequestPart &part, std::optional<Timestamp> measuredUntil)
{
    if (m_isOver)
        return;
    m_merged.measuredUntil = measuredUntil;
    m_isOver = !measuredUntil || *measuredUntil < part.edges.back();
}

void PartMerger::add(const RequestPart &part, const browsing::Metrics &answer)
{
    for (const MetricSeries &series : answer.series) {
        MetricSeries &merged = seriesLike(m_merged.series, series);
        for (const auto &[bucket, cell] : series.cells)
            merged.cells[part.buckets[bucket]].merge(cell);
    }
    noteUntil(part, answer.measuredUntil);
}

void PartMerger::add(const RequestPart &part, const browsing::Gauges &answer)
{
    std::set<std::size_t> looks;
    for (const GaugeSeries &series : answer.series) {
        GaugeSeries &merged = seriesLike(m_merged.gauges, series);
        for (const auto &[bucket, cell] : series.cells) {
            merged.cells[part.buckets[bucket]] = cell;
            looks.insert(part.buckets[bucket]);
        }
    }
    for (GaugeSeries &merged : m_merged.gauges) {
        const bool isTold =
            std::any_of(answer.series.begin(), answer.series.end(),
                        [&](const GaugeSeries &series) { return isLike(merged, series); });
        for (const std::size_t bucket : looks) {
            if (!isTold)
                merged.cells[bucket] = {}; // nothing of it stood open at the later look
        }
    }
    // A look is of its minute.
    noteUntil(part,
              answer.measuredUntil ? std::optional(*answer.measuredUntil + 1min) : std::nullopt);
}

MetricAnswer PartMerger::taken(int most, bool hasLabel) &&
{
    if (hasLabel)
        std::erase_if(m_merged.gauges,
                      [](const GaugeSeries &series) { return amountOf(series) <= 0; });
    takeFirst(m_merged.series, most);
    takeFirst(m_merged.gauges, most);
    return std::move(m_merged);
}

} // namespace gatehouse::metrics
