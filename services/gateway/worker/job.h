#pragma once

#include "services/core/uuid.h"
#include "services/gateway/worker/credentials.h"
#include "services/sending/httpsender.h"

#include <chrono>
#include <optional>
#include <string>

namespace gatehouse::gateway {

/// A job that this worker holds, with all that its delivery needs.
struct ClaimedJob
{
    Uuid id;
    Uuid eventId;
    int attempt = 1; ///< the number of this try, from 1
    int maxAttempts = 5;
    std::string mode; ///< live, dry_run or mirror
    std::string source;
    std::string tenant;
    std::string path;
    std::string idempotencyKey;
    std::string traceId;
    std::optional<std::string> destination; ///< its name; nothing: it was deleted
    std::string baseUrl;
    SealedCredentials credentials; ///< what the destination keeps of its own
    /// What was received, or what an operator made of it last; nothing: it was not kept.
    std::optional<std::string> rawBody;
    int payloadEdits = 0; ///< of a job that was read, not claimed: how often it was changed
    bool isSealed = false; ///< the body is sealed where it is stored, so no copy of it may be
    std::string headersJson; ///< of the webhook: [["Name","value"], ...]
};

/// One try, as it is stored.
struct DeliveryAttempt
{
    Uuid id; ///< its time is when the try began
    Uuid requestId;
    std::string url;
    HeaderFields requestHeaders; ///< credentials redacted
    std::optional<std::string> requestBody;
    DeliveryResponse response;
};

/// What became of a claimed job.
struct JobOutcome
{
    enum class Kind {
        Succeeded,
        Retry, ///< waits for its next try
        Dead,
        PutBack, ///< waits for something else than a try of its own: no try is burnt
        Released, ///< given to the next worker at once, no try is burnt
    };
    Kind kind = Kind::Succeeded;
    Uuid jobId;
    Uuid eventId;
    int attempt = 1;
    std::chrono::milliseconds wait{0}; ///< Retry and PutBack: from now
    std::string error;
    std::string rootCause; ///< Dead: the dead letter's tag
    Uuid deadLetterId; ///< Dead: of its letter, unless it has one from a death before
    std::optional<DeliveryAttempt> delivery; ///< when something was sent, or built for a dry run
};

/// A try that was sent, and what it came to; for whoever watches. Views.
struct TriedDelivery
{
    const ClaimedJob &job;
    const DeliveryAttempt &delivery;
    JobOutcome::Kind kind; ///< Succeeded, Retry or Dead
    bool breakerWasOpen; ///< of the host, before and after
    bool breakerIsOpen;
};

} // namespace gatehouse::gateway
