#include "services/gateway/alerts/decision.h"

#include <algorithm>

namespace gatehouse::gateway {

namespace {

template <typename List>
auto findSubject(const List &list, const std::string &subject)
{
    return std::find_if(list.begin(), list.end(),
                        [&](const auto &each) { return each.subject == subject; });
}

/// Since when it has held; from now on where that is new, or the clock was set back.
Timestamp holdsSince(const Standing &standing, const std::string &subject, Timestamp now)
{
    const auto known = findSubject(standing.pending, subject);
    return known == standing.pending.end() ? now : std::min(known->since, now);
}

} // namespace

Changes decide(const Look &look, const Standing &standing, std::chrono::seconds holdFor,
               Timestamp now)
{
    if (!look.isMeasured)
        return {{}, {}, standing.pending};
    Changes changes;
    for (const OpenAlert &open : standing.open) {
        if (!look.isCut && findSubject(look.readings, open.subject) == look.readings.end())
            changes.resolved.push_back(open.id);
    }
    for (const Reading &reading : look.readings) {
        if (!reading.fires || findSubject(standing.open, reading.subject) != standing.open.end())
            continue;
        const Timestamp since = holdsSince(standing, reading.subject, now);
        if (now - since >= holdFor)
            changes.fired.push_back(reading);
        else
            changes.pending.push_back({reading.subject, since});
    }
    return changes;
}

Zone zoneOf(const AlertRule &rule, double value)
{
    const double sign = rule.firesBelow ? -1 : 1;
    if (sign * value > sign * rule.threshold)
        return Zone::Fires;
    return sign * value > sign * rule.clearThreshold ? Zone::Between : Zone::Fine;
}

} // namespace gatehouse::gateway
