#pragma once

#include "services/core/clock.h"
#include "services/core/result.h"
#include "services/gateway/normalize/normalizer.h"
#include "services/gateway/seed/markedtext.h"

#include <optional>
#include <string>
#include <vector>

namespace gatehouse::gateway {

/// One fixture (of a batch one element), taken apart: what the gateway would store of such an
/// event, with the slots in which two events differ. Signatures have the right form and are made
/// up, since the secrets that they would need are nobody's.
struct EventKind
{
    std::string source;
    std::string fixture; ///< the file's name, without its ending
    std::string eventType;
    double weight = 1; ///< how often it comes, beside the others

    MarkedText body;
    MarkedText canonical; ///< JSON
    MarkedText headers; ///< JSON, as they are stored
    MarkedText url;
    MarkedText userAgent;
    MarkedText providerEventId;
    MarkedText idempotencyKey;
    MarkedText secondKey; ///< empty: it has one key only
    std::optional<MarkedText> subjectId, actorId, actorEmail;
    std::optional<std::string> subjectType;
    /// When it happened, from when it was sent on; nothing: it does not say.
    std::optional<std::chrono::microseconds> occurredAfter;
    std::optional<Timestamp> occurredAt; ///< or a time that is the same in all

    /// What it says of a job that runs elsewhere; of `report` the id is not used.
    struct AiJob
    {
        MarkedText id;
        JobReport report;
    };
    std::optional<AiJob> job;

    /// What is stored when its signature is not valid.
    struct Refused
    {
        std::string error;
        MarkedText diagnosis;
        MarkedText explanation; ///< JSON; without the ends of the body, as it is after a day
    };
    Refused refused;
};

/// All kinds of all sources, in order. Invalid when a fixture does not normalize.
Result<std::vector<EventKind>> eventKinds(const Normalizer &normalizer);

} // namespace gatehouse::gateway
