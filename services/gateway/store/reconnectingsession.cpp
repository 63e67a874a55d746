#include "services/gateway/store/reconnectingsession.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse::gateway {

using std::chrono::milliseconds;

namespace {
constexpr milliseconds firstWait{100};
constexpr milliseconds longestWait{1000};
} // namespace

ReconnectingSession::ReconnectingSession(postgres::SessionOptions options, std::string_view purpose,
                                         const Clock &clock, Log &log)
    : m_options(std::move(options))
    , m_purpose(purpose)
    , m_clock(clock)
    , m_log(log)
{
    m_options.applicationName = "gatehouse " + m_purpose;
}

postgres::Session *ReconnectingSession::acquire()
{
    if (m_session && !m_session->isAlive()) {
        m_log.warning("the database connection was lost", {{"purpose", m_purpose}});
        m_session.reset();
    }
    if (!m_session && m_clock.steadyNow() >= m_nextTry)
        connect();
    return m_session ? &*m_session : nullptr;
}

void ReconnectingSession::connect()
{
    auto session = postgres::Session::connect(m_options);
    if (session) {
        if (m_wait.count() > 0)
            m_log.info("the database is back", {{"purpose", m_purpose}});
        m_session = std::move(*session);
        ++m_connections;
        m_wait = milliseconds(0);
        return;
    }
    if (m_wait.count() == 0) {
        m_log.warning("the database is away",
                      {{"purpose", m_purpose}, {"error", session.error().message.toStdString()}});
    }
    m_wait = std::clamp(m_wait * 2, firstWait, longestWait);
    m_nextTry = m_clock.steadyNow() + m_wait;
}

milliseconds ReconnectingSession::untilNextTry() const
{
    if (m_session && m_session->isAlive())
        return milliseconds(0);
    const auto left = std::chrono::ceil<milliseconds>(m_nextTry - m_clock.steadyNow());
    return std::max(left, milliseconds(0));
}

Result<std::vector<postgres::Rows>> ReconnectingSession::executeTransaction(
    const std::vector<postgres::Statement> &statements)
{
    postgres::Session *session = acquire();
    if (!session) {
        return failure(ErrorKind::Unavailable,
                       QCoreApplication::translate("store", "The gateway's database is away."));
    }
    return session->executeTransaction(statements);
}

} // namespace gatehouse::gateway
