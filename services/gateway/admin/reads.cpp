#include "services/gateway/admin/reads.h"

#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/ledger.h"

namespace gatehouse::gateway::admin {

namespace {

/// The row of {id} as it stands in the list.
Result<http::Response> showRow(const Call &call, postgres::Session &session, const ListSpec &spec)
{
    const auto id = idParameter(call);
    if (!id)
        return notFound();
    const auto row = findRow(call, session, spec, *id);
    if (!row)
        return failure(row.error());
    return *row ? http::jsonResponse(200, **row) : notFound();
}

/// {"a":1} and "name": value become one object.
std::string withMember(std::string object, std::string_view name, const std::string &json)
{
    object.pop_back();
    return object + ",\"" + std::string(name) + "\":" + json + '}';
}

/// The row of {id} with one more member, made by an SQL statement of $1 (the id) that gives JSON
/// text.
Result<http::Response> showRowWith(const Call &call, postgres::Session &session,
                                   const ListSpec &spec, std::string_view name,
                                   std::string_view sql)
{
    auto row = showRow(call, session, spec);
    if (!row || row->status != 200)
        return row;
    const auto member = session.execute(sql, {*idParameter(call)});
    if (!member)
        return failure(member.error());
    const std::string json =
        member->isEmpty() || member->isNull(0, 0) ? "null" : member->get<std::string>(0, 0);
    row->body = withMember(std::move(row->body), name, json);
    return row;
}

} // namespace

std::optional<Uuid> idParameter(const Call &call)
{
    return call.parameters.empty() ? std::nullopt : Uuid::parse(call.parameters.front());
}

http::Response notFound()
{
    return http::problem(404, "not_found", "There is nothing here.");
}

Result<http::Response> listEvents(const Call &call, postgres::Session &session)
{
    return listRows(call, session, eventList());
}

Result<http::Response> listJobs(const Call &call, postgres::Session &session)
{
    return listRows(call, session, jobList());
}

Result<http::Response> listDeadLetters(const Call &call, postgres::Session &session)
{
    return listRows(call, session, deadLetterList());
}

Result<http::Response> listAudit(const Call &call, postgres::Session &session)
{
    return listRows(call, session, auditList());
}

Result<http::Response> listRoutes(const Call &call, postgres::Session &session)
{
    return listRows(call, session, routeList());
}

Result<http::Response> listSecrets(const Call &call, postgres::Session &session)
{
    return listRows(call, session, secretList());
}

Result<http::Response> showSecret(const Call &call, postgres::Session &session)
{
    return showRow(call, session, secretList());
}

Result<http::Response> showRoute(const Call &call, postgres::Session &session)
{
    return showRow(call, session, routeList());
}

Result<http::Response> showEvent(const Call &call, postgres::Session &session)
{
    // An explanation quotes the ends of the body, which /raw alone shows, and goes through the
    // secrets of other tenants.
    const bool isWithheld = call.actor.tenants.has_value();
    const std::string explanation = isWithheld ? "NULL" : "explanation - 'signed_text'";
    return showRowWith(
        call, session, eventList(), "payload",
        "SELECT jsonb_build_object('explanation', " + explanation + ", 'explanation_is_withheld', "
            + (isWithheld ? "explanation IS NOT NULL" : "false")
            + ", 'headers', headers, 'request_url', request_url,"
              " 'canonical', canonical, 'diagnosis', diagnosis,"
              " 'body_sha256', encode(body_sha256, 'hex'),"
              " 'body_is_kept', raw_body IS NOT NULL)::text"
              " FROM console.payloads"
              " WHERE event_id = $1::uuid AND received_at = console.uuid_time($1::uuid)");
}

Result<http::Response> showRawBody(const Call &call, postgres::Session &session)
{
    auto event = showRow(call, session, eventList());
    if (!event || event->status != 200)
        return event;
    const Uuid id = *idParameter(call);
    const auto rows = session.execute(
        "SELECT p.raw_body,"
        "       jsonb_build_object('event_id', e.id, 'tenant', e.tenant, 'source', e.source)::text"
        "  FROM console.payloads p"
        "  JOIN console.events e ON e.id = p.event_id AND e.received_at = p.received_at"
        " WHERE p.event_id = $1::uuid AND p.received_at = console.uuid_time($1::uuid)",
        {id});
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty() || rows->isNull(0, 0))
        return http::problem(
            404, "body_not_kept",
            "The body of this event was not kept; only its size and hash are known.");
    const LedgerEntry entry{"events.raw", "event", id.toString(), "", rows->get<std::string>(0, 1)};
    if (const auto written = appendToLedger(session, call, entry); !written)
        return failure(written.error());
    http::Response response;
    response.body = rows->get<postgres::Bytes>(0, 0).data;
    response.headers.set("Content-Type", "application/octet-stream");
    response.headers.set("X-Content-Type-Options", "nosniff");
    response.headers.set("Content-Disposition",
                         "attachment; filename=\"" + id.toString() + ".bin\"");
    return response;
}

Result<http::Response> showJob(const Call &call, postgres::Session &session)
{
    return showRowWith(
        call, session, jobList(), "deliveries",
        "SELECT coalesce(jsonb_agg(to_jsonb(d) ORDER BY d.created_at DESC, d.id DESC), '[]')::text"
        " FROM (SELECT id, created_at, attempt, request_id, url, request_headers, response_status,"
        "              response_headers, error, duration_ms,"
        "              translate(encode(substring(response_body FOR 4096), 'base64'), E'\\n', '')"
        "                  AS response_body_base64"
        "         FROM console.deliveries WHERE job_id = $1::uuid"
        "        ORDER BY created_at DESC, id DESC LIMIT 50) d");
}

Result<http::Response> showDeadLetter(const Call &call, postgres::Session &session)
{
    return showRow(call, session, deadLetterList());
}

} // namespace gatehouse::gateway::admin
