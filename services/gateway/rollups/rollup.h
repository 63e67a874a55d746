#pragma once

#include "services/core/clock.h"
#include "services/core/result.h"

#include <chrono>
#include <cstdint>
#include <stop_token>

namespace gatehouse::postgres {
class Session;
}

namespace gatehouse::gateway {

/// What happened in a minute may be committed that long after its end, which is more than an answer
/// to a request, or a try with its time-out, may take. Figures are behind by this and up to a
/// minute. What a worker keeps for longer while it cannot reach the database is not measured.
constexpr std::chrono::seconds rollupGrace{120};

struct RollupReport
{
    std::int64_t minutes = 0; ///< that were rolled up
    std::int64_t series = 0; ///< rows of minutes that were written
    bool isBehind = false; ///< there is more to do at once
};

/// Measures the next minutes that are over for `rollupGrace`, `portion` of them at most and none
/// beyond the hour: from events, deliveries, jobs and calls of AI systems into
/// gatehouse.metric_minute, and into metric_hour and metric_day those that are over then; into
/// ai_usage_day what each customer used. Over they are by `now` and by the
/// database's clock, and when nobody writes who began before. In one transaction; of several
/// gateways one does it at a time, for the others there is nothing to do. Of a database without
/// measures it begins with what is in it. Cancelled between two statements once `stop` is asked
/// for.
Result<RollupReport> rollUp(postgres::Session &session, Timestamp now,
                            std::chrono::minutes portion = std::chrono::hours(1),
                            const std::stop_token &stop = {});

/// Everything is measured anew, from the first row that there is: of a history that came behind
/// what is measured already. What was measured of rows that are deleted since is lost.
Result<> forgetMeasures(postgres::Session &session);

} // namespace gatehouse::gateway
