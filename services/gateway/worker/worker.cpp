#include "services/gateway/worker/worker.h"

#include "services/core/random.h"
#include "services/gateway/delivery/backoff.h"
#include "services/gateway/delivery/circuitbreaker.h"
#include "services/gateway/delivery/retryafter.h"
#include "services/gateway/delivery/verdict.h"
#include "services/gateway/store/reconnectingsession.h"
#include "services/gateway/store/routes.h"
#include "services/gateway/worker/breakertable.h"
#include "services/gateway/worker/deliverypreview.h"
#include "services/gateway/worker/jobqueue.h"
#include "services/gateway/worker/requestbuilder.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace gatehouse::gateway {

using std::chrono::milliseconds;
using Kind = JobOutcome::Kind;

namespace {

constexpr milliseconds statementLimit{30000};
constexpr milliseconds writePause{500};
/// Until credentials that cannot be read are looked at again: somebody may have entered them anew.
constexpr milliseconds unreadablePause{60000};
constexpr const char *dryRunNote = "Not sent: the route's mode is dry_run";

WorkerOptions completed(WorkerOptions options)
{
    if (options.name.empty())
        options.name = "worker-" + randomHex(6);
    if (options.database.statementTimeout.count() == 0)
        options.database.statementTimeout = statementLimit;
    options.database.keepsPlans = true;
    return options;
}

ServedDestinations servedBy(const WorkerOptions &options)
{
    ServedDestinations served;
    served.hasStandIn = options.standIn.has_value();
    for (const auto &[name, credentials] : options.credentials)
        served.names.push_back(name);
    if (options.vault)
        served.masterKeys = options.vault->fingerprints();
    return served;
}

JobOutcome outcomeOf(const ClaimedJob &job, Kind kind)
{
    JobOutcome outcome;
    outcome.kind = kind;
    outcome.jobId = job.id;
    outcome.eventId = job.eventId;
    outcome.attempt = job.attempt;
    return outcome;
}

std::string_view outcomeName(Kind kind)
{
    return kind == Kind::Succeeded ? "succeeded" : kind == Kind::Retry ? "retry" : "dead";
}

/// The database can be reached and will never take these rows: bad values, broken constraints.
bool isRefusal(const Error &error)
{
    const auto *state = std::get_if<SqlState>(&error.cause);
    const std::string_view code = state ? std::string_view(state->code).substr(0, 2) : "";
    return code == "22" || code == "23" || code == "42" || code == "54";
}

} // namespace

struct Worker::Private
{
    Private(WorkerOptions given, const Normalizer &normalizer, const Clock &clock, Log &log)
        : options(completed(std::move(given)))
        , normalizer(normalizer)
        , clock(clock)
        , log(log)
        , ids(clock)
        , database(options.database, "worker", clock, log)
        , queue(options.name, options.lease, servedBy(options))
        , breakers(options.name)
        , sender(options.http)
        , breaker(clock)
        , backoff(randomFraction, options.firstRetry)
    {
    }

    using Time = std::chrono::steady_clock::time_point;

    void run();
    bool goesOn();
    void work(postgres::Session &session);
    void claim(postgres::Session &session);
    void takeStock(postgres::Session &session);
    bool isUnderWay(const ClaimedJob &job);
    void beat(postgres::Session &session);
    void renew(postgres::Session &session);
    void bringForward(postgres::Session &session);
    void markUnserved(postgres::Session &session);
    void measure(postgres::Session &session);
    void exchangeBreakers(postgres::Session &session);
    void resetBreaker(postgres::Session &session, const std::string &host);
    void writeOutcomes(postgres::Session &session);
    void writeOneByOne(postgres::Session &session);
    void noteRetries();
    void giveBack();
    milliseconds pause() const;

