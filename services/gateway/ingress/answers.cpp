#include "services/gateway/ingress/answers.h"

#include <algorithm>
#include <utility>

namespace gatehouse::gateway {

namespace {

constexpr const char *retryAfterSeconds = "5";

std::string quotedIds(const std::vector<Committed> &committed)
{
    std::string ids;
    for (const Committed &event : committed)
        ids += (ids.empty() ? "\"" : ",\"") + event.eventId.toString() + '"';
    return ids;
}

} // namespace

Refusal fromVerification(const signing::Verification &verification)
{
    using Outcome = signing::Verification::Outcome;
    Refusal refusal{401, verification.code, "The signature is not valid.", verification.diagnosis};
    refusal.isAboutSignature = true;
    if (verification.outcome == Outcome::TimeSkew)
        refusal.detail = "The time of the signature is too far from now.";
    if (verification.outcome != Outcome::HeaderMissing)
        return refusal;
    refusal.status = 400;
    refusal.detail = std::exchange(refusal.diagnosis, {});
    return refusal;
}

Refusal fromError(const Error &error)
{
    const auto *cause = std::get_if<HttpStatus>(&error.cause);
    if (!cause)
        return {400, "unusable", "The event cannot be used.", error.message.toStdString()};
    return {cause->status, cause->code, error.message.toStdString(), {}};
}

http::Response accepted(const std::vector<Committed> &committed, bool isBatch)
{
    const bool isNew = std::any_of(committed.begin(), committed.end(),
                                   [](const Committed &event) { return !event.isDuplicate; });
    const std::string outcome = isNew ? "queued" : "duplicate";
    std::string json = R"({"event_id":")" + committed.front().eventId.toString();
    json += R"(","status":")" + outcome + '"';
    if (isBatch)
        json += R"(,"event_ids":[)" + quotedIds(committed) + "]";
    http::Response response = http::jsonResponse(isNew ? 202 : 200, json + "}");
    response.outcome = outcome;
    response.recordedAs = committed.front().eventId;
    response.events = committed.size();
    return response;
}

http::Response notTaken(const Error &error)
{
    if (error.kind == ErrorKind::Invalid)
        return http::problem(400, "unusable", "The event cannot be stored in any form.");
    http::Response response = http::problem(
        503, "unavailable", "The event was not taken: the database is away. Send it again.");
    response.headers.set("Retry-After", retryAfterSeconds);
    return response;
}

} // namespace gatehouse::gateway
