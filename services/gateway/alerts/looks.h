#pragma once

#include "services/core/timesteps.h"
#include "services/gateway/alerts/budgetlook.h"
#include "services/gateway/alerts/decision.h"
#include "services/gateway/alerts/measured.h"
#include "services/postgres/session.h"

#include <functional>
#include <map>

/// What the database says of rules and budgets at a moment.
namespace gatehouse::gateway {

/// A rule's filter as conditions over the labels of its measure.
struct MeasureConditions
{
    std::vector<std::string> conditions; ///< SQL of our own, with placeholders of `parameters`
    postgres::Parameters parameters;
};
/// Invalid: the filter cannot be used. Thread-safe.
using ReadConditions = std::function<Result<MeasureConditions>(const std::string &measure,
                                                               const std::string &filterJson)>;

struct LookTime
{
    Timestamp now;
    /// What happened after this, some minutes before the last look, may not be told yet.
    Timestamp since;
};

/// Events that may be committed late are looked for so far back; and a breaker that opened
/// within it keeps its alert open, so that one that flaps is told once.
constexpr std::chrono::minutes lateness{5};

Result<Look> lookAt(postgres::Session &session, const AlertRule &rule,
                    const ReadConditions &readConditions, const LookTime &time);

/// The wish of a rule's measure or gauge between these edges.
Result<browsing::MetricWish> wishOf(const AlertRule &rule, const ReadConditions &readConditions,
                                    std::vector<Timestamp> edges);

/// Until when there are measures; nothing: there are none.
Result<std::optional<Timestamp>> measuredUntil(postgres::Session &session);

/// What AI systems cost in a day and the month that it is in, both of UTC.
struct AiUsage
{
    struct Cost
    {
        double dayUsd = 0;
        double monthUsd = 0;
    };
    Timestamp now; ///< is within that day
    std::optional<Timestamp> measuredUntil;
    std::map<std::optional<std::string>, Cost> byTenant; ///< nothing: everybody's together
};
/// Of all tenants, in one look at what is kept by day.
Result<AiUsage> readUsage(postgres::Session &session, Timestamp now);
/// What was used of the budget's period, as far as it is measured; nothing: none of it is yet.
std::optional<double> usedOf(const Budget &budget, const AiUsage &usage);
/// A warning and a critical reading, of which each fires once for a tenant, period and limit.
Result<Look> lookAt(postgres::Session &session, const Budget &budget, const AiUsage &usage);

} // namespace gatehouse::gateway
