#pragma once

#include "services/core/log.h"
#include "services/postgres/session.h"

#include <chrono>
#include <memory>

namespace gatehouse::gateway {

/// sampleGauges() and rollUp() again and again on a thread of its own with a session of its own: at
/// once while it is behind, else every `interval`. A round that fails is tried again with half as
/// many minutes; the first one of several is logged.
class Roller
{
public:
    /// `clock` and `log` outlive it.
    Roller(postgres::SessionOptions database, const Clock &clock, Log &log,
           std::chrono::milliseconds interval = std::chrono::seconds(10));
    /// Gives up what it is at; the next one does it.
    ~Roller();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::gateway
