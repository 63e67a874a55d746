#include "services/gateway/admin/measures.h"

#include "services/browsing/gauges.h"
#include "services/browsing/metrics.h"
#include "services/browsing/shownvalues.h"
#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/listquery.h"
#include "services/gateway/admin/parameters.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace gatehouse::gateway::admin {

namespace {

using browsing::MetricCell;
using std::chrono::seconds;

constexpr seconds usualRange = std::chrono::hours(24);
constexpr std::int64_t mostBuckets = 1500;
constexpr seconds longestStep = std::chrono::hours(24 * 366);
constexpr std::int64_t mostSeries = 50;
constexpr std::size_t mostRuleConditions = 20;
constexpr int usualSeries = 10;
/// Of a range for which no step is asked, the first with so many buckets or fewer.
constexpr std::int64_t usualBuckets = 120;
constexpr std::array<seconds, 9> measureSteps{
    seconds(60),     seconds(300),    seconds(900),        seconds(3600),       seconds(10'800),
    seconds(21'600), seconds(86'400), seconds(7 * 86'400), seconds(28 * 86'400)};

constexpr auto measureFilters = [] {
    std::array<FilterColumn, browsing::metricLabels.size()> filters;
    for (std::size_t i = 0; i < filters.size(); ++i)
        filters[i].name = browsing::metricLabels[i];
    return filters;
}();
constexpr ListSpec measureList{
    .view = "console.metric_minute", .sortColumn = "at", .filters = measureFilters, .scope = {}};

/// What is asked for.
struct AskedMeasures
{
    browsing::MetricWish wish;
    TimeRange range;
    seconds step{0};
    bool hasHistograms = false;
};

template <typename Names>
bool isAmong(const Names &names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool isGauge(std::string_view measure)
{
    return isAmong(browsing::gauges, measure);
}

Refusal takeMeasure(Items &items, browsing::MetricWish &wish)
{
    if (!items.contains("measure"))
        return badParameter("measure", "is missing: ingest, delivery, job, ai, or a gauge.");
    return takeOne(items, "measure", [&](const std::string &text) {
        wish.measure = text;
        return isGauge(text) || isAmong(browsing::measures, text);
    });
}

bool hasLabel(std::string_view measure, std::string_view label)
{
    return isAmong(browsing::labelsOf(measure), label);
}

/// Of what an actor may not see, no series either.
Refusal takeBy(Items &items, const privacy::Masker &hidden, browsing::MetricWish &wish)
{
    auto refused = takeOne(items, "by", [&](const std::string &text) {
        wish.by = text;
        return hasLabel(wish.measure, text);
    });
    if (!refused && browsing::hidesLabel(hidden, wish.by))
        return badParameter("by", "names what is masked for you. Ask somebody who may reveal it.");
    return refused;
}

Refusal takeRange(Items &items, Timestamp now, AskedMeasures &asked)
{
    std::optional<Timestamp> from, until;
    if (auto refused = takeTime(items, "from", from))
        return refused;
    if (auto refused = takeTime(items, "until", until))
        return refused;
    asked.range.until = until.value_or(now);
    asked.range.from = from.value_or(asked.range.until - usualRange);
    if (asked.range.isEmpty())
        return badParameter("from", "is not before 'until'.");
    return std::nullopt;
}

seconds usualStep(const TimeRange &range)
{
    const auto fits = [&](seconds step) { return range.length() / step <= usualBuckets; };
    const auto found = std::find_if(measureSteps.begin(), measureSteps.end(), fits);
    return found == measureSteps.end() ? measureSteps.back() : *found;
}

/// The finest that is still kept of that time.
seconds keptStep(Timestamp from, Timestamp now)
{
    if (from < now - browsing::hoursKept)
        return std::chrono::hours(24);
    return from < now - browsing::minutesKept ? seconds(std::chrono::hours(1)) : seconds(60);
}

Refusal takeStep(Items &items, Timestamp now, AskedMeasures &asked)
{
    const bool isAsked = items.contains("step");
    asked.step = std::max(usualStep(asked.range), keptStep(asked.range.from, now));
    auto refused = takeOne(items, "step", [&](const std::string &text) {
        asked.step = parseSpan(text).value_or(seconds(0));
        return asked.step >= seconds(60) && asked.step <= longestStep
            && asked.step % seconds(60) == seconds(0);
    });
    if (refused)
        return refused;
    // Widened to whole steps it begins earlier.
    const Timestamp from = floorTo(asked.range.from, asked.step);
    if (asked.step % keptStep(from, now) != seconds(0))
        return badParameter("step",
                            "is too fine for that time: minutes are kept for 35 days, hours for "
                            "400. Take whole hours, or whole days.");
    if ((asked.range.until - from) / asked.step >= mostBuckets)
        return badParameter(isAsked ? "step" : "from",
                            "makes too many steps: there are 1,500 at most.");
    return std::nullopt;
}

void setEdges(AskedMeasures &asked)
{
    for (Timestamp edge = floorTo(asked.range.from, asked.step);; edge += asked.step) {
        asked.wish.edges.push_back(edge);
        if (edge >= asked.range.until)
            return;
    }
}

Refusal takeShape(Items &items, AskedMeasures &asked)
{
    auto refused = takeOne(items, "top", [&](const std::string &text) {
        const auto most = parseInteger(text);
        asked.wish.most = int(std::clamp<std::int64_t>(most.value_or(0), 0, mostSeries));
        return most && *most >= 1 && *most <= mostSeries;
    });
    if (refused)
        return refused;
    return takeOne(items, "histograms", [&](const std::string &text) {
        asked.hasHistograms = text == "true";
        return text == "true" || text == "false";
    });
}

/// That all conditions are about labels of the measure.
Refusal labelRefusal(std::string_view measure, const Query &query)
{
    for (const std::string_view column : query.columns()) {
        if (!column.empty() && !hasLabel(measure, column))
            return badParameter(column, "is no label of this measure.");
    }
    return std::nullopt;
}

Refusal readAsked(const Call &call, const privacy::Masker &hidden, AskedMeasures &asked)
{
    Items items;
    if (auto refused = collectItems(call, items))
        return refused;
    if (auto refused = takeMeasure(items, asked.wish))
        return refused;
    if (auto refused = takeBy(items, hidden, asked.wish))
        return refused;
    if (auto refused = takeRange(items, call.clock.now(), asked))
        return refused;
    if (auto refused = takeStep(items, call.clock.now(), asked))
        return refused;
    if (auto refused = takeShape(items, asked))
        return refused;
    Query query;
    if (auto refused = requireConditions(query, measureList, items, hidden))
        return refused;
    if (auto refused = labelRefusal(asked.wish.measure, query))
        return refused;
    if (browsing::hidesLabel(hidden, "route") && isAmong(query.columns(), "route"))
        return badParameter("route", "is masked for you. Ask somebody who may reveal it.");
    if ((call.actor.sources && !hasLabel(asked.wish.measure, "source"))
        || (call.actor.tenants && !hasLabel(asked.wish.measure, "tenant")))
        return http::problem(403, "outside_scope",
                             "This token is limited to what this measure does not tell apart. Use "
                             "a token that is not limited to sources (AI calls and breakers have "
                             "none), and for breakers not to tenants either.");
    requireScope(query, call.actor);
    setEdges(asked);
    asked.wish.conditions = query.conditions();
    asked.wish.parameters = query.parameters();
    return std::nullopt;
}

boost::json::value percentileJson(const metrics::Histogram &latency, double share)
{
    const auto microseconds = latency.percentile(share);
    return microseconds ? boost::json::value(*microseconds / 1000) : nullptr;
}

boost::json::object histogramJson(const metrics::Histogram &latency)
{
    boost::json::array buckets, counts;
    for (const auto &count : latency.counts()) {
        buckets.push_back(count.bucket);
        counts.push_back(count.values);
    }
    return {{"buckets", std::move(buckets)}, {"counts", std::move(counts)}};
}

void addAmounts(boost::json::object &json, const MetricCell &cell)
{
    json["tokens_prompt"] = cell.tokensPrompt;
    json["tokens_completion"] = cell.tokensCompletion;
    json["cost_usd"] = cell.costUsd;
    json["cache_hits"] = cell.cacheHits;
    json["unpriced"] = cell.unpriced;
}

boost::json::object cellJson(Timestamp at, const browsing::GaugeCell &cell, const AskedMeasures &)
{
    return {{"at", timeText(at)}, {"amount", cell.value}};
}

boost::json::object cellJson(Timestamp at, const MetricCell &cell, const AskedMeasures &asked)
{
    boost::json::object json{{"at", timeText(at)},
                             {"calls", cell.calls},
                             {"errors", cell.errors},
                             {"p50_ms", percentileJson(cell.latency, 0.5)},
                             {"p95_ms", percentileJson(cell.latency, 0.95)},
                             {"p99_ms", percentileJson(cell.latency, 0.99)}};
    if (asked.wish.measure == "ai")
        addAmounts(json, cell);
    if (asked.hasHistograms)
        json["latency_us"] = histogramJson(cell.latency);
    return json;
}

template <typename Cell>
boost::json::object seriesJson(const browsing::LabelledSeries<Cell> &series,
                               const AskedMeasures &asked)
{
    boost::json::array buckets;
    for (const auto &[bucket, cell] : series.cells)
        buckets.push_back(cellJson(asked.wish.edges[bucket], cell, asked));
    const bool isNamed = !asked.wish.by.empty() && !series.isOther;
    return {{"value", isNamed ? boost::json::value(series.value) : nullptr},
            {"is_other", series.isOther},
            {"buckets", std::move(buckets)}};
}

/// Of browsing::Metrics or Gauges, without what is masked.
template <typename Told>
http::Response answered(Told told, const AskedMeasures &asked, const privacy::Masker &hidden)
{
    const browsing::ShownValues values(hidden, asked.wish.by);
    if (!asked.wish.by.empty())
        hideSeries(told.series, [&](const std::string &value) { return values.shows(value); });
    boost::json::array series;
    for (const auto &each : told.series)
        series.push_back(seriesJson(each, asked));
    const auto &until = told.measuredUntil;
    const boost::json::object json{
        {"measure", asked.wish.measure},
        {"by", asked.wish.by.empty() ? nullptr : boost::json::value(asked.wish.by)},
        {"from", timeText(asked.wish.edges.front())},
        {"until", timeText(asked.wish.edges.back())},
        {"step_seconds", asked.step.count()},
        {"measured_until", until ? boost::json::value(timeText(*until)) : nullptr},
        {"series", std::move(series)}};
    return http::jsonResponse(200, boost::json::serialize(json));
}

} // namespace

std::variant<MeasureConditions, http::Response> measureConditions(const std::string &measure,
                                                                  const boost::json::value &filter)
{
    const auto *list = filter.if_array();
    if (!list || list->size() > mostRuleConditions)
        return badParameter("filter", "must be a list of 20 conditions at the most.");
    Query query;
    for (const boost::json::value &each : *list) {
        if (auto refused = requireCondition(query, measureList, boost::json::serialize(each), {}))
            return *refused;
    }
    if (auto refused = labelRefusal(measure, query))
        return *refused;
    return MeasureConditions{query.conditions(), query.parameters()};
}

Result<MeasureConditions> storedConditions(const std::string &measure,
                                           const std::string &filterJson)
{
    boost::json::error_code error;
    auto read = measureConditions(measure, boost::json::parse(filterJson, error));
    if (auto *conditions = std::get_if<MeasureConditions>(&read))
        return std::move(*conditions);
    return failure(ErrorKind::Invalid, QString::fromStdString(std::get<http::Response>(read).body));
}

Result<http::Response> queryMeasures(const Call &call, postgres::Session &session)
{
    const auto masker = maskerFor(session, eventList());
    if (!masker)
        return failure(masker.error());
    const privacy::Masker hidden = hiddenFrom(call.actor, *masker);
    AskedMeasures asked;
    if (auto refused = readAsked(call, hidden, asked))
        return *refused;
    const auto answer = [&](auto told) { return answered(std::move(told), asked, hidden); };
    if (isGauge(asked.wish.measure))
        return browsing::readGauges(session, asked.wish).map(answer);
    return browsing::readMetrics(session, asked.wish).map(answer);
}

} // namespace gatehouse::gateway::admin
