#include "services/postgres/connection.h"

#include "services/postgres/connectionworker.h"

namespace gatehouse::postgres {

Connection::Connection(SessionOptions options, QObject *parent)
    : QObject(parent)
    , m_worker(std::make_unique<Worker>(std::move(options), this))
{
    connect(&m_silenceWatch, &QTimer::timeout, this, &Connection::lookForSilence);
    m_silenceWatch.start(std::chrono::seconds(1));
}

/// A server that hangs ends no connection, so nobody else would say so.
void Connection::lookForSilence()
{
    const ConnectionState state = m_worker->state();
    const bool isSilent = state.silence.count() > 0;
    if (isSilent || m_isSilent)
        emit stateChanged(state);
    m_isSilent = isSilent;
}

Connection::~Connection() = default;

QFuture<Result<Rows>> Connection::query(std::string sql, Parameters parameters)
{
    return run<Rows>([sql = std::move(sql), parameters = std::move(parameters)](Session &session) {
        return session.execute(sql, parameters);
    });
}

ConnectionState Connection::state() const
{
    return m_worker->state();
}

const SessionOptions &Connection::options() const
{
    return m_worker->options();
}

void Connection::retryNow()
{
    m_worker->retryNow();
}

void Connection::enqueue(Job job)
{
    m_worker->enqueue(std::move(job));
}

} // namespace gatehouse::postgres
