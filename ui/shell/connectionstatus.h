#pragma once

#include "services/core/error.h"

#include <chrono>

namespace gatehouse::ui {

/// How one of the two ways to the gateway (database, admin API) stands; the application pushes it
/// in, so that the shell includes neither.
struct ConnectionStatus
{
    /// NotReady: it answers, but only that it cannot do its work now (503).
    /// Absent: the connection has no such way, and what it is for goes the other one.
    enum class Phase { Connecting, Ready, NotReady, Lost, Absent };
    Phase phase = Phase::Connecting;
    std::chrono::milliseconds latency{0}; ///< Ready
    Error error = {}; ///< NotReady, Lost
    std::chrono::seconds silence{0}; ///< Ready, but what was asked is unanswered for so long
};

} // namespace gatehouse::ui
