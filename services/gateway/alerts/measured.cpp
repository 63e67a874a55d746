#include "services/gateway/alerts/measured.h"

#include "services/browsing/gauges.h"

#include <algorithm>

namespace gatehouse::gateway {

namespace {

using namespace std::string_view_literals;

// As far as each goes for a measure: requests have no latency of their own, only AI calls amounts.
constexpr std::array measureValues{
    "calls"sv,    "errors"sv,     "error_rate"sv,    "p50_ms"sv,
    "p95_ms"sv,   "p99_ms"sv,     "tokens_prompt"sv, "tokens_completion"sv,
    "cost_usd"sv, "cache_hits"sv, "unpriced"sv};
constexpr std::size_t withoutLatency = 3;
constexpr std::size_t withoutAmounts = 6;

template <typename Names>
bool isAmong(const Names &names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::optional<double> milliseconds(const browsing::MetricCell &cell, double share)
{
    const auto microseconds = cell.latency.percentile(share);
    return microseconds ? std::optional(*microseconds / 1000) : std::nullopt;
}

std::optional<double> errorRate(const browsing::MetricCell &cell)
{
    if (cell.calls == 0)
        return std::nullopt;
    return 100.0 * static_cast<double>(cell.errors) / static_cast<double>(cell.calls);
}

/// Of few calls a share says little; how many there are, or cost, is what it is.
bool needsCalls(std::string_view value)
{
    return value == "error_rate" || value.ends_with("_ms");
}

std::string windowText(std::chrono::seconds window)
{
    const auto minutes = window / std::chrono::minutes(1);
    if (minutes % 60 == 0)
        return std::to_string(minutes / 60) + " h";
    return std::to_string(minutes) + " min";
}

std::string textOf(const AlertRule &rule)
{
    std::string words = rule.value.empty() ? rule.measure : rule.value + " of " + rule.measure;
    std::replace(words.begin(), words.end(), '_', ' ');
    return rule.value.empty() ? words : words + " in " + windowText(rule.window);
}

} // namespace

bool isGauge(std::string_view measure)
{
    return isAmong(browsing::gauges, measure);
}

std::span<const std::string_view> valuesOf(std::string_view measure)
{
    if (!isAmong(browsing::measures, measure))
        return {};
    const auto all = std::span(measureValues);
    if (measure == "ai")
        return all;
    return all.first(measure == "ingest" ? withoutLatency : withoutAmounts);
}

std::string_view unitOf(std::string_view measure, std::string_view value)
{
    if (value == "error_rate")
        return "%";
    if (value == "cost_usd")
        return "USD";
    if (value.ends_with("_ms"))
        return "ms";
    return measure == "oldest_job_seconds" ? "s" : "";
}

std::optional<double> valueOf(const browsing::MetricCell &cell, std::string_view value)
{
    if (value == "error_rate")
        return errorRate(cell);
    if (value == "p50_ms")
        return milliseconds(cell, 0.5);
    if (value == "p95_ms")
        return milliseconds(cell, 0.95);
    if (value == "p99_ms")
        return milliseconds(cell, 0.99);
    if (value == "cost_usd")
        return cell.costUsd;
    const std::int64_t count = value == "errors" ? cell.errors
        : value == "tokens_prompt"               ? cell.tokensPrompt
        : value == "tokens_completion"           ? cell.tokensCompletion
        : value == "cache_hits"                  ? cell.cacheHits
        : value == "unpriced"                    ? cell.unpriced
                                                 : cell.calls;
    return static_cast<double>(count);
}

Look judge(const AlertRule &rule, const std::optional<Measured> &measured)
{
    if (!measured)
        return {};
    const Zone zone = zoneOf(rule, measured->value);
    if (zone == Zone::Fine)
        return {true, {}};
    const bool isEnough = !needsCalls(rule.value) || measured->calls >= rule.minimumCalls;
    return {true,
            {{rule.value.empty() ? rule.measure : rule.measure + '.' + rule.value, textOf(rule),
              rule.tenant, std::nullopt, rule.severity, measured->value, rule.threshold,
              std::string(unitOf(rule.measure, rule.value)), zone == Zone::Fires && isEnough}}};
}

} // namespace gatehouse::gateway