    void start(ClaimedJob job);
    Result<> openBody(ClaimedJob &job) const;
    void cannotServe(const ClaimedJob &job, const Error &error);
    void deliver(const ClaimedJob &job, std::string body, DestinationCredentials credentials);
    void send(const ClaimedJob &job, BuiltRequest built);
    void storeDryRun(const ClaimedJob &job, BuiltRequest built);
    void delivered(const ClaimedJob &job, bool wasProbe, DeliveryAttempt delivery);
    void tellBreaker(const std::string &host, const Verdict &verdict, bool wasProbe);
    void countTry(const ClaimedJob &job, const DeliveryAttempt &delivery, const Verdict &verdict,
                  Kind kind) const;
    void die(const ClaimedJob &job, std::string_view rootCause, std::string error);
    void putBack(const ClaimedJob &job, milliseconds wait, std::string error);
    void countInFlight() const;
    void logTry(const ClaimedJob &job, const DeliveryAttempt &delivery, const Verdict &verdict,
                Kind kind) const;

    const WorkerOptions options;
    const Normalizer &normalizer;
    const Clock &clock;
    Log &log;
    UuidGenerator ids;
    ReconnectingSession database;
    JobQueue queue;
    BreakerTable breakers;
    HttpSender sender;
    CircuitBreaker breaker;
    Backoff backoff;

    std::map<Uuid, ClaimedJob> inFlight; ///< sent, not answered; by the delivery's id
    std::vector<JobOutcome> outcomes; ///< not yet in the database
    int connections = 0; ///< that it has taken stock after
    Time nextClaim{};
    Time nextHeartbeat{};
    Time nextWrite{};
    Time nextUnserved{};
    Time nextMeasure{};
    Time nextExchange{};
    Time nextComplaint{}; ///< about credentials that cannot be read
    Time stopAt{};
    bool isStopping = false;

    std::atomic<bool> woken{false};
    std::atomic<bool> stopRequested{false};
    std::thread thread; ///< last: it uses all of the above
};

void Worker::Private::run()
{
    nextHeartbeat = clock.steadyNow() + options.heartbeat;
    nextUnserved = clock.steadyNow() + options.unservedAfter;
    while (goesOn()) {
        postgres::Session *session = database.acquire();
        if (session)
            work(*session);
        sender.perform(
            session ? pause() : std::clamp(database.untilNextTry(), milliseconds(1), options.poll));
    }
    giveBack();
}

bool Worker::Private::goesOn()
{
    if (stopRequested && !isStopping) {
        isStopping = true;
        stopAt = clock.steadyNow() + options.stopGrace;
    }
    if (!isStopping)
        return true;
    const bool isIdle = inFlight.empty() && outcomes.empty();
    return !isIdle && clock.steadyNow() < stopAt;
}

void Worker::Private::work(postgres::Session &session)
{
    if (database.connections() != connections)
        takeStock(session);
    writeOutcomes(session);
    if (session.isAlive() && clock.steadyNow() >= nextHeartbeat)
        beat(session);
    if (woken.exchange(false))
        nextClaim = nextExchange = clock.steadyNow();
    if (session.isAlive() && clock.steadyNow() >= nextExchange)
        exchangeBreakers(session);
    if (session.isAlive() && !isStopping && clock.steadyNow() >= nextClaim)
        claim(session);
    if (session.isAlive() && !isStopping && clock.steadyNow() >= nextUnserved)
        markUnserved(session);
    if (session.isAlive() && options.metrics && clock.steadyNow() >= nextMeasure)
        measure(session);
    if (session.isAlive())
        writeOutcomes(session); // of jobs that ended without being sent
}

milliseconds Worker::Private::pause() const
{
    if (woken)
        return milliseconds(0);
    Time until = std::min(nextHeartbeat, isStopping ? stopAt : nextClaim);
    if (!outcomes.empty())
        until = std::min(until, nextWrite);
    const auto left = std::chrono::ceil<milliseconds>(until - clock.steadyNow());
    return std::clamp(left, milliseconds(0), options.poll);
}

