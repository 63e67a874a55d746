#include "services/gateway/rotation/refresher.h"

#include "services/gateway/store/reconnectingsession.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace gatehouse::gateway {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds longestRefresh{2000};
constexpr milliseconds statementLimit{5000};

RefresherOptions completed(RefresherOptions options)
{
    if (options.database.statementTimeout.count() == 0)
        options.database.statementTimeout = statementLimit;
    return options;
}

} // namespace

struct Refresher::Private
{
    Private(RefresherOptions given, Look wanted, const Clock &clock, Log &log)
        : options(completed(std::move(given)))
        , look(std::move(wanted))
        , log(log)
        , database(options.database, options.purpose, clock, log)
    {
    }

    void run();
    bool waitForNext();
    Result<> lookOnce();

    const RefresherOptions options;
    const Look look;
    Log &log;
    ReconnectingSession database; ///< of the thread alone, while it runs

    std::mutex turns;
    std::condition_variable wake;
    std::condition_variable looked;
    std::int64_t begun = 0; ///< looks, and those that ended
    std::int64_t ended = 0;
    std::int64_t wanted = 0; ///< by refresh()
    bool stopping = false;
    std::thread thread; ///< last: it uses all of the above
};

void Refresher::Private::run()
{
    while (waitForNext()) {
        if (const auto done = lookOnce(); !done && done.error().kind != ErrorKind::Unavailable)
            log.warning("what is stored could not be read; what was read before counts",
                        {{"part", options.purpose}, {"error", done.error().message.toStdString()}});
        const std::lock_guard lock(turns);
        ended = begun;
        looked.notify_all();
    }
}

bool Refresher::Private::waitForNext()
{
    std::unique_lock lock(turns);
    wake.wait_for(lock, options.interval, [this] { return stopping || wanted > begun; });
    ++begun;
    return !stopping;
}

Result<> Refresher::Private::lookOnce()
{
    postgres::Session *session = database.acquire();
    if (!session)
        return failure(ErrorKind::Unavailable, QStringLiteral("The database is away."));
    return look(*session);
}

Refresher::Refresher(RefresherOptions options, Look look, const Clock &clock, Log &log)
    : d(std::make_unique<Private>(std::move(options), std::move(look), clock, log))
{
}

Refresher::~Refresher()
{
    if (!d->thread.joinable())
        return;
    {
        const std::lock_guard lock(d->turns);
        d->stopping = true;
    }
    d->wake.notify_all();
    d->looked.notify_all();
    d->thread.join();
    (void)d->lookOnce();
}

Result<> Refresher::start()
{
    if (auto read = d->lookOnce(); !read)
        return read;
    d->thread = std::thread([this] { d->run(); });
    return {};
}

void Refresher::refresh()
{
    std::unique_lock lock(d->turns);
    if (!d->thread.joinable())
        return;
    const std::int64_t turn = d->begun + 1;
    d->wanted = std::max(d->wanted, turn);
    d->wake.notify_all();
    d->looked.wait_for(lock, longestRefresh, [&] { return d->ended >= turn || d->stopping; });
}

} // namespace gatehouse::gateway
