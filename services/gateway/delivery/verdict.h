#pragma once

#include "services/sending/httpsender.h"

#include <string>
#include <string_view>

namespace gatehouse::gateway {

/// What an answer means for its job. Pure.
struct Verdict
{
    enum class Kind {
        Succeeded, ///< 2xx
        Retry, ///< 5xx, 408, 409, 429 or no answer
        Dead, ///< everything else
    };
    Kind kind = Kind::Dead;
    /// The dead letter's tag when this was the last try: http_4xx, http_5xx, timeout, connect, tls,
    /// redirect.
    std::string_view rootCause;
    std::string error; ///< one line; empty when it succeeded
    /// Whether the host itself seems ill: counts for its circuit breaker.
    bool isHostFailure = false;
};

Verdict judge(const DeliveryResponse &response);

} // namespace gatehouse::gateway
