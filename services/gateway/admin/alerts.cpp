#include "services/gateway/admin/alerts.h"

#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/change.h"
#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/query.h"

#include <boost/json.hpp>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::size_t longestAlertNote = 2000;

constexpr std::string_view readNotices = R"(
SELECT coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'channel', c.name, 'channel_kind', c.kind, 'what', n.what,
           'state', n.state, 'attempts', n.attempts,
           'next_attempt_at', CASE WHEN n.state = 'waiting' THEN n.next_attempt_at END,
           'last_error', n.last_error, 'sent_at', n.sent_at) ORDER BY n.what, c.name), '[]')::text
  FROM gatehouse.alert_notice n JOIN gatehouse.alert_channel c ON c.id = n.channel_id
 WHERE n.alert_id = $1 AND $2)";

constexpr std::string_view writeAcknowledged = R"(
UPDATE gatehouse.alert SET acknowledged_at = $2, acknowledged_by = $3, note = $4
 WHERE id = $1 AND acknowledged_at IS NULL AND resolved_at IS NULL)";

LedgerEntry acknowledgement(const ChangeRequest &request, const Uuid &id,
                            const std::optional<std::string> &before,
                            const std::optional<std::string> &after)
{
    boost::json::object detail =
        stateOf(after, {"rule", "subject", "subject_text", "tenant", "source"}).as_object();
    detail["before"] = stateOf(before, {"state", "note"});
    detail["after"] = stateOf(after, {"state", "note"});
    return {"alerts.acknowledge", "alert", id.toString(), request.reason,
            boost::json::serialize(detail)};
}

Result<Outcome> doAcknowledge(const ChangeRequest &request, postgres::Session &session)
{
    BodyReader reader(request.body, {"note"});
    const auto note = reader.textIfAny("note", longestAlertNote);
    if (reader.refusal())
        return refused(*reader.refusal());
    const auto id = idParameter(request.call);
    const auto before = id ? findRow(request.call, session, alertList(), *id)
                           : Result<std::optional<std::string>>();
    if (!before)
        return failure(before.error());
    if (!*before)
        return refused(notFound());
    const auto written =
        session.execute(writeAcknowledged,
                        {*id, request.call.clock.now(), request.call.actor.name, nullable(note)});
    if (!written)
        return failure(written.error());
    if (written->affected() == 0)
        return conflict("not_firing",
                        "This alert is acknowledged already, or over. Look at it again.");
    const auto after = findRow(request.call, session, alertList(), *id);
    if (!after)
        return failure(after.error());
    return Outcome{http::jsonResponse(200, after->value_or("null")),
                   acknowledgement(request, *id, *before, *after)};
}

} // namespace

Result<http::Response> listAlerts(const Call &call, postgres::Session &session)
{
    return listRows(call, session, alertList());
}

Result<http::Response> showAlert(const Call &call, postgres::Session &session)
{
    const auto id = idParameter(call);
    const auto row =
        id ? findRow(call, session, alertList(), *id) : Result<std::optional<std::string>>();
    if (!row)
        return failure(row.error());
    if (!*row)
        return notFound();
    const auto notices = session.execute(readNotices, {*id, isForAll(call.actor)});
    if (!notices)
        return failure(notices.error());
    std::string json = std::move(**row);
    json.back() = ',';
    return http::jsonResponse(200, json + "\"notices\":" + notices->get<std::string>(0, 0) + '}');
}

Result<http::Response> acknowledgeAlert(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doAcknowledge);
}

} // namespace gatehouse::gateway::admin
