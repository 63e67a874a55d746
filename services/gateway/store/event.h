#pragma once

#include "services/core/clock.h"
#include "services/core/uuid.h"
#include "services/gateway/normalize/jobreport.h"

#include <optional>
#include <string>

namespace gatehouse::gateway {

/// The bearer token that a request brought. Its id goes with one idempotency key only.
struct UsedToken
{
    std::string id; ///< jti
    Timestamp expires;
};

/// What was known of a body before it was sealed.
struct SealedFrom
{
    std::string sha256; ///< 32 bytes
    std::size_t size = 0;
};

/// A webhook on its way into the store: one row each of webhook_event and webhook_payload.
/// received_at is id.time().
struct IncomingEvent
{
    Uuid id;
    std::string source;
    std::optional<std::string> tenant;
    std::optional<std::string> eventType;
    std::optional<std::string> providerEventId;
    std::string idempotencyKey; ///< {source}:{tenant}:{provider event id}; empty when refused
    /// Empty, or another key of the same event: whoever knows one of the two is a duplicate. Not
    /// stored with the event, and never the same text as some event's idempotencyKey.
    std::string secondKey;
    /// Of a submission of several events the first one's counts, for all of them.
    std::optional<UsedToken> token;
    std::string rawBody; ///< exact bytes, or sealed (bodykeys.h)
    std::optional<SealedFrom> sealedFrom; ///< nothing: rawBody is as it came
    bool keepBody = true; ///< false: only its hash and size are stored
    std::string headersJson; ///< [["Name","value"], ...], credentials redacted
    std::string requestUrl;
    std::optional<std::string> canonicalJson; ///< nothing: jsonb cannot hold the document
    std::optional<Timestamp> occurredAt;
    std::optional<std::string> subjectType, subjectId, actorId, actorEmail;
    std::optional<JobReport> job; ///< what it says of a job that runs elsewhere
    std::string sourceIp;
    std::string userAgent;
    std::string traceId; ///< 32 hex digits
    /// Refused requests only: what was wrong, for `error` and `diagnosis`.
    std::string refusalError, refusalDiagnosis;
    std::optional<std::string> explanationJson; ///< the whole diagnosis of a refused signature
};

/// What became of an accepted event.
struct Committed
{
    Uuid eventId; ///< of the first one, when this was a duplicate
    bool isDuplicate = false;
};

} // namespace gatehouse::gateway
