#include "services/postgres/sessionprivate.h"
#include "services/postgres/texts.h"

#include <algorithm>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

namespace gatehouse::postgres {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

/// Looked again at least this often: what TLS has decrypted and libpq not yet read wakes no poll().
constexpr milliseconds longestNap{1000};

/// By the kernel's count; libpq has none. 0 where it is no TCP.
std::uint64_t receivedBytes(const PGconn *connection)
{
    tcp_info info{};
    socklen_t size = sizeof info;
    const int known = getsockopt(PQsocket(connection), IPPROTO_TCP, TCP_INFO, &info, &size);
    return known == 0 ? info.tcpi_bytes_received : 0;
}

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
    return waitUntil([pg = connection.get()](bool unsent) { return !unsent && PQisBusy(pg) == 0; });
}

/// To libpq what was written to a connection that is gone counts as sent: only who reads hears of
/// it.
bool Session::Private::waitUntilSent()
{
    if (!waitUntil([](bool unsent) { return !unsent; }))
        return false;
    if (PQconsumeInput(connection.get()) != 1)
        abandon();
    return !isLost();
}

bool Session::Private::waitUntil(const std::function<bool(bool unsent)> &isOver)
{
    PGconn *const pg = connection.get();
    auto heard = steady_clock::now();
    while (!isLost()) {
        const bool unsent = PQflush(pg) == 1;
        if (isOver(unsent))
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
        else if (heard > bounds.due || largestAnswer > 0)
            keepBounds(heard);
    }
    return false;
}

ResultHandle Session::Private::nextResult()
{
    return waitForAnswer() ? ResultHandle(PQgetResult(connection.get())) : ResultHandle();
}

void Session::Private::beginAnswer(std::size_t statements)
{
    bounds = {};
    if (statementTimeout.count() > 0)
        bounds.due = steady_clock::now() + statementTimeout * statements + lateness;
    if (largestAnswer > 0)
        bounds.receivedBefore = receivedBytes(connection.get());
}

void Session::Private::keepBounds(steady_clock::time_point heard)
{
    if (heard > bounds.due) {
        abandon({ErrorKind::Timeout,
                 Postgres::tr("The database goes on sending long after the time that a statement "
                              "may take. It was given up; narrow the filter, or ask who runs it."),
                 {},
                 {}});
    } else if (largestAnswer > 0
               && receivedBytes(connection.get()) - bounds.receivedBefore > largestAnswer) {
        abandon({ErrorKind::Invalid,
                 Postgres::tr("The database's answer is larger than %1 MB. It was given up; ask "
                              "for less.")
                     .arg(largestAnswer / 1'000'000),
                 {},
                 {}});
    }
}

ResultHandle Session::Private::lastResult()
{
    beginAnswer();
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
