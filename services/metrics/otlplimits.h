#pragma once

#include "services/core/result.h"

#include <cstddef>

namespace gatehouse::metrics {

/// What a request has of what takes memory.
struct OtlpSize
{
    std::size_t spans = 0;
    std::size_t parts = 0; ///< resources, scopes, and the attributes of resources and spans
};

/// Invalid, with the limit that is passed (otlp.h).
Result<> checkSize(const OtlpSize &size);

} // namespace gatehouse::metrics
