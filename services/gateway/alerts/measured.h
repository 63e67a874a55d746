#pragma once

#include "services/browsing/metrics.h"
#include "services/gateway/alerts/decision.h"

#include <span>

/// What rules of the kind `measure` say of figures, without a database.
namespace gatehouse::gateway {

bool isGauge(std::string_view measure);

/// What of a measure a rule may be about; nothing of a gauge, which is its value, or of no measure.
std::span<const std::string_view> valuesOf(std::string_view measure);

/// Of a gauge's value the measure's alone. Empty: a count.
std::string_view unitOf(std::string_view measure, std::string_view value);

/// Nothing of no calls, or of none that took a time, where they are needed: there is no rate.
std::optional<double> valueOf(const browsing::MetricCell &cell, std::string_view value);

/// A window's figure.
struct Measured
{
    double value = 0;
    std::int64_t calls = 0; ///< of a gauge none
};

/// What a measured window comes to; nothing was measured: nobody knows.
Look judge(const AlertRule &rule, const std::optional<Measured> &measured);

} // namespace gatehouse::gateway
