#pragma once

#include "services/core/error.h"
#include "services/gateway/http/message.h"
#include "services/gateway/ingress/outcomes.h"
#include "services/gateway/store/event.h"
#include "services/signing/scheme.h"

#include <vector>

namespace gatehouse::gateway {

/// The refusal of a signature that is not valid. A forger learns nothing from it; the operator
/// does.
Refusal fromVerification(const signing::Verification &verification);

/// The refusal of an event that could not be normalized.
Refusal fromError(const Error &error);

/// 202 when one of the request's events is new, else 200; `event_id` is the first one's. A batch
/// also gets all as `event_ids`, in the order they were sent. `committed` is not empty.
http::Response accepted(const std::vector<Committed> &committed, bool isBatch);

/// 503 with Retry-After, or 400 when the database can hold no form of the event.
http::Response notTaken(const Error &error);

} // namespace gatehouse::gateway