void Worker::Private::claim(postgres::Session &session)
{
    const std::size_t busy = inFlight.size() + outcomes.size();
    nextClaim = clock.steadyNow() + options.poll;
    if (busy >= options.maxInFlight)
        return; // each answer makes room and looks again
    const std::size_t limit = options.maxInFlight - busy;
    auto jobs = queue.claim(session, limit);
    if (!jobs) {
        log.warning("jobs could not be claimed",
                    {{"error", jobs.error().message.toStdString()},
                     {"detail", jobs.error().detail.toStdString()}});
        return;
    }
    if (jobs->size() == limit)
        nextClaim = clock.steadyNow();
    for (ClaimedJob &job : *jobs) {
        if (!isUnderWay(job))
            start(std::move(job));
    }
}

/// A connection that was cut may have taken the answer to a claim with it.
void Worker::Private::takeStock(postgres::Session &session)
{
    std::vector<Uuid> known;
    for (const auto &[id, job] : inFlight)
        known.push_back(job.id);
    for (const JobOutcome &outcome : outcomes)
        known.push_back(outcome.jobId);
    const auto released = queue.releaseUnknown(session, known);
    if (!released) {
        log.warning("jobs whose claim was not heard of could not be looked for",
                    {{"error", released.error().message.toStdString()}});
        return;
    }
    connections = database.connections();
    if (*released > 0)
        log.info("jobs were claimed by a connection that was cut; they are due again",
                 {{"jobs", *released}});
}

/// Its lease ran out while it was sent, because a clock was set or the database was away: then the
/// request that is under way is this try's as well.
bool Worker::Private::isUnderWay(const ClaimedJob &job)
{
    const auto sent = std::find_if(inFlight.begin(), inFlight.end(),
                                   [&](const auto &other) { return other.second.id == job.id; });
    if (sent == inFlight.end())
        return false;
    sent->second.attempt = job.attempt;
    return true;
}

void Worker::Private::beat(postgres::Session &session)
{
    nextHeartbeat = clock.steadyNow() + options.heartbeat;
    renew(session);
    if (session.isAlive())
        bringForward(session);
}

void Worker::Private::renew(postgres::Session &session)
{
    std::vector<Uuid> jobs;
    for (const auto &[id, job] : inFlight)
        jobs.push_back(job.id);
    if (jobs.empty())
        return;
    if (const auto renewed = queue.renew(session, jobs); !renewed)
        log.warning("leases could not be renewed",
                    {{"error", renewed.error().message.toStdString()}});
}

void Worker::Private::bringForward(postgres::Session &session)
{
    const auto brought = queue.bringForward(session);
    if (!brought) {
        log.warning("jobs that are due too far ahead could not be looked for",
                    {{"error", brought.error().message.toStdString()}});
    } else if (*brought > 0) {
        log.warning("the clock was set back; jobs that were due too far ahead are due now",
                    {{"jobs", *brought}});
        nextClaim = clock.steadyNow();
        options.changed();
    }
}

/// So that whoever looks at a job that does not move sees why.
void Worker::Private::markUnserved(postgres::Session &session)
{
    nextUnserved = clock.steadyNow() + options.unservedAfter;
    const auto marked = queue.markUnserved(session, options.unservedAfter);
    if (!marked) {
        log.warning("jobs that nobody serves could not be looked for",
                    {{"error", marked.error().message.toStdString()},
                     {"detail", marked.error().detail.toStdString()}});
    } else if (*marked > 0) {
        log.warning("no gateway that runs can deliver these jobs", {{"jobs", *marked}});
        options.changed();
    }
}

/// Nothing rests on it, so what goes wrong here is left to the next statement to say.
void Worker::Private::measure(postgres::Session &session)
{
    nextMeasure = clock.steadyNow() + options.measure;
    if (const auto depth = JobQueue::depth(session))
        options.metrics->queueDepthIs(depth->queued, depth->running, depth->openDeadLetters);
}

