#include "services/gateway/admin/alertrulewish.h"

#include "services/browsing/gauges.h"
#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/measures.h"
#include "services/gateway/admin/wishlist.h"
#include "services/gateway/alerts/measured.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace gatehouse::gateway::admin {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t longestRuleName = 100;
constexpr std::size_t longestRuleTenant = 200;
constexpr std::int64_t longestWindow = 86'400; ///< seconds
constexpr std::int64_t usualWindow = 900;
constexpr std::int64_t longestHold = 86'400;
constexpr std::int64_t mostCalls = 1'000'000'000;
constexpr double highestThreshold = 1e15;
/// What is left of a threshold where nobody says when it is over.
constexpr double usualShare = 0.8;
constexpr double usualShareOfSignatures = 0.5;

constexpr std::array ruleKinds = {"measure"sv, "dead_letter_group"sv, "breaker_opened"sv,
                                  "bad_signatures"sv, "secret_overdue"sv};
constexpr std::array ruleSeverities = {"warning"sv, "critical"sv};
constexpr std::array comparisons = {"above"sv, "below"sv};
constexpr auto measureNames = [] {
    std::array<std::string_view, browsing::measures.size() + browsing::gauges.size()> names;
    const auto end = std::copy(browsing::measures.begin(), browsing::measures.end(), names.begin());
    std::copy(browsing::gauges.begin(), browsing::gauges.end(), end);
    return names;
}();

void readWindow(BodyReader &reader, AlertRule &rule)
{
    const auto seconds = reader.number("window_seconds", 60, longestWindow, usualWindow);
    if (seconds % 60 != 0)
        reader.refuse("window_seconds", "must be whole minutes.");
    rule.window = std::chrono::seconds(seconds);
}

void readThresholds(BodyReader &reader, AlertRule &rule, double share)
{
    if (!reader.has("threshold"))
        reader.refuse("threshold", "is missing.");
    rule.threshold = reader.decimal("threshold", 0, highestThreshold, 0);
    const double usual = rule.firesBelow ? rule.threshold / share : rule.threshold * share;
    rule.clearThreshold = reader.decimal("clear_threshold", 0, highestThreshold, usual);
    if (rule.firesBelow ? rule.clearThreshold < rule.threshold
                        : rule.clearThreshold > rule.threshold)
        reader.refuse("clear_threshold",
                      "must be on the side of the threshold where it does not fire, or the same.");
}

void readValue(BodyReader &reader, AlertRule &rule)
{
    const auto values = valuesOf(rule.measure);
    if (!values.empty())
        rule.value = reader.choice("value", values);
    else if (reader.has("value"))
        reader.refuse("value", "does not go with a gauge, which has one alone.");
}

/// What is wrong with the filter is told as it is of metrics/query.
std::optional<http::Response> readFilter(const boost::json::object &body, AlertRule &rule)
{
    const boost::json::value *filter = body.if_contains("filter");
    if (!filter || filter->is_null())
        return std::nullopt;
    auto conditions = measureConditions(rule.measure, *filter);
    if (auto *bad = std::get_if<http::Response>(&conditions))
        return std::move(*bad);
    rule.filterJson = boost::json::serialize(*filter);
    return std::nullopt;
}

void readMeasure(BodyReader &reader, AlertRule &rule)
{
    rule.measure = reader.choice("measure", measureNames);
    readValue(reader, rule);
    if (rule.tenant && rule.measure == "breakers_open")
        reader.refuse("tenant", "does not go with breakers, which are of hosts.");
    readWindow(reader, rule);
    if (reader.has("comparison"))
        rule.firesBelow = reader.choice("comparison", comparisons) == "below";
    readThresholds(reader, rule, usualShare);
    rule.holdFor = std::chrono::seconds(reader.number("for_seconds", 0, longestHold, 0));
    rule.minimumCalls = reader.number("minimum_calls", 0, mostCalls, 0);
}

void refuseIfGiven(BodyReader &reader, std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names) {
        if (reader.has(name))
            reader.refuse(name, "does not go with this kind of rule.");
    }
}

/// Others than measures.
void readOther(BodyReader &reader, const boost::json::object &body, AlertRule &rule)
{
    refuseIfGiven(reader, {"measure", "value", "comparison"});
    const auto *filter = body.if_contains("filter");
    if (filter && !filter->is_null() && *filter != boost::json::value(boost::json::array()))
        reader.refuse("filter", "does not go with this kind of rule.");
    reader.number("for_seconds", 0, 0, 0);
    reader.number("minimum_calls", 0, 0, 0);
    if (rule.kind == "breaker_opened")
        refuseIfGiven(reader, {"tenant"});
    if (rule.kind != "bad_signatures")
        return refuseIfGiven(reader, {"window_seconds", "threshold", "clear_threshold"});
    readWindow(reader, rule);
    readThresholds(reader, rule, usualShareOfSignatures);
    if (rule.threshold < 1)
        reader.refuse("threshold", "must be at least 1: so many requests are refused.");
    if (rule.clearThreshold >= rule.threshold)
        reader.refuse("clear_threshold", "must be less than the threshold.");
}

} // namespace

std::variant<AlertRuleWish, http::Response> readAlertRule(const boost::json::object &body)
{
    BodyReader reader(body,
                      {"id", "name", "kind", "severity", "is_enabled", "tenant", "measure", "value",
                       "filter", "window_seconds", "comparison", "threshold", "for_seconds",
                       "clear_threshold", "minimum_calls"},
                      "rules.");
    AlertRuleWish wish;
    wish.id = readIdIfAny(reader);
    AlertRule &rule = wish.rule;
    rule.name = reader.text("name", longestRuleName);
    rule.kind = reader.choice("kind", ruleKinds);
    rule.severity = reader.choice("severity", ruleSeverities);
    rule.tenant = reader.textIfAny("tenant", longestRuleTenant);
    wish.isEnabled = !reader.has("is_enabled") || reader.flag("is_enabled");
    if (rule.kind == "measure")
        readMeasure(reader, rule);
    else
        readOther(reader, body, rule);
    if (reader.refusal())
        return *reader.refusal();
    if (rule.kind == "measure") {
        if (auto refusal = readFilter(body, rule))
            return std::move(*refusal);
    }
    return wish;
}

} // namespace gatehouse::gateway::admin
