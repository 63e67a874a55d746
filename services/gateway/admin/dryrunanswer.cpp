#include "services/gateway/admin/dryrunanswer.h"

#include "services/core/log.h"
#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/change.h"

#include <boost/json.hpp>

namespace gatehouse::gateway::admin {

namespace {

boost::json::value timeOrNull(const std::optional<Timestamp> &time)
{
    return time ? boost::json::value(toRfc3339(*time)) : boost::json::value();
}

} // namespace

http::Response dryRunAnswer(const DryRun &run)
{
    boost::json::array fired;
    for (const TriedAlert &alert : run.fired)
        fired.push_back({{"subject", alert.reading.subject},
                         {"subject_text", alert.reading.subjectText},
                         {"tenant", textOrNull(alert.reading.tenant)},
                         {"fired_at", toRfc3339(alert.firedAt)},
                         {"resolved_at", timeOrNull(alert.resolvedAt)},
                         {"value", alert.reading.value}});
    const boost::json::object answer{
        {"from", toRfc3339(run.range.from)},
        {"until", toRfc3339(run.range.until)},
        {"step_seconds", run.step.count()},
        {"measured_until", timeOrNull(run.measuredUntil)},
        {"would_fire", std::move(fired)},
        {"is_cut", run.isCut},
        {"peak", run.peak ? boost::json::value(*run.peak) : boost::json::value()},
        {"unit", run.unit}};
    return http::jsonResponse(200, boost::json::serialize(answer));
}

} // namespace gatehouse::gateway::admin
