#include "services/core/clock.h"
#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/editedpayload.h"
#include "services/gateway/admin/letteredit.h"
#include "services/gateway/admin/lockedtarget.h"
#include "services/gateway/worker/deliverypreview.h"
#include "services/privacy/policy.h"
#include "services/sending/httpsender.h"
#include "services/signing/jsontext.h"
#include "services/signing/jsonwriter.h"

#include <boost/json.hpp>

namespace gatehouse::gateway::admin {

namespace {

namespace json = boost::json;

// One row: what stands around a letter's job now.
constexpr std::string_view readSurroundings = R"(
SELECT jsonb_build_object(
       'letter_state', l.state, 'job_status', j.status, 'root_cause', l.root_cause,
       'response_status', l.response_status, 'died_at', l.died_at,
       'had_route', j.route_id IS NOT NULL,
       'route', (SELECT jsonb_build_object('id', r.id, 'source', r.source, 'event_type', r.event_type,
                                           'tenant', r.tenant, 'path', r.path, 'mode', r.mode)
                   FROM gatehouse.route r WHERE r.id = j.route_id),
       'destination', (SELECT jsonb_build_object('name', d.name, 'base_url', d.base_url)
                         FROM gatehouse.destination d WHERE d.id = j.destination_id),
       'workers_paused', EXISTS (SELECT FROM gatehouse.worker_pause),
       'edited_at', (SELECT e.created_at FROM gatehouse.payload_edit e
                      WHERE e.job_id = j.id AND e.number = j.payload_edits),
       'edited_since', coalesce((SELECT e.created_at > l.died_at FROM gatehouse.payload_edit e
                                  WHERE e.job_id = j.id AND e.number = j.payload_edits), false))::text,
       (SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]')
          FROM (SELECT id, created_at, attempt, response_status, error, duration_ms
                  FROM console.deliveries WHERE job_id = j.id
                 ORDER BY created_at DESC, id DESC LIMIT 10) t)::text
  FROM gatehouse.dead_letter l JOIN gatehouse.job_execution j ON j.id = l.job_id
 WHERE l.id = $1::uuid)";

constexpr std::string_view readBreaker = R"(
SELECT jsonb_build_object('host', $1::text, 'is_open', coalesce(max(probe_at) > now(), false),
                          'opened_at', min(opened_at), 'probe_at', max(probe_at),
                          'probe_in_seconds', greatest(0, ceil(extract(epoch FROM max(probe_at) - now()))))::text
  FROM console.circuit_breakers WHERE host = $1::text)";

/// What is known when the answer is put together.
struct Findings
{
    const LetterJob &letter;
    json::object around;
    json::value earlier;
    json::object breaker; ///< empty: there is no host
    DeliveryPreview preview;
    bool isEdited = false; ///< another payload was sent along
};

/// Collects sentences, each with a code that stays.
class Warnings
{
public:
    void add(std::string_view code, const std::string &text)
    {
        m_found.push_back(
            json::object{{"code", json::string_view(code.data(), code.size())}, {"text", text}});
    }
    json::array take() { return std::move(m_found); }

private:
    json::array m_found;
};

bool isTrue(const json::object &object, std::string_view name)
{
    const auto *found = object.if_contains(json::string_view(name.data(), name.size()));
    return found && found->is_bool() && found->get_bool();
}