/// A reset is heard here, and what waited for that breaker is claimed with the next look.
void Worker::Private::exchangeBreakers(postgres::Session &session)
{
    nextExchange = clock.steadyNow() + options.poll;
    const auto reset = breakers.exchange(session, breaker.openHosts());
    if (!reset) {
        log.warning("circuit breakers could not be told",
                    {{"error", reset.error().message.toStdString()}});
        return;
    }
    for (const std::string &host : *reset)
        resetBreaker(session, host);
}

void Worker::Private::resetBreaker(postgres::Session &session, const std::string &host)
{
    breaker.reset(host);
    if (options.metrics)
        options.metrics->breakerIs(host, false);
    log.info("circuit breaker reset", {{"host", host}});
    if (const auto woke = JobQueue::wakeWaiting(session, host); !woke)
        log.warning("jobs that wait for a breaker were not woken",
                    {{"error", woke.error().message.toStdString()}});
    nextClaim = clock.steadyNow();
}

/// What cannot be written now is kept for later; what can never be written is left to the lease,
/// which burns a try each time, so it ends.
void Worker::Private::writeOutcomes(postgres::Session &session)
{
    if (outcomes.empty() || clock.steadyNow() < nextWrite)
        return;
    const auto written = queue.finish(session, outcomes);
    if (!written) {
        if (isRefusal(written.error()))
            writeOneByOne(session);
        else
            nextWrite = clock.steadyNow() + writePause;
        return;
    }
    noteRetries();
    outcomes.clear();
    options.changed();
}

void Worker::Private::writeOneByOne(postgres::Session &session)
{
    for (const JobOutcome &outcome : outcomes) {
        const auto written = queue.finish(session, {outcome});
        if (!written && !isRefusal(written.error()))
            return; // all of them again: repeating is harmless
        if (!written) {
            log.error("the outcome of a job could not be stored",
                      {{"job_id", outcome.jobId.toString()},
                       {"error", written.error().message.toStdString()},
                       {"detail", written.error().detail.toStdString()}});
        }
    }
    noteRetries();
    outcomes.clear();
    options.changed();
}

/// Looks again when the first of them is due, not at the next poll only.
void Worker::Private::noteRetries()
{
    const Time now = clock.steadyNow();
    for (const JobOutcome &outcome : outcomes) {
        if (outcome.kind == Kind::Retry || outcome.kind == Kind::PutBack)
            nextClaim = std::min(nextClaim, now + outcome.wait + milliseconds(2));
    }
    if (outcomes.size() + inFlight.size() >= options.maxInFlight)
        nextClaim = now; // there is room again
}

void Worker::Private::giveBack()
{
    for (const auto &[id, job] : inFlight)
        outcomes.push_back(outcomeOf(job, Kind::Released));
    inFlight.clear();
    postgres::Session *session = database.acquire();
    if (session)
        breakers.clear(*session);
    if (outcomes.empty())
        return;
    if (!session || !queue.finish(*session, outcomes))
        log.warning("jobs could not be given back; their leases run out", {});
}

void Worker::Private::start(ClaimedJob job)
{
    if (job.attempt > job.maxAttempts) {
        die(job, "poison", "The worker ended during the last try; nothing is known of its outcome");
        return;
    }
    if (job.mode == "mirror") {
        die(job, "mirror", "Not sent: the route's mode is mirror");
        return;
    }
    if (!job.destination) {
        die(job, "connect", "The destination was deleted");
        return;
    }
    auto credentials = credentialsOf(job, options);
    if (!credentials) {
        cannotServe(job, credentials.error());
        return;
    }
    if (auto opened = openBody(job); !opened) {
        cannotServe(job, opened.error());
        return;
    }
    if (job.baseUrl == standInUrl)
        job.baseUrl = options.standIn->url;
    auto body = bodyOf(job, normalizer);
    if (!body)
        die(job, job.rawBody ? "normalize" : "poison", body.error().message.toStdString());
    else
        deliver(job, std::move(*body), std::move(*credentials));
}

