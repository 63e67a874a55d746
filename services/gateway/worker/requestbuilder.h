#pragma once

#include "services/core/result.h"
#include "services/gateway/normalize/normalizer.h"
#include "services/gateway/worker/job.h"
#include "services/gateway/worker/worker.h"

namespace gatehouse::gateway {

/// A request as docs/contract.md, section 4, wants it. Pure but for random ids.
struct BuiltRequest
{
    DeliveryRequest request;
    Uuid requestId; ///< X-Request-Id, new for each try
    HeaderFields redactedHeaders; ///< what may be stored
};

/// The body of a job's delivery: the canonical event with `raw`. Errors as Normalizer::normalize;
/// Invalid also when the webhook's body was not kept.
Result<std::string> bodyOf(const ClaimedJob &job, const Normalizer &normalizer);

BuiltRequest buildRequest(const ClaimedJob &job, std::string body,
                          const DestinationCredentials &credentials, const std::string &userAgent);

/// What stands behind the scheme in Authorization; empty: nothing does.
std::string credentialOf(const HeaderFields &headers);
/// Some receivers send back what they were sent, and answers are stored: takes the credential out
/// of this one, wherever it stands as it was sent.
void removeEcho(DeliveryResponse &response, std::string_view credential);

/// base URL + path, with one slash between.
std::string targetOf(const ClaimedJob &job);

} // namespace gatehouse::gateway
