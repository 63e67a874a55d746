#pragma once

#include "services/postgres/backgroundthread.h"
#include "services/postgres/connection.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace gatehouse::postgres {

/// What a Connection shares with its two threads. It outlives the Connection when a thread hangs in
/// a connect. All members but the constant ones are guarded by the mutex.
class Connection::Worker
{
public:
    struct Shared
    {
        Shared(SessionOptions sessionOptions, Connection *connection)
            : options(std::move(sessionOptions))
            , owner(connection)
        {
        }
        const SessionOptions options;
        const WakeDescriptor
            wake; ///< work came, stop, or retry: for the thread that polls the socket
        std::condition_variable changed; ///< the same, and a job began or ended: for the canceller

        std::mutex mutex;
        Connection *owner; ///< null once it is gone
        bool isStopping = false;
        bool isRetryWanted = false;
        std::deque<Job> queue;
        std::optional<Error> away; ///< while there is no connection: what work is answered
        ConnectionState state;
        std::optional<std::chrono::steady_clock::time_point> askedAt; ///< while a statement runs
        std::function<bool()> isRunningCancelled; ///< set while a job runs
        Canceller canceller; ///< of the session that runs it
        bool isCancelling = false; ///< a request is on its way: the next job must not begin
    };

    Worker(SessionOptions options, Connection *owner);
    ~Worker();

    void enqueue(Job job);
    void retryNow();
    ConnectionState state() const;
    const SessionOptions &options() const { return m_shared->options; }

private:
    std::shared_ptr<Shared> m_shared;
    BackgroundThread m_runner; ///< owns the session, runs the jobs
    BackgroundThread m_canceller; ///< watches for cancelled futures
};

} // namespace gatehouse::postgres