Result<> Worker::Private::openBody(ClaimedJob &job) const
{
    if (!job.rawBody || !isSealedBody(*job.rawBody))
        return {};
    if (!options.bodies)
        return failure(ErrorKind::NotFound, QStringLiteral("No keys of bodies"));
    job.isSealed = true;
    auto body = options.bodies->open(job.eventId, std::move(*job.rawBody));
    if (!body)
        return failure(body.error());
    job.rawBody = std::move(*body);
    return {};
}

/// A dead worker's job is at once there for whoever has the credentials.
void Worker::Private::cannotServe(const ClaimedJob &job, const Error &error)
{
    const bool isUnreadable = error.kind != ErrorKind::NotFound;
    putBack(job, isUnreadable ? unreadablePause : milliseconds(0), error.message.toStdString());
    if (!isUnreadable || clock.steadyNow() < nextComplaint)
        return;
    nextComplaint = clock.steadyNow() + unreadablePause;
    log.error("the credentials of a destination cannot be read; its jobs wait",
              {{"destination", *job.destination}, {"error", error.message.toStdString()}});
}

void Worker::Private::deliver(const ClaimedJob &job, std::string body,
                              DestinationCredentials credentials)
{
    BuiltRequest built = buildRequest(job, std::move(body), credentials, options.userAgent);
    wipe(credentials);
    if (job.mode == "dry_run")
        storeDryRun(job, std::move(built));
    else
        send(job, std::move(built));
}

void Worker::Private::storeDryRun(const ClaimedJob &job, BuiltRequest built)
{
    JobOutcome outcome = outcomeOf(job, Kind::Succeeded);
    outcome.delivery = DeliveryAttempt{ids.next(),        built.requestId,
                                       built.request.url, std::move(built.redactedHeaders),
                                       std::nullopt,      {}};
    if (!job.isSealed)
        outcome.delivery->requestBody = std::move(built.request.body);
    outcome.delivery->response.error = dryRunNote;
    outcomes.push_back(std::move(outcome));
}

void Worker::Private::send(const ClaimedJob &job, BuiltRequest built)
{
    const std::string host = hostOf(built.request.url);
    const auto admission = breaker.admit(host);
    if (!admission.isAllowed) {
        const auto spread = milliseconds(static_cast<int>(250 * randomFraction()));
        putBack(job, admission.wait + spread, JobQueue::breakerError(host));
        return;
    }
    DeliveryAttempt delivery{ids.next(),        built.requestId,
                             built.request.url, std::move(built.redactedHeaders),
                             std::nullopt,      {}};
    inFlight.emplace(delivery.id, job);
    countInFlight();
    const auto credential =
        std::make_shared<const secrets::Secret>(credentialOf(built.request.headers));
    const auto answered = [this, wasProbe = admission.isProbe, credential,
                           delivery = std::move(delivery)](DeliveryResponse response) mutable {
        const auto node = inFlight.extract(delivery.id);
        countInFlight();
        removeEcho(response, credential->view());
        delivery.response = std::move(response);
        delivered(node.mapped(), wasProbe, std::move(delivery));
    };
    sender.send(std::move(built.request), answered);
}

void Worker::Private::delivered(const ClaimedJob &job, bool wasProbe, DeliveryAttempt delivery)
{
    const Verdict verdict = judge(delivery.response);
    const std::string host = hostOf(delivery.url);
    const bool breakerWasOpen = breaker.isOpen(host);
    tellBreaker(host, verdict, wasProbe);
    const bool retries = verdict.kind == Verdict::Kind::Retry && job.attempt < job.maxAttempts;
    const auto asked =
        retryAfter(delivery.response.header("Retry-After").value_or(""), clock.now());
    if (verdict.kind != Verdict::Kind::Succeeded && !retries) {
        die(job, verdict.rootCause, verdict.error);
    } else {
        outcomes.push_back(outcomeOf(job, retries ? Kind::Retry : Kind::Succeeded));
        outcomes.back().error = verdict.error;
        outcomes.back().wait = retries ? backoff.after(job.attempt, asked) : milliseconds(0);
    }
    countTry(job, delivery, verdict, outcomes.back().kind);
    logTry(job, delivery, verdict, outcomes.back().kind);
    if (options.tried)
        options.tried({job, delivery, outcomes.back().kind, breakerWasOpen, breaker.isOpen(host)});
    outcomes.back().delivery = std::move(delivery);
}

