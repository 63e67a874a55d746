#include "services/gateway/alerts/noticesender.h"

#include "services/gateway/alerts/notices.h"
#include "services/gateway/metrics/gatewaymetrics.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace gatehouse::gateway {

namespace {
constexpr std::chrono::seconds noticeStatementLimit{10};
}

struct NoticeSender::Private
{
    Private(NoticeSenderOptions given, const Clock &c, Log &l)
        : options(std::move(given))
        , clock(c)
        , log(l)
    {
    }

    void run(const std::stop_token &stop);
    void sendAll(const std::stop_token &stop);
    Result<bool> sendNext(postgres::Session &session, std::vector<Uuid> &silent,
                          const std::stop_token &stop);
    void tell(const ClaimedNotice &notice, const SendingOutcome &outcome) const;

    NoticeSenderOptions options;
    const Clock &clock;
    Log &log;
    std::mutex mutex;
    std::condition_variable_any woken;
    bool isWoken = false;
    std::jthread thread; ///< last: it uses all of the above
};

void NoticeSender::Private::run(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(mutex);
            woken.wait_for(lock, stop, options.interval, [this] { return isWoken; });
            isWoken = false;
        }
        if (!stop.stop_requested())
            sendAll(stop);
    }
}

void NoticeSender::Private::sendAll(const std::stop_token &stop)
{
    auto session = postgres::Session::connect(options.database);
    if (!session)
        return; // the database is away; others say so
    std::vector<Uuid> silent;
    Result<bool> isMore = true;
    while (isMore && *isMore && !stop.stop_requested())
        isMore = sendNext(*session, silent, stop);
    if (!isMore && isMore.error().kind != ErrorKind::Unavailable)
        log.warning("alerts could not be sent; it is tried again",
                    {{"error", isMore.error().message.toStdString()}});
}

/// False: nothing more is due. A channel that failed is left alone until the next round, so that
/// one that keeps everybody waiting does not keep the others from their messages.
Result<bool> NoticeSender::Private::sendNext(postgres::Session &session, std::vector<Uuid> &silent,
                                             const std::stop_token &stop)
{
    const auto claimed = claimNotice(session, options.vault, clock.now(), silent);
    if (!claimed || !*claimed)
        return claimed ? Result<bool>(false) : failure(claimed.error());
    const ClaimedNotice &notice = **claimed;
    const auto outcome = notice.channel
        ? sendMessage(*notice.channel, notice.message, clock.now(), stop,
                      options.certificateAuthorities)
        : SendingOutcome{notice.channel.error().message.toStdString(), {}};
    if (!outcome.isSent() && stop.stop_requested())
        return false; // as if this process had died: it is tried again
    if (!outcome.isSent())
        silent.push_back(notice.channelId);
    tell(notice, outcome);
    return recordNotice(session, notice, outcome, clock.now()).map([this] {
        options.changed();
        return true;
    });
}

void NoticeSender::Private::tell(const ClaimedNotice &notice, const SendingOutcome &outcome) const
{
    const bool isLast = notice.attempt >= mostNoticeTries;
    const std::string kind = notice.channel ? notice.channel->kind : "unreadable";
    const char *result = outcome.isSent() ? "sent" : isLast ? "failed" : "retry";
    if (options.metrics)
        options.metrics->noticeTried(kind, result);
    if (!outcome.isSent())
        log.warning(isLast ? "an alert could not be told, and is given up"
                           : "an alert could not be told; it is tried again",
                    {{"rule", notice.message.rule},
                     {"channel", notice.channel ? notice.channel->name : std::string("?")},
                     {"attempt", std::int64_t(notice.attempt)},
                     {"why", outcome.error}});
}

NoticeSender::NoticeSender(NoticeSenderOptions options, const Clock &clock, Log &log)
{
    options.database.applicationName = "gatehouse notices";
    options.database.statementTimeout = noticeStatementLimit;
    d = std::make_unique<Private>(std::move(options), clock, log);
    d->thread = std::jthread([this](const std::stop_token &stop) { d->run(stop); });
}

NoticeSender::~NoticeSender() = default;

void NoticeSender::wake()
{
    {
        const std::lock_guard lock(d->mutex);
        d->isWoken = true;
    }
    d->woken.notify_all();
}

} // namespace gatehouse::gateway
