#include "services/gateway/admin/editedpayload.h"

#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/eventpayload.h"
#include "services/gateway/normalize/strictjson.h"
#include "services/gateway/store/bodykeys.h"
#include "services/gateway/store/textcolumn.h"
#include "services/gateway/worker/deliverypreview.h"
#include "services/gateway/worker/jobqueue.h"
#include "services/signing/jsonwriter.h"

#include <boost/json.hpp>

#include <algorithm>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::size_t largestPayload = std::size_t{512} * 1024; // as ingest
constexpr std::int64_t mostEdits = 1'000'000;
constexpr std::size_t mostChanges = 100;
constexpr std::size_t longestValue = 200;
constexpr std::size_t longestPath = 500;

http::Response unprocessableAnswer(std::string_view code, std::string_view detail)
{
    return http::problem(422, code, detail);
}

/// A document that stands in a request: as text, or as itself. Read off the bytes, since a parser
/// that makes values of numbers rounds them.
std::optional<std::string> documentIn(const Call &call, BodyReader &reader,
                                      const boost::json::object &body, std::string_view name)
{
    if (!reader.has(name))
        return std::nullopt;
    const boost::json::value &value = body.at(boost::json::string_view(name.data(), name.size()));
    if (value.is_string())
        return std::string(value.get_string());
    if (!value.is_structured()) {
        reader.refuse(name, "must be a JSON document, or its text.");
        return std::nullopt;
    }
    const auto request = signing::parseJson(call.request.body);
    const auto *node = request ? signing::member(*request, name) : nullptr;
    return node ? signing::writeJson(*node, {}) : std::nullopt;
}

/// A key that another process has made a moment ago is read now.
Result<std::string> opened(const Call &call, postgres::Session &session, const Uuid &event,
                           const std::string &stored)
{
    BodyKeys *keys = call.options.bodies;
    if (!keys)
        return failure(ErrorKind::NotFound, QStringLiteral("No keys of bodies"));
    auto body = keys->open(event, stored);
    if (!body && keys->refresh(session))
        body = keys->open(event, stored);
    return body;
}

/// Why a job without a readable payload cannot be given another one.
std::optional<http::Response> unreadable(const LetterJob &letter)
{
    if (letter.whyClosed)
        return bodySealed();
    if (!letter.job.rawBody)
        return http::problem(409, "body_not_kept",
                             "The body of this event was not kept, so there is nothing to change.");
    return std::nullopt;
}

std::variant<std::string, http::Response> wishedText(const std::string &original,
                                                     const PayloadWish &wish, bool isMasking)
{
    if (wish.payload)
        return *wish.payload;
    const auto allowed = isMasking ? patch::Allowed::Writes : patch::Allowed::All;
    auto made = patch::patched(original, *wish.patch, allowed);
    if (!made)
        return unprocessableAnswer("patch_failed", made.error().message.toStdString());
    return std::move(*made);
}

/// Whoever works on a masked document must not store what hides a value in the value's place.
std::optional<std::string> newMask(const std::string &before, const std::string &after)
{
    const auto known = privacy::maskedFields("body", before);
    for (const std::string &field : privacy::maskedFields("body", after)) {
        if (std::find(known.begin(), known.end(), field) == known.end())
            return field.substr(std::string_view("/body").size());
    }
    return std::nullopt;
}

std::optional<http::Response> formRefusal(const std::string &before, const std::string &after)
{
    if (after.size() > largestPayload)
        return http::problem(413, "payload_too_large",
                             "A payload has at most 524,288 bytes; this one would have "
                                 + std::to_string(after.size()) + '.');
    if (const auto defect = findJsonDefect(after))
        return http::problem(400, "payload_invalid", defect->message);
    if (const auto field = newMask(before, after))
        return unprocessableAnswer(
            "masked_value",
            "What stands at " + (field->empty() ? "the whole document" : *field)
                + " is masked (•). Send a patch of what is to change alone, or the true value.");
    return std::nullopt;
}