void Worker::Private::countTry(const ClaimedJob &job, const DeliveryAttempt &delivery,
                               const Verdict &verdict, Kind kind) const
{
    if (!options.metrics)
        return;
    options.metrics->deliveryTried(job.destination.value_or(""), job.source,
                                   delivery.response.status, outcomeName(kind),
                                   delivery.response.duration);
    if (kind == Kind::Retry)
        options.metrics->jobRetries(job.source, verdict.rootCause);
}

/// What went well is many lines, which nobody needs who does not look for something.
void Worker::Private::logTry(const ClaimedJob &job, const DeliveryAttempt &delivery,
                             const Verdict &verdict, Kind kind) const
{
    const double latency =
        std::chrono::duration<double, std::milli>(delivery.response.duration).count();
    log.write(kind == Kind::Succeeded ? LogLevel::Debug : LogLevel::Info, "delivery",
              {{"job_id", job.id.toString()},
               {"event_id", job.eventId.toString()},
               {"tenant", job.tenant},
               {"source", job.source},
               {"destination", job.destination.value_or("")},
               {"outcome", outcomeName(kind)},
               {"status", static_cast<std::int64_t>(delivery.response.status)},
               {"root_cause", verdict.rootCause},
               {"latency_ms", latency},
               {"attempt", static_cast<std::int64_t>(job.attempt)}});
}

void Worker::Private::countInFlight() const
{
    if (options.metrics)
        options.metrics->jobsInFlightAre(inFlight.size());
}

void Worker::Private::tellBreaker(const std::string &host, const Verdict &verdict, bool wasProbe)
{
    const bool wasOpen = breaker.isOpen(host);
    if (verdict.isHostFailure)
        breaker.failed(host, wasProbe);
    else
        breaker.succeeded(host);
    const bool isOpen = breaker.isOpen(host);
    if (options.metrics)
        options.metrics->breakerIs(host, isOpen);
    if (options.metrics && isOpen && !wasOpen)
        options.metrics->breakerOpened(host);
    if (isOpen != wasOpen) {
        log.warning(wasOpen ? "circuit breaker closed" : "circuit breaker opened",
                    {{"host", host}, {"root_cause", verdict.rootCause}});
    }
}

void Worker::Private::die(const ClaimedJob &job, std::string_view rootCause, std::string error)
{
    JobOutcome outcome = outcomeOf(job, Kind::Dead);
    outcome.rootCause = rootCause;
    outcome.error = std::move(error);
    outcome.deadLetterId = ids.next();
    if (options.metrics)
        options.metrics->jobDied(rootCause);
    log.info("dead letter",
             {{"job_id", job.id.toString()},
              {"event_id", job.eventId.toString()},
              {"tenant", job.tenant},
              {"source", job.source},
              {"destination", job.destination.value_or("")},
              {"root_cause", rootCause},
              {"attempt", static_cast<std::int64_t>(job.attempt)}});
    outcomes.push_back(std::move(outcome));
}

void Worker::Private::putBack(const ClaimedJob &job, milliseconds wait, std::string error)
{
    JobOutcome outcome = outcomeOf(job, Kind::PutBack);
    outcome.wait = wait;
    outcome.error = std::move(error);
    outcomes.push_back(std::move(outcome));
}

Worker::Worker(WorkerOptions options, const Normalizer &normalizer, const Clock &clock, Log &log)
    : d(std::make_unique<Private>(std::move(options), normalizer, clock, log))
{
    d->thread = std::thread([this] { d->run(); });
}

Worker::~Worker()
{
    d->stopRequested = true;
    d->sender.wakeup();
    d->thread.join();
}

void Worker::wake()
{
    d->woken = true;
    d->sender.wakeup();
}

} // namespace gatehouse::gateway
