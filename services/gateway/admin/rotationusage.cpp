#include "services/gateway/admin/rotationusage.h"

#include "services/core/log.h"
#include "services/gateway/admin/parameters.h"
#include "services/gateway/store/rotatingrows.h"
#include "services/secrets/rotationverdict.h"

#include <boost/json.hpp>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::int64_t mostHours = 168;
constexpr std::int64_t usualHours = 24;

// What was used after the active one became active is evidence; the minutes are for a chart.
constexpr const char *usageSql = R"(
WITH version AS MATERIALIZED (
    SELECT * FROM {rows}
       AND (state IN ('active', 'retiring') OR revoked_at > now() - make_interval(hours => $1))
), since AS MATERIALIZED (
    SELECT coalesce(max(active_since), now()) AS rotated_at FROM version WHERE state = 'active'
), minutes AS MATERIALIZED (
    SELECT v.id, v.{label} AS label, m.minute, m.requests
      FROM version v JOIN {minutes} m ON m.{minute_of} = v.id
     WHERE m.minute >= least(now() - make_interval(hours => $1), (SELECT rotated_at FROM since))
)
SELECT jsonb_build_object(
       'rotated_at', (SELECT rotated_at FROM since),
       '{list}', (SELECT coalesce(jsonb_agg(jsonb_build_object(
               'id', v.id, {members}, 'state', v.state,
               'active_since', v.active_since, 'expires_at', v.expires_at, 'revoked_at', v.revoked_at,
               'last_used_at', v.last_used_at, 'uses', v.uses,
               'uses_since_rotation', (SELECT coalesce(sum(m.requests), 0) FROM minutes m
                   WHERE m.id = v.id
                     AND m.minute >= date_trunc('minute', (SELECT rotated_at FROM since))))
               ORDER BY {order}), '[]') FROM version v),
       'minutes', (SELECT coalesce(jsonb_agg(jsonb_build_array(m.minute, m.label, m.requests)
               ORDER BY m.minute, m.label), '[]') FROM minutes m
                    WHERE m.minute >= now() - make_interval(hours => $1)))::text,
       (SELECT rotated_at FROM since),
       (SELECT last_used_at FROM version WHERE state = 'active'),
       (SELECT last_used_at FROM version WHERE state = 'retiring'),
       (SELECT count(*) FROM version WHERE state = 'retiring'),
       (SELECT count(*) FROM version)
)";

std::string usageOf(const UsageSpec &spec)
{
    return filledIn(usageSql,
                    {{"{rows}", spec.rows},
                     {"{minutes}", spec.minutes},
                     {"{minute_of}", spec.minuteOf},
                     {"{label}", spec.label},
                     {"{list}", spec.listName},
                     {"{members}", spec.members},
                     {"{order}", spec.order}});
}

using RetryWindow = std::optional<std::chrono::seconds>;

boost::json::value verdictOf(const postgres::Rows &rows, RetryWindow retryWindow, Timestamp now)
{
    if (rows.get<std::int64_t>(0, 4) == 0)
        return nullptr;
    secrets::RotationEvidence evidence;
    evidence.now = now;
    evidence.rotatedAt = rows.get<Timestamp>(0, 1);
    evidence.newLastUsed = rows.find<Timestamp>(0, 2);
    evidence.oldLastUsed = rows.find<Timestamp>(0, 3);
    evidence.retryWindow = retryWindow;
    const auto verdict = secrets::judgeRotation(evidence);
    const bool isKnown = verdict.kind != secrets::RotationVerdict::Kind::NewUnused;
    return boost::json::object{
        {"code", secrets::codeOf(verdict.kind)},
        {"safe_from", isKnown ? boost::json::value(toRfc3339(verdict.safeFrom)) : nullptr}};
}

http::Response usageAnswer(const postgres::Rows &rows, RetryWindow retryWindow, Timestamp now)
{
    boost::json::object answer = boost::json::parse(rows.get<std::string>(0, 0)).as_object();
    answer["retry_window_seconds"] =
        retryWindow ? boost::json::value(retryWindow->count()) : boost::json::value();
    answer["verdict"] = verdictOf(rows, retryWindow, now);
    return http::jsonResponse(200, boost::json::serialize(answer));
}

} // namespace

Result<http::Response> answerUsage(const Call &call, postgres::Session &session,
                                   const UsageSpec &spec, const postgres::Parameters &parameters,
                                   std::optional<std::chrono::seconds> retryWindow)
{
    const auto given = call.request.query("hours");
    const auto hours = given ? parseInteger(*given) : usualHours;
    if (!hours || *hours < 1 || *hours > mostHours)
        return http::problem(400, "parameter_invalid", "'hours' is a number from 1 to 168.");
    postgres::Parameters all{*hours};
    all.insert(all.end(), parameters.begin(), parameters.end());
    const auto rows = session.execute(usageOf(spec), all);
    if (!rows)
        return failure(rows.error());
    if (rows->get<std::int64_t>(0, 5) == 0)
        return notFound();
    return usageAnswer(*rows, retryWindow, call.clock.now());
}

} // namespace gatehouse::gateway::admin