std::string textOf(const json::object &object, std::string_view name)
{
    const auto *found = object.if_contains(json::string_view(name.data(), name.size()));
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

std::string routeMode(const json::object &around)
{
    const auto &route = around.at("route");
    return route.is_object() ? textOf(route.get_object(), "mode") : std::string();
}

/// What a worker would do first, as Worker::start() goes about it.
std::string_view verdictOf(const Findings &found)
{
    const ClaimedJob &job = found.letter.job;
    if (isTrue(found.around, "workers_paused"))
        return "wait";
    if (job.mode == "mirror" || !job.destination)
        return "die";
    if (found.preview.noCredentials || found.letter.whyClosed)
        return "wait";
    if (found.preview.noBody)
        return "die";
    if (job.mode == "dry_run")
        return "store";
    return isTrue(found.breaker, "is_open") ? "wait" : "send";
}

void warnOfState(const Findings &found, Warnings &warnings)
{
    const std::string state = textOf(found.around, "letter_state");
    if (state != "open")
        warnings.add("not_open", "This dead letter is not open any more: it is " + state + '.');
    if (isTrue(found.around, "workers_paused"))
        warnings.add("workers_paused", "The workers are paused, so nothing is sent for now.");
}

void warnOfRoute(const Findings &found, Warnings &warnings)
{
    const std::string mode = routeMode(found.around);
    const ClaimedJob &job = found.letter.job;
    if (mode.empty() && isTrue(found.around, "had_route"))
        warnings.add("route_deleted", "The route was deleted; the job keeps its path and mode.");
    else if (mode == "off")
        warnings.add("route_off",
                     "The route is off; the job keeps its path and mode all the same.");
    if (job.mode == "dry_run")
        warnings.add("mode_dry_run", "The mode is dry_run: the request is stored and not sent.");
    if (job.mode == "mirror")
        warnings.add("mode_mirror",
                     "The mode is mirror: nothing is sent, and the letter is open again.");
}

void warnOfDestination(const Findings &found, Warnings &warnings)
{
    if (!found.letter.job.destination) {
        warnings.add("destination_deleted", "The destination was deleted: the job dies again.");
        return;
    }
    if (found.preview.noCredentials)
        warnings.add("no_credentials",
                     "This gateway has no credentials for the destination, or cannot read them; "
                     "the job waits for one that has.");
    if (isTrue(found.breaker, "is_open")) {
        const auto *left = found.breaker.if_contains("probe_in_seconds");
        const auto seconds = left && left->is_number() ? left->to_number<std::int64_t>() : 0;
        warnings.add("breaker_open",
                     "The circuit breaker of " + textOf(found.breaker, "host")
                         + " is open; it lets one request through in " + std::to_string(seconds)
                         + " s.");
    }
}

/// Whether the destination said of this very payload that it never takes it.
bool wasRefused(const Findings &found)
{
    const auto *status = found.around.if_contains("response_status");
    if (!status || !status->is_int64() || found.isEdited || isTrue(found.around, "edited_since"))
        return false;
    const std::int64_t code = status->get_int64();
    return code >= 400 && code < 500 && code != 408 && code != 409 && code != 429;
}

void warnOfPayload(const Findings &found, Warnings &warnings)
{
    if (found.letter.whyClosed)
        warnings.add("body_sealed", "The body is sealed with a key that this gateway cannot read.");
    else if (!found.letter.job.rawBody)
        warnings.add("body_not_kept", "The body was not kept: the job dies again.");
    else if (found.preview.noBody)
        warnings.add("not_normalizable",
                     "Normalisation fails: " + found.preview.noBody->message.toStdString());
    if (wasRefused(found))
        warnings.add("refused_before",
                     "The destination refused this payload with HTTP "
                         + std::to_string(found.around.at("response_status").get_int64())
                         + ", and it has not changed since.");
}

json::array warningsOf(const Findings &found)
{
    Warnings warnings;
    warnOfState(found, warnings);
    warnOfRoute(found, warnings);
    warnOfDestination(found, warnings);
    warnOfPayload(found, warnings);
    return warnings.take();
}

json::value headersJson(const HeaderFields &headers)
{
    json::array list;
    for (const auto &[name, value] : headers)
        list.push_back(json::array{json::string(name), json::string(value)});
    return list;
}

/// The canonical event and what came in within it are two documents to a rule.
privacy::MaskedDocument shownBody(const std::string &body, const privacy::Owner &owner,
                                  const privacy::Masker &masker)
{
    auto canonical = masker.isOn() ? signing::parseJson(body) : std::nullopt;
    const auto *raw = canonical ? signing::member(*canonical, "raw") : nullptr;
    if (!raw)
        return masker.document(owner, "body", body);
    const auto rawText = signing::writeJson(*raw, {});
    const auto at = raw - canonical->items.data();
    canonical->items.erase(canonical->items.begin() + at);
    canonical->names.erase(canonical->names.begin() + at);
    const auto restText = signing::writeJson(*canonical, {});
    if (!rawText || !restText)
        return masker.document(owner, "body", body);
    auto shown = masker.document(owner, "canonical", *restText);
    const auto inner = masker.document(owner, "body", *rawText);
    shown.text.pop_back();
    shown.text += (shown.text.size() > 1 ? ",\"raw\":" : "\"raw\":") + inner.text + '}';
    for (std::string &field : shown.fields)
        field.replace(0, std::string_view("/canonical").size(), "/body");
    for (const std::string &field : inner.fields)
        shown.fields.push_back("/body/raw" + field.substr(std::string_view("/body").size()));
    return shown;
}

/// null where nothing is built.
json::value requestJson(const Findings &found, const privacy::Masker &masker)
{
    const ClaimedJob &job = found.letter.job;
    const DeliveryPreview &preview = found.preview;
    if (!job.destination || preview.noBody)
        return nullptr;
    const auto shown = shownBody(preview.body, found.letter.owner(), masker);
    return json::object{{"method", "POST"},
                        {"url", preview.url},
                        {"path", job.path},
                        {"headers", headersJson(preview.headers)},
                        {"body", shown.text},
                        {"body_size", preview.body.size()},
                        {"masked_fields", json::array(shown.fields.begin(), shown.fields.end())}};
}

json::object answerOf(Findings found, const privacy::Masker &masker)
{
    const std::string_view verdict = verdictOf(found);
    json::object answer{
        {"would", json::string_view(verdict.data(), verdict.size())},
        {"mode", found.letter.job.mode},
        {"idempotency_key", found.letter.job.idempotencyKey},
        {"payload_edits", found.letter.job.payloadEdits},
        {"request", requestJson(found, masker)},
        {"breaker", found.breaker.empty() ? json::value() : json::value(found.breaker)},
        {"warnings", warningsOf(found)},
        {"earlier", std::move(found.earlier)}};
    for (const char *name : {"letter_state", "job_status", "root_cause", "response_status",
                             "died_at", "route", "destination", "workers_paused", "edited_at"})
        answer[name] = found.around.at(name);
    return answer;
}

/// The breaker of where it would go; empty where that is nowhere.
Result<json::object> breakerOf(postgres::Session &session, const DeliveryPreview &preview)
{
    const std::string host = hostOf(preview.url);
    if (host.empty())
        return json::object();
    return session.execute(readBreaker, {host}).map([](const postgres::Rows &rows) {
        return json::parse(rows.get<std::string>(0, 0)).as_object();
    });
}

/// Everything read but the changed payload, which stands in the letter's job already.
Result<std::optional<Findings>> findingsOf(const Call &call, postgres::Session &session,
                                           const Uuid &id, const LetterJob &letter,
                                           const privacy::Masker &masker)
{
    const auto rows = session.execute(readSurroundings, {id});
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return std::optional<Findings>();
    Findings found{letter, {}, {}, {}, call.options.preview(letter.job), false};
    found.around = json::parse(rows->get<std::string>(0, 0)).as_object();
    found.earlier =
        json::parse(masker.document(letter.owner(), "delivery", rows->get<std::string>(0, 1)).text);
    auto breaker = breakerOf(session, found.preview);
    if (!breaker)
        return failure(breaker.error());
    found.breaker = std::move(*breaker);
    return std::optional(std::move(found));
}

LedgerEntry trying(const Target &target)
{
    const json::object detail{{"event_id", target.eventId.toString()},
                              {"tenant", textOrNull(target.tenant)},
                              {"source", target.source}};
    return {"dlq.dry_run", "dead_letter", target.id.toString(), "", json::serialize(detail)};
}

/// With the wish, if there is any, in place of the payload; what is other then.
std::variant<json::object, http::Response> takeWish(const Call &call, const PayloadWish &wish,
                                                    const privacy::Masker &masker,
                                                    LetterJob &letter)
{
    if (!wish.isAny())
        return json::object();
    auto edited = editedPayload(call, letter, wish, masker);
    if (auto *bad = std::get_if<http::Response>(&edited))
        return std::move(*bad);
    auto &made = std::get<EditedPayload>(edited);
    json::object changes = changesJson(made.changes, letter, masker);
    letter.job.rawBody = std::move(made.text);
    return changes;
}

Result<http::Response> answer(const Call &call, postgres::Session &session, const Target &target,
                              const PayloadWish &wish)
{
    auto letter = readLetterJob(call, session, *target.jobId);
    const auto masker = letter ? privacy::readMasker(session) : failure(letter.error());
    if (!masker)
        return failure(masker.error());
    if (!*letter) // forgotten since it was found
        return notFound();
    auto changes = takeWish(call, wish, *masker, **letter);
    if (auto *bad = std::get_if<http::Response>(&changes))
        return std::move(*bad);
    auto found = findingsOf(call, session, target.id, **letter, *masker);
    if (!found)
        return failure(found.error());
    if (!*found)
        return notFound();
    (*found)->isEdited = wish.isAny();
    json::object told = answerOf(std::move(**found), *masker);
    for (const auto &member : std::get<json::object>(changes))
        told[member.key()] = member.value();
    if (const auto written = appendToLedger(session, call, trying(target)); !written)
        return failure(written.error());
    return http::jsonResponse(200, json::serialize(told));
}

} // namespace

Result<http::Response> tryLetter(const Call &call, postgres::Session &session)
{
    auto body = parseBody(call.request.body);
    if (auto *bad = std::get_if<http::Response>(&body))
        return std::move(*bad);
    const auto wish = readPayloadWish(call, std::get<json::object>(body));
    if (const auto *bad = std::get_if<http::Response>(&wish))
        return *bad;
    if (!call.options.preview)
        return http::problem(409, "no_worker", "This gateway delivers nothing.");
    const auto target = findLetter(call, session);
    if (!target)
        return failure(target.error());
    return *target ? answer(call, session, **target, std::get<PayloadWish>(wish)) : notFound();
}

} // namespace gatehouse::gateway::admin
