#include "services/postgres/session.h"
#include "services/postgres/sessionprivate.h"

#include <algorithm>
#include <array>
#include <poll.h>

namespace gatehouse::postgres {

namespace {

struct MemoryFreer
{
    void operator()(void *memory) const { PQfreemem(memory); }
};

std::vector<Notification> takeNotifications(PGconn *connection)
{
    std::vector<Notification> taken;
    while (const std::unique_ptr<PGnotify, MemoryFreer> one{PQnotifies(connection)})
        taken.push_back({one->relname, one->extra});
    return taken;
}

int millisecondsUntil(std::chrono::steady_clock::time_point deadline)
{
    const auto rest =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    constexpr std::int64_t longest = 3'600'000; // then it is asked again
    return static_cast<int>(std::clamp<std::int64_t>(rest.count(), 0, longest));
}

} // namespace

Result<> Session::listen(const std::string &channel)
{
    const std::unique_ptr<char, MemoryFreer> quoted(
        PQescapeIdentifier(d->connection.get(), channel.data(), channel.size()));
    if (!quoted)
        return failure(d->lostConnectionError());
    return d->simple((std::string("LISTEN ") + quoted.get()).c_str());
}

Result<std::vector<Notification>> Session::waitForNotifications(std::chrono::milliseconds timeout,
                                                                int wakeDescriptor)
{
    const auto now = std::chrono::steady_clock::now();
    const auto deadline =
        timeout < std::chrono::hours(24) ? now + timeout : now + std::chrono::hours(24);
    PGconn *connection = d->connection.get();
    while (true) {
        if (PQconsumeInput(connection) != 1 || d->isLost())
            return failure(d->lostConnectionError());
        std::vector<Notification> taken = takeNotifications(connection);
        if (!taken.empty())
            return taken;
        std::array<pollfd, 2> waited{pollfd{PQsocket(connection), POLLIN, 0},
                                     pollfd{wakeDescriptor, POLLIN, 0}}; // poll ignores -1
        const int rest = millisecondsUntil(deadline);
        const int ready = poll(waited.data(), waited.size(), rest);
        if (waited[1].revents != 0 || (ready == 0 && std::chrono::steady_clock::now() >= deadline))
            return taken;
    }
}

} // namespace gatehouse::postgres
