#pragma once

#include "services/gateway/seed/dice.h"
#include "services/gateway/seed/seedplan.h"

#include <optional>
#include <vector>

namespace gatehouse::gateway {

struct Period
{
    Timestamp from, until;
    bool contains(Timestamp time) const { return time >= from && time < until; }
};

/// When webhooks arrived, and what went wrong when. They come by day and by week, and in bursts:
/// some minutes now and then, and a sale of two days in the middle.
class History
{
public:
    explicit History(const SeedPlan &plan);

    /// When the next event arrives, to the millisecond, forward only; plan.events of them.
    Timestamp next(Dice &dice);

    Timestamp begin() const { return m_begin; }
    Timestamp end() const { return m_plan.end; }
    /// WordPress is away in it. Null: it is not.
    const Period *outageAt(Timestamp time) const;
    /// In it one tenant's events can no longer be normalized when they are delivered.
    const Period &brokenMapping() const { return m_brokenMapping; }
    /// In the first one the first tenant's events of one source are signed with an old secret, and
    /// so on.
    const std::vector<Period> &wrongSecrets() const { return m_wrongSecrets; }

private:
    Period period(double position, std::chrono::minutes length) const;
    double weightOf(std::int64_t minute) const;
    void beginMinute();

    SeedPlan m_plan;
    Timestamp m_begin;
    std::vector<Period> m_outages;
    Period m_sale;
    Period m_brokenMapping;
    std::vector<Period> m_wrongSecrets;
    double m_totalWeight = 0;
    double m_weightSoFar = 0;
    std::int64_t m_minute = -1; ///< from m_begin
    std::int64_t m_given = 0; ///< events, before this minute
    std::int64_t m_inMinute = 0;
    std::int64_t m_nextInMinute = 0;
};

} // namespace gatehouse::gateway
