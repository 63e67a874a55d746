#include "services/postgres/session.h"

#include <libpq-fe.h>

#include <csignal>
#include <ctime>

namespace gatehouse::postgres {

namespace {

/// PQcancel writes to a plain socket: a server that hangs up at once would end the program.
class WithoutSigpipe
{
public:
    WithoutSigpipe()
    {
        sigemptyset(&m_pipe);
        sigaddset(&m_pipe, SIGPIPE);
        sigset_t pending;
        sigpending(&pending);
        m_wasPending = sigismember(&pending, SIGPIPE) == 1;
        pthread_sigmask(SIG_BLOCK, &m_pipe, &m_before);
    }
    ~WithoutSigpipe()
    {
        const timespec atOnce{};
        if (!m_wasPending)
            sigtimedwait(&m_pipe, nullptr, &atOnce);
        pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    WithoutSigpipe(const WithoutSigpipe &) = delete;
    WithoutSigpipe &operator=(const WithoutSigpipe &) = delete;

private:
    sigset_t m_pipe{};
    sigset_t m_before{};
    bool m_wasPending = false;
};

} // namespace

Canceller::Canceller(pg_cancel *cancel)
    : m_cancel(cancel, PQfreeCancel)
{
}

void Canceller::cancel() const
{
    if (!m_cancel)
        return;
    const WithoutSigpipe guard;
    char message[256];
    PQcancel(m_cancel.get(), message, sizeof message); // best effort: the statement may have ended
}

} // namespace gatehouse::postgres
