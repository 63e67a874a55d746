#pragma once

#include "services/gateway/alerts/evaluation.h"

#include <memory>

namespace gatehouse::gateway {

class GatewayMetrics;

struct AlertWatchOptions
{
    postgres::SessionOptions database;
    ReadConditions readConditions;
    /// After a commit that changed alerts, on this thread: wakes the sender and the notifier. Must
    /// not block.
    std::function<void()> changed = [] {};
    GatewayMetrics *metrics = nullptr; ///< outlives it; null: nobody counts
    std::chrono::milliseconds interval{std::chrono::minutes(1)};
};

/// evaluateAlerts() once an interval on a thread of its own, with a session that lives for that
/// look only; the first one an interval after the start. Any number of gateways may do it.
class AlertWatch
{
public:
    /// `clock` and `log` outlive it.
    AlertWatch(AlertWatchOptions options, const Clock &clock, Log &log);
    /// Gives up the look it is at; the next one does it.
    ~AlertWatch();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::gateway
