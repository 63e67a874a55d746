#pragma once

#include "services/core/log.h"
#include "services/postgres/session.h"

#include <optional>
#include <string>

namespace gatehouse::gateway {

/// A session that comes back after it was lost: connects on demand, with a backoff of 0.1, 0.2, ...
/// 5 s between tries. Belongs to one thread, except for lastError().
class ReconnectingSession
{
public:
    /// `purpose` stands in the log and after "gatehouse " in application_name.
    ReconnectingSession(postgres::SessionOptions options, std::string_view purpose,
                        const Clock &clock, Log &log);

    /// The living session. When there is none it connects (blocks for the connect time-out at
    /// most), unless the backoff still runs; nullptr then, and when connecting failed.
    postgres::Session *acquire();
    /// Zero when acquire() has a session or would try to connect now.
    std::chrono::milliseconds untilNextTry() const;
    /// A transaction without retries that gives Unavailable when there is no session.
    Result<std::vector<postgres::Rows>> executeTransaction(
        const std::vector<postgres::Statement> &statements);

private:
    void connect();

    postgres::SessionOptions m_options;
    std::string m_purpose;
    const Clock &m_clock;
    Log &m_log;
    std::optional<postgres::Session> m_session;
    std::chrono::milliseconds m_wait{0};
    std::chrono::steady_clock::time_point m_nextTry{};
};

} // namespace gatehouse::gateway
