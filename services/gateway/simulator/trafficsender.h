#pragma once

#include <atomic>
#include <memory>
#include <string>

namespace gatehouse::gateway {

struct TrafficMessage;

/// One keep-alive HTTP connection. Belongs to one thread.
class TrafficSender
{
public:
    TrafficSender();
    ~TrafficSender();

    /// Posts the message and waits for the answer, at most ten seconds. The HTTP status, or 0 when
    /// there was none. Breaks off when `isEnding` becomes true.
    int send(const std::string &gatewayUrl, const TrafficMessage &message,
             const std::atomic<bool> &isEnding);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::gateway
