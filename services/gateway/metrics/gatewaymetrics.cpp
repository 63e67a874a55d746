#include "services/gateway/metrics/gatewaymetrics.h"

#include <array>
#include <fstream>
#include <unistd.h>

namespace gatehouse::gateway {

namespace {

const std::vector<double> ingestSeconds{0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05,
                                        0.1,    0.2,   0.5,   1,     2,    5,    10};
const std::vector<double> batchSizes{1, 2, 4, 8, 16, 32, 64, 128, 256};
/// Up to the time-out of a delivery.
const std::vector<double> jobMilliseconds{1,   2,   5,    10,   20,   50,   100,
                                          200, 500, 1000, 2000, 5000, 10000};

constexpr std::array statusClasses{"2xx", "3xx", "4xx", "5xx", "none"};
constexpr std::array rootCauses{"http_4xx", "http_5xx", "timeout",   "connect", "tls",
                                "redirect", "poison",   "normalize", "mirror"};

const char *resultName(GatewayMetrics::Ingest result)
{
    switch (result) {
    case GatewayMetrics::Ingest::Accepted:
        return "accepted";
    case GatewayMetrics::Ingest::Refused:
        return "refused";
    case GatewayMetrics::Ingest::Unavailable:
        break;
    }
    return "unavailable";
}

/// curl reports no 1xx as the last answer, so what is no 2xx to 5xx is no answer.
const char *statusClass(int status)
{
    const int hundreds = status / 100;
    return hundreds >= 2 && hundreds <= 5 ? statusClasses[static_cast<std::size_t>(hundreds - 2)]
                                          : "none";
}

double secondsOf(GatewayMetrics::Duration time)
{
    return std::chrono::duration<double>(time).count();
}

double residentBytes()
{
    std::ifstream statm("/proc/self/statm");
    double total = 0;
    double resident = 0;
    statm >> total >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

} // namespace

GatewayMetrics::GatewayMetrics(const std::string &version, Timestamp started)
    : m_ingested(m_registry.counter("webhook_ingest_count",
                                    "Webhook events that were taken: queued (new) or duplicate.",
                                    {"source", "tenant", "outcome"}))
    , m_handshakes(m_registry.counter("webhook_handshake_count",
                                      "Pings and handshakes of providers, which are no events.",
                                      {"source", "tenant"}))
    , m_ingestFailed(m_registry.counter("webhook_ingest_fail_count",
                                        "Webhook requests answered with an error, by its code.",
                                        {"source", "tenant", "code"}))
    , m_ingestTime(m_registry.histogram("webhook_ingest_duration_seconds",
                                        "From a whole webhook request to its answer.",
                                        ingestSeconds, {"source", "result"}))
    , m_batch(m_registry.histogram("commit_batch_events", "Events of one transaction.", batchSizes))
    , m_commitTime(m_registry.histogram("commit_duration_seconds",
                                        "From taking a batch to the answers for all of it.",
                                        ingestSeconds))
    , m_commitQueue(m_registry.gauge("commit_queue_events", "Events that wait to be committed."))
    , m_commitQueueBytes(m_registry.gauge("commit_queue_bytes", "Bytes of these events."))
    , m_databaseUp(
          m_registry.gauge("database_up", "0 while the last try to reach Postgres failed."))
    , m_jobTime(m_registry.histogram("job_duration_ms",
                                     "Milliseconds of one try of a job that was sent.",
                                     jobMilliseconds, {"destination", "outcome", "source"}))
    , m_retries(m_registry.counter("job_retry_count", "Tries that failed and are made again.",
                                   {"source", "cause"}))
    , m_wordpress(m_registry.counter("wordpress_http_total",
                                     "Deliveries by the class of their answer; none: no answer.",
                                     {"class"}))
    , m_deadLetters(
          m_registry.counter("dead_letter_total", "Jobs that became dead letters.", {"root_cause"}))
    , m_inFlight(m_registry.gauge("job_in_flight", "Deliveries sent and not answered yet."))
    , m_depth(m_registry.gauge("job_queue_depth",
                               "Jobs in the database, of all gateways on it, counted to 100000.",
                               {"state"}))
    , m_openDeadLetters(m_registry.gauge("dead_letter_open",
                                         "Dead letters that wait for somebody, counted to 100000."))
    , m_breakerOpen(m_registry.gauge("circuit_breaker_open",
                                     "1 while the host of a destination is not called.", {"host"}))
    , m_breakerOpened(m_registry.counter("circuit_breaker_opened_total",
                                         "How often the breaker of a host opened.", {"host"}))
    , m_alertsFiring(m_registry.gauge("gatehouse_alerts_firing",
                                      "Alerts that are not over, of all gateways on the database.",
                                      {"severity"}))
    , m_notices(m_registry.counter("gatehouse_alert_notice_total",
                                   "Tries to tell somebody of an alert: sent, retry or failed.",
                                   {"channel", "outcome"}))
    , m_memory(m_registry.gauge("process_resident_memory_bytes", "Memory of this process."))
{
    using Seconds = std::chrono::duration<double>;
    m_registry.gauge("process_start_time_seconds", "When it started, in seconds since 1970.")
        .with({})
        .set(std::chrono::duration_cast<Seconds>(started.time_since_epoch()).count());
    m_registry.gauge("gatehouse_build_info", "Always 1; the version is in the label.", {"version"})
        .with({version})
        .set(1);
    // A rate needs a zero to grow from, so what is known beforehand is there from the start.
    for (const char *name : statusClasses)
        m_wordpress.with({name});
    for (const char *cause : rootCauses)
        m_deadLetters.with({cause});
    m_batch.with({});
    m_commitTime.with({});
    commitQueueIs(0, 0);
    databaseIsReachable(true);
    jobsInFlightAre(0);
}

void GatewayMetrics::eventTaken(const std::string &source, const std::string &tenant,
                                bool isDuplicate)
{
    m_ingested.with({source, tenant, isDuplicate ? "duplicate" : "queued"}).add();
}

void GatewayMetrics::handshakeAnswered(const std::string &source, const std::string &tenant)
{
    m_handshakes.with({source, tenant}).add();
}

void GatewayMetrics::requestFailed(const std::string &source, const std::string &tenant,
                                   const std::string &code)
{
    m_ingestFailed.with({source, tenant, code}).add();
}

void GatewayMetrics::ingestTook(const std::string &source, Ingest result, Duration time)
{
    m_ingestTime.with({source, resultName(result)}).observe(secondsOf(time));
}

void GatewayMetrics::batchCommitted(std::size_t events, Duration time)
{
    m_batch.with({}).observe(static_cast<double>(events));
    m_commitTime.with({}).observe(secondsOf(time));
}

void GatewayMetrics::commitQueueIs(std::size_t events, std::size_t bytes)
{
    m_commitQueue.with({}).set(static_cast<double>(events));
    m_commitQueueBytes.with({}).set(static_cast<double>(bytes));
}

void GatewayMetrics::databaseIsReachable(bool isReachable)
{
    m_databaseUp.with({}).set(isReachable ? 1 : 0);
}

void GatewayMetrics::deliveryTried(const std::string &destination, const std::string &source,
                                   int status, std::string_view outcome,
                                   std::chrono::microseconds time)
{
    m_wordpress.with({statusClass(status)}).add();
    m_jobTime.with({destination, std::string(outcome), source})
        .observe(std::chrono::duration<double, std::milli>(time).count());
}

void GatewayMetrics::jobRetries(const std::string &source, std::string_view cause)
{
    m_retries.with({source, std::string(cause)}).add();
}

void GatewayMetrics::jobDied(std::string_view rootCause)
{
    m_deadLetters.with({std::string(rootCause)}).add();
}

void GatewayMetrics::jobsInFlightAre(std::size_t jobs)
{
    m_inFlight.with({}).set(static_cast<double>(jobs));
}

void GatewayMetrics::queueDepthIs(std::int64_t queued, std::int64_t running,
                                  std::int64_t openDeadLetters)
{
    m_depth.with({"queued"}).set(static_cast<double>(queued));
    m_depth.with({"running"}).set(static_cast<double>(running));
    m_openDeadLetters.with({}).set(static_cast<double>(openDeadLetters));
}

void GatewayMetrics::breakerIs(const std::string &host, bool isOpen)
{
    m_breakerOpen.with({host}).set(isOpen ? 1 : 0);
}

void GatewayMetrics::breakerOpened(const std::string &host)
{
    m_breakerOpened.with({host}).add();
}

void GatewayMetrics::alertsFiringAre(std::int64_t warning, std::int64_t critical)
{
    m_alertsFiring.with({"warning"}).set(static_cast<double>(warning));
    m_alertsFiring.with({"critical"}).set(static_cast<double>(critical));
}

void GatewayMetrics::noticeTried(const std::string &channelKind, const std::string &outcome)
{
    m_notices.with({channelKind, outcome}).add();
}

std::string GatewayMetrics::text()
{
    m_memory.with({}).set(residentBytes());
    return m_registry.text();
}

} // namespace gatehouse::gateway
