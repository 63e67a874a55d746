#pragma once

#include "services/gateway/http/server.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace gatehouse::http {

/// Where the answer to one request arrives: filled from any thread, emptied by the connection.
class ReplySlot
{
public:
    /// `wake` is called at most once, on the thread that settles, when the connection waits.
    explicit ReplySlot(std::function<void()> wake);

    /// The answer, or nothing when there will be none. Only the first call counts.
    void settle(std::optional<Response> response);
    /// True when it is not settled yet: `wake` will be called.
    bool wakesLater();
    std::optional<Response> take();

private:
    std::function<void()> m_wake;
    std::mutex m_mutex;
    bool m_settled = false;
    bool m_awaited = false;
    std::optional<Response> m_response;
};

/// The Reply that fills the slot; when its last copy goes without a call, the slot stays without an
/// answer.
Reply replyInto(std::shared_ptr<ReplySlot> slot);

} // namespace gatehouse::http
