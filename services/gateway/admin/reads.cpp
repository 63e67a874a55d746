#include "services/gateway/admin/reads.h"

#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/eventpayload.h"
#include "services/gateway/admin/ledger.h"
#include "services/gateway/admin/scope.h"
#include "services/privacy/policy.h"
#include "services/signing/base64.h"

#include <boost/json.hpp>

#include <functional>

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

/// Of a row, as JSON text.
using Member = std::function<Result<std::string>(const Uuid &id, const std::string &row)>;

/// The row of {id} with one more member.
Result<http::Response> showRowWith(const Call &call, postgres::Session &session,
                                   const ListSpec &spec, std::string_view name,
                                   const Member &member)
{
    auto row = showRow(call, session, spec);
    if (!row || row->status != 200)
        return row;
    const auto json = member(*idParameter(call), row->body);
    if (!json)
        return failure(json.error());
    row->body = withMember(std::move(row->body), name, *json);
    return row;
}

constexpr std::string_view exchanges = R"(
SELECT jsonb_build_object('id', id, 'created_at', created_at, 'attempt', attempt,
           'request_id', request_id, 'url', url, 'request_headers', request_headers,
           'response_status', response_status, 'response_headers', response_headers,
           'error', error, 'duration_ms', duration_ms)::text, response_body
  FROM console.deliveries WHERE )";
constexpr std::string_view latestOfJob = R"(job_id = $1::uuid
 ORDER BY created_at DESC, id DESC LIMIT 50)";
constexpr std::string_view ofDelivery = "id = $1::uuid";
constexpr std::size_t longestAnswer = 4096;

std::string deliveryJson(const postgres::Rows &rows, int row, const privacy::Masker &masker,
                         const privacy::Owner &owner)
{
    std::string json = masker.document(owner, "delivery", rows.get<std::string>(row, 0)).text;
    const auto answer = rows.find<postgres::Bytes>(row, 1);
    const std::string shown = answer ? masker.anyText(owner, "answer", answer->data) : "";
    return withMember(std::move(json), "response_body_base64",
                      answer ? '"' + signing::toBase64(shown.substr(0, longestAnswer)) + '"'
                             : "null");
}

Result<std::string> deliveriesJson(postgres::Session &session, const Uuid &job,
                                   const privacy::Owner &owner)
{
    const auto read = privacy::executeWithPolicy(
        session, {std::string(exchanges) + std::string(latestOfJob), {job}});
    if (!read)
        return failure(read.error());
    std::string json = "[";
    for (int row = 0; row < read->rows.size(); ++row)
        json += (row > 0 ? "," : "") + deliveryJson(read->rows, row, read->masker, owner);
    return json + ']';
}

/// null when it went meanwhile.
Result<std::string> exchangeJson(postgres::Session &session, const Uuid &delivery,
                                 const privacy::Owner &owner)
{
    const auto read = privacy::executeWithPolicy(
        session, {std::string(exchanges) + std::string(ofDelivery), {delivery}});
    if (!read)
        return failure(read.error());
    return read->rows.isEmpty() ? "null" : deliveryJson(read->rows, 0, read->masker, owner);
}

/// That a body was read is an entry, too: bodies hold what people would rather keep to themselves.
LedgerEntry readingOf(const Uuid &event, const privacy::Owner &owner)
{
    const boost::json::object detail{
        {"event_id", event.toString()},
        {"tenant", owner.tenant.empty() ? boost::json::value() : boost::json::value(owner.tenant)},
        {"source", owner.source}};
    return {"events.raw", "event", event.toString(), "", boost::json::serialize(detail)};
}

http::Response rawAnswer(const Uuid &event, const privacy::MaskedDocument &shown)
{
    http::Response response;
    response.body = shown.text;
    response.headers.set("Content-Type", "application/octet-stream");
    response.headers.set("X-Content-Type-Options", "nosniff");
    response.headers.set("Content-Disposition",
                         "attachment; filename=\"" + event.toString() + ".bin\"");
    if (!shown.fields.empty())
        response.headers.set("X-Gatehouse-Masked", std::to_string(shown.fields.size()));
    return response;
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

Result<http::Response> listDeliveries(const Call &call, postgres::Session &session)
{
    return listRows(call, session, deliveryList());
}

Result<http::Response> listAgentEvents(const Call &call, postgres::Session &session)
{
    if (auto refused = seesNoAgentEvents(call.actor))
        return *refused;
    return listRows(call, session, agentEventList());
}

Result<http::Response> showAgentEvent(const Call &call, postgres::Session &session)
{
    if (auto refused = seesNoAgentEvents(call.actor))
        return *refused;
    return showRow(call, session, agentEventList());
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
    const auto member = [&](const Uuid &id, const std::string &) -> Result<std::string> {
        const auto payload = readPayload(call, session, id);
        const auto masker = payload ? privacy::readMasker(session) : failure(payload.error());
        if (!masker)
            return failure(masker.error());
        return *payload ? payloadJson(**payload, *masker, !call.actor.tenants) : "null";
    };
    return showRowWith(call, session, eventList(), "payload", member);
}

Result<http::Response> showRawBody(const Call &call, postgres::Session &session)
{
    auto event = showRow(call, session, eventList());
    if (!event || event->status != 200)
        return event;
    const Uuid id = *idParameter(call);
    const auto payload = readPayload(call, session, id);
    const auto masker = payload ? privacy::readMasker(session) : failure(payload.error());
    if (!masker)
        return failure(masker.error());
    if (!*payload || !(*payload)->body)
        return http::problem(
            404, "body_not_kept",
            "The body of this event was not kept; only its size and hash are known.");
    if ((*payload)->whyClosed)
        return bodySealed();
    const privacy::Owner &owner = (*payload)->owner;
    if (const auto written = appendToLedger(session, call, readingOf(id, owner)); !written)
        return failure(written.error());
    return rawAnswer(id, masker->document(owner, "body", *(*payload)->body));
}

Result<http::Response> showJob(const Call &call, postgres::Session &session)
{
    return showRowWith(call, session, jobList(), "deliveries",
                       [&](const Uuid &id, const std::string &row) {
                           return deliveriesJson(session, id, privacy::ownerOfRow(row));
                       });
}

Result<http::Response> showDelivery(const Call &call, postgres::Session &session)
{
    return showRowWith(call, session, deliveryList(), "exchange",
                       [&](const Uuid &id, const std::string &row) {
                           return exchangeJson(session, id, privacy::ownerOfRow(row));
                       });
}

Result<http::Response> showDeadLetter(const Call &call, postgres::Session &session)
{
    return showRow(call, session, deadLetterList());
}

} // namespace gatehouse::gateway::admin
