#pragma once

#include "services/core/log.h"
#include "services/postgres/session.h"

#include <optional>
#include <string>

namespace gatehouse::gateway {

/// A session that comes back after it was lost: connects on demand, with a backoff of 0.1, 0.2, ...
/// 1 s between tries, for whatever waits for the database waits for that, too. Belongs to one
/// thread.
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
    /// How often it has connected: another number means another session than before.
    int connections() const { return m_connections; }
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
    int m_connections = 0;
    std::chrono::milliseconds m_wait{0};
    std::chrono::steady_clock::time_point m_nextTry{};
};

} // namespace gatehouse::gateway