std::optional<http::Response> normalizeRefusal(const Call &call, ClaimedJob job,
                                               const std::string &payload)
{
    if (!call.options.preview)
        return http::problem(409, "no_worker", "This gateway delivers nothing.");
    job.rawBody = payload;
    const DeliveryPreview preview = call.options.preview(job);
    if (!preview.noBody)
        return std::nullopt;
    return unprocessableAnswer("not_normalizable",
                               "The changed payload makes no event: "
                                   + preview.noBody->message.toStdString());
}

boost::json::object changeJson(const patch::Change &change, const LetterJob &letter,
                               const privacy::Masker &masker)
{
    using Kind = patch::Change::Kind;
    const auto value = [&](const std::string &json) -> boost::json::value {
        if (json.empty() || letter.job.isSealed)
            return nullptr;
        const std::string shown =
            masker.document(letter.owner(), "body" + change.pointer, json).text;
        return boost::json::value(textColumn(shown, longestValue));
    };
    const char *operation = change.kind == Kind::Added ? "add"
        : change.kind == Kind::Removed                 ? "remove"
                                                       : "replace";
    return {{"op", operation},
            {"path", textColumn(change.pointer, longestPath)},
            {"before", value(change.before)},
            {"after", value(change.after)}};
}

} // namespace

Result<std::optional<LetterJob>> readLetterJob(const Call &call, postgres::Session &session,
                                               const Uuid &job)
{
    auto found = JobQueue::read(session, job);
    if (!found)
        return failure(found.error());
    if (!*found)
        return std::optional<LetterJob>();
    LetterJob letter{std::move(**found), {}};
    auto &body = letter.job.rawBody;
    if (!body || !isSealedBody(*body))
        return std::optional(std::move(letter));
    letter.job.isSealed = true;
    if (auto clear = opened(call, session, letter.job.eventId, *body)) {
        body = std::move(*clear);
    } else {
        letter.whyClosed = clear.error();
        body.reset();
    }
    return std::optional(std::move(letter));
}

std::variant<PayloadWish, http::Response> readPayloadWish(const Call &call,
                                                          const boost::json::object &body)
{
    BodyReader reader(body, {"payload", "patch", "payload_edits"});
    PayloadWish wish;
    wish.payload = documentIn(call, reader, body, "payload");
    wish.patch = documentIn(call, reader, body, "patch");
    if (wish.payload && wish.patch)
        reader.refuse("patch", "stands beside a payload: send one of the two.");
    if (reader.has("payload_edits"))
        wish.edits = reader.number("payload_edits", 0, mostEdits, 0);
    if (reader.refusal())
        return *reader.refusal();
    return wish;
}

std::variant<EditedPayload, http::Response> editedPayload(const Call &call, const LetterJob &letter,
                                                          const PayloadWish &wish,
                                                          const privacy::Masker &masker)
{
    if (auto refusal = unreadable(letter))
        return std::move(*refusal);
    if (wish.edits && *wish.edits != letter.job.payloadEdits)
        return http::problem(409, "edited_meanwhile",
                             "Somebody else has changed this payload since it was read.");
    const std::string &before = *letter.job.rawBody;
    auto wished = wishedText(before, wish, masker.isOn());
    if (auto *refusal = std::get_if<http::Response>(&wished))
        return std::move(*refusal);
    EditedPayload edited{std::move(std::get<std::string>(wished)), {}};
    if (auto refusal = formRefusal(before, edited.text))
        return std::move(*refusal);
    if (auto changes = patch::changesBetween(before, edited.text))
        edited.changes = std::move(*changes);
    if (edited.changes.empty())
        return unprocessableAnswer("no_change", "This is the payload as it is.");
    if (auto refusal = normalizeRefusal(call, letter.job, edited.text))
        return std::move(*refusal);
    return edited;
}

boost::json::object changesJson(const std::vector<patch::Change> &changes, const LetterJob &letter,
                                const privacy::Masker &masker)
{
    boost::json::array shown;
    for (std::size_t i = 0; i < std::min(changes.size(), mostChanges); ++i)
        shown.push_back(changeJson(changes[i], letter, masker));
    return {{"changes", std::move(shown)}, {"changes_total", changes.size()}};
}

} // namespace gatehouse::gateway::admin
