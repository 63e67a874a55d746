#include "services/gateway/admin/eventpayload.h"

#include "services/gateway/store/bodykeys.h"
#include "services/postgres/session.h"

#include <boost/json.hpp>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::string_view selectPayload = R"(
SELECT e.source, e.tenant, p.raw_body, p.headers::text, p.request_url, p.canonical::text, p.diagnosis,
       (p.explanation - 'signed_text')::text, encode(p.body_sha256, 'hex')
  FROM console.payloads p
  JOIN console.events e ON e.id = p.event_id AND e.received_at = p.received_at
 WHERE p.event_id = $1::uuid AND p.received_at = console.uuid_time($1::uuid))";

std::string quoted(const std::optional<std::string> &text)
{
    return text ? boost::json::serialize(boost::json::string(*text)) : "null";
}

/// A key that another process has made a moment ago is read now.
void open(const Call &call, postgres::Session &session, const Uuid &eventId, EventPayload &payload)
{
    payload.isSealed = true;
    BodyKeys *keys = call.options.bodies;
    auto body = keys ? keys->open(eventId, *payload.body)
                     : failure(ErrorKind::NotFound, QStringLiteral("No keys"));
    if (!body && keys && keys->refresh(session))
        body = keys->open(eventId, *payload.body);
    if (body)
        payload.body = std::move(*body);
    else
        payload.whyClosed = body.error();
}

} // namespace

Result<std::optional<EventPayload>> readPayload(const Call &call, postgres::Session &session,
                                                const Uuid &eventId)
{
    const auto rows = session.execute(selectPayload, {eventId});
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return std::optional<EventPayload>();
    EventPayload payload;
    payload.owner = {rows->get<std::string>(0, 0), rows->get<std::string>(0, 1)};
    if (auto body = rows->find<postgres::Bytes>(0, 2))
        payload.body = std::move(body->data);
    if (payload.body && isSealedBody(*payload.body))
        open(call, session, eventId, payload);
    payload.headersJson = rows->get<std::string>(0, 3);
    payload.requestUrl = rows->get<std::string>(0, 4);
    payload.canonicalJson = rows->find<std::string>(0, 5);
    payload.diagnosis = rows->find<std::string>(0, 6);
    payload.explanationJson = rows->find<std::string>(0, 7);
    payload.bodySha256 = rows->find<std::string>(0, 8);
    return std::optional(std::move(payload));
}

http::Response bodySealed()
{
    return http::problem(409, "body_sealed",
                         "The body of this event is sealed with a key that this gateway cannot "
                         "read. Ask one that has the right master key.");
}

std::string payloadJson(const EventPayload &payload, const privacy::Masker &masker,
                        bool withExplanation)
{
    const auto document = [&](std::string_view name, const std::optional<std::string> &json) {
        return json ? masker.document(payload.owner, name, *json).text : "null";
    };
    const std::string url =
        masker.isOn() ? privacy::maskedByLook(payload.requestUrl) : payload.requestUrl;
    const auto diagnosis = payload.diagnosis
        ? std::optional(masker.anyText(payload.owner, "diagnosis", *payload.diagnosis))
        : std::nullopt;
    return R"({"headers":)" + document("headers", payload.headersJson) + R"(,"request_url":)"
        + quoted(url) + R"(,"canonical":)" + document("canonical", payload.canonicalJson)
        + R"(,"diagnosis":)" + quoted(diagnosis) + R"(,"explanation":)"
        + (withExplanation ? document("explanation", payload.explanationJson) : "null")
        + R"(,"explanation_is_withheld":)"
        + (!withExplanation && payload.explanationJson ? "true" : "false") + R"(,"body_sha256":)"
        + quoted(payload.bodySha256) + R"(,"body_is_kept":)" + (payload.body ? "true" : "false")
        + R"(,"body_is_sealed":)" + (payload.isSealed ? "true}" : "false}");
}

} // namespace gatehouse::gateway::admin
