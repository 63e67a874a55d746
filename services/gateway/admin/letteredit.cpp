#include "services/gateway/admin/letteredit.h"

#include "services/core/hex.h"
#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/editedpayload.h"
#include "services/gateway/admin/eventpayload.h"
#include "services/gateway/admin/lockedtarget.h"
#include "services/gateway/store/bodykeys.h"
#include "services/privacy/policy.h"
#include "services/signing/digest.h"

#include <boost/json.hpp>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::string_view selectEdits = R"(
SELECT coalesce(jsonb_agg(to_jsonb(e) - 'job_id' - 'event_id' ORDER BY e.number DESC), '[]')::text
  FROM (SELECT * FROM console.payload_edits WHERE job_id = $1::uuid ORDER BY number DESC LIMIT 20) e)";

/// As it is stored: sealed where the tenant's bodies are.
Result<std::string> sealedFor(const Call &call, const ClaimedJob &job, const std::string &payload)
{
    const BodyKeys *keys = call.options.bodies;
    if (!keys || !keys->isUsed())
        return payload;
    return keys->seal(job.tenant, job.eventId, payload).map([&](std::optional<std::string> sealed) {
        return std::move(sealed).value_or(payload);
    });
}

PayloadEdit editOf(const ChangeRequest &request, const LetterJob &letter,
                   const EditedPayload &edited, std::string stored)
{
    PayloadEdit edit;
    edit.jobId = letter.job.id;
    edit.eventId = letter.job.eventId;
    edit.number = letter.job.payloadEdits + 1;
    edit.actor = request.call.actor.name;
    edit.reason = request.reason;
    edit.stored = std::move(stored);
    edit.bodySize = edited.text.size();
    edit.bodySha256 = signing::sha256(edited.text);
    return edit;
}

std::string sha256Hex(const std::string &text)
{
    return toHex(asBytes(signing::sha256(text)));
}

boost::json::object entryOf(const LetterJob &letter, const EditedPayload &edited,
                            const privacy::Masker &masker)
{
    boost::json::object edit = changesJson(edited.changes, letter, masker);
    edit["number"] = letter.job.payloadEdits + 1;
    edit["sha256_before"] = sha256Hex(*letter.job.rawBody);
    edit["sha256_after"] = sha256Hex(edited.text);
    edit["size_before"] = letter.job.rawBody->size();
    edit["size_after"] = edited.text.size();
    return {{"payload_edit", std::move(edit)}};
}

Result<Outcome> doEditAndRetry(const ChangeRequest &request, postgres::Session &session,
                               const Locked &locked)
{
    const auto &[target, jobs] = locked;
    auto wish = readPayloadWish(request.call, request.body);
    if (auto *bad = std::get_if<http::Response>(&wish))
        return refused(std::move(*bad));
    if (!std::get<PayloadWish>(wish).isAny())
        return refused(http::problem(400, "field_invalid", "payload or patch must be given."));
    auto refusal = letterRefusal(session, target, jobs);
    if (!refusal)
        return failure(refusal.error());
    if (*refusal)
        return std::move(**refusal);
    auto letter = readLetterJob(request.call, session, *target.jobId);
    const auto masker = letter ? privacy::readMasker(session) : failure(letter.error());
    if (!masker)
        return failure(masker.error());
    auto edited = editedPayload(request.call, **letter, std::get<PayloadWish>(wish), *masker);
    if (auto *bad = std::get_if<http::Response>(&edited))
        return refused(std::move(*bad));
    const auto &made = std::get<EditedPayload>(edited);
    auto stored = sealedFor(request.call, (*letter)->job, made.text);
    if (!stored)
        return refused(bodySealed());
    auto &isSealed = (*letter)->job.isSealed; // whatever the payload before was
    isSealed = isSealed || isSealedBody(*stored);
    if (auto done = editPayload(session, editOf(request, **letter, made, std::move(*stored)));
        !done)
        return failure(done.error());
    if (auto done = putBack(request, session, target, {*target.jobId}); !done)
        return failure(done.error());
    return changed(
        request, session, deadLetterList(), target,
        {"dlq.edit_and_retry", "dead_letter", {*target.jobId}, entryOf(**letter, made, *masker)});
}

LedgerEntry payloadReading(const Target &target)
{
    const boost::json::object detail{{"event_id", target.eventId.toString()},
                                     {"tenant", textOrNull(target.tenant)},
                                     {"source", target.source}};
    return {"dlq.payload", "dead_letter", target.id.toString(), "", boost::json::serialize(detail)};
}

std::string payloadJson(const LetterJob &letter, const privacy::Masker &masker,
                        const std::string &edits)
{
    const auto shown = masker.document(letter.owner(), "body", *letter.job.rawBody);
    const boost::json::object json{
        {"payload", shown.text},
        {"masked_fields", boost::json::array(shown.fields.begin(), shown.fields.end())},
        {"payload_edits", letter.job.payloadEdits},
        {"edits", boost::json::parse(edits)}};
    return boost::json::serialize(json);
}

} // namespace

Result<http::Response> showLetterPayload(const Call &call, postgres::Session &session)
{
    const auto target = findLetter(call, session);
    if (!target)
        return failure(target.error());
    if (!*target)
        return notFound();
    const auto letter = readLetterJob(call, session, *(*target)->jobId);
    const auto masker = letter ? privacy::readMasker(session) : failure(letter.error());
    if (!masker)
        return failure(masker.error());
    if (!*letter) // forgotten since it was found
        return notFound();
    if ((*letter)->whyClosed)
        return bodySealed();
    if (!(*letter)->job.rawBody)
        return http::problem(404, "body_not_kept",
                             "The body of this event was not kept; only its size and hash are "
                             "known.");
    const auto edits = session.execute(selectEdits, {*(*target)->jobId});
    if (!edits)
        return failure(edits.error());
    if (const auto told = appendToLedger(session, call, payloadReading(**target)); !told)
        return failure(told.error());
    return http::jsonResponse(200, payloadJson(**letter, *masker, edits->get<std::string>(0, 0)));
}

Result<http::Response> editAndRetry(const Call &call, postgres::Session &session)
{
    return changeLocked(call, session, findLetter, deadLetterList(), doEditAndRetry);
}

} // namespace gatehouse::gateway::admin
