#include "services/postgres/sessionprivate.h"

#include <algorithm>
#include <poll.h>

namespace gatehouse::postgres {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

/// Looked again at least this often: what TLS has decrypted and libpq not yet read wakes no poll().
constexpr milliseconds longestNap{1000};

bool isCopy(const PGresult *result)
{
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH;
}

/// Until something can be read or, with `unsent`, written.
bool nap(const PGconn *connection, bool unsent, milliseconds time)
{
    pollfd socket{PQsocket(connection), static_cast<short>(unsent ? POLLIN | POLLOUT : POLLIN), 0};
    return poll(&socket, 1, static_cast<int>(std::clamp(time, milliseconds(0), longestNap).count()))
        != 0;
}

} // namespace

bool Session::Private::waitForAnswer()
{
    PGconn *const pg = connection.get();
    auto heard = steady_clock::now();
    while (!isLost()) {
        const bool unsent = PQflush(pg) == 1;
        if (!unsent && PQisBusy(pg) == 0)
            return true;
        const auto silence = std::chrono::floor<milliseconds>(steady_clock::now() - heard);
        if (silenceLimit.count() > 0 && silence >= silenceLimit) {
            abandon("no answer for " + std::to_string(silence.count()) + " ms");
            return false;
        }
        if (nap(pg, unsent, silenceLimit.count() > 0 ? silenceLimit - silence : longestNap))
            heard = steady_clock::now();
        if (PQconsumeInput(pg) != 1)
            abandon();
    }
    return false;
}

ResultHandle Session::Private::nextResult()
{
    return waitForAnswer() ? ResultHandle(PQgetResult(connection.get())) : ResultHandle();
}

ResultHandle Session::Private::lastResult()
{
    ResultHandle last;
    while (ResultHandle next = nextResult()) {
        last = std::move(next);
        if (isCopy(last.get()))
            break;
    }
    return last;
}

ResultHandle Session::Private::run(const char *sql)
{
    return PQsendQuery(connection.get(), sql) == 1 ? lastResult() : ResultHandle();
}

} // namespace gatehouse::postgres
