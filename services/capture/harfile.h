#pragma once

#include "services/capture/capturedrequest.h"
#include "services/core/result.h"

#include <QByteArray>

#include <vector>

namespace gatehouse::capture {

/// The requests with a body of an HTTP Archive 1.2, in its order. Invalid for what is none, has
/// none, or has more than 1,000 of them.
Result<std::vector<CapturedRequest>> requestsOfHar(const QByteArray &bytes);

} // namespace gatehouse::capture
