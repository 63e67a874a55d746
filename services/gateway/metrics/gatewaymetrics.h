#pragma once

#include "services/core/clock.h"
#include "services/gateway/metrics/registry.h"

#include <chrono>
#include <string>
#include <string_view>

namespace gatehouse::gateway {

/// What one gateway process tells Prometheus about itself. Names and labels are stable: dashboards
/// and alerts are written against them. Tenants are those that have a secret, sources those that
/// have a scheme, hosts those of destinations; so nobody outside can make up series. Thread-safe.
class GatewayMetrics
{
public:
    GatewayMetrics(const std::string &version, Timestamp started);
    GatewayMetrics(const GatewayMetrics &) = delete;
    GatewayMetrics &operator=(const GatewayMetrics &) = delete;

    using Duration = std::chrono::steady_clock::duration;
    enum class Ingest { Accepted, Refused, Unavailable };

    /// One event of a request that was answered 202 or 200.
    void eventTaken(const std::string &source, const std::string &tenant, bool isDuplicate);
    /// One ping or handshake: answered well, and no event.
    void handshakeAnswered(const std::string &source, const std::string &tenant);
    /// One request that was answered with an error of that code. `tenant` may be empty.
    void requestFailed(const std::string &source, const std::string &tenant,
                       const std::string &code);
    /// From the whole request to its answer.
    void ingestTook(const std::string &source, Ingest result, Duration time);

    void batchCommitted(std::size_t events, Duration time);
    void commitQueueIs(std::size_t events, std::size_t bytes);
    void databaseIsReachable(bool isReachable);

    /// One try that was sent: `status` is 0 when no answer came, `outcome` succeeded, retry or
    /// dead.
    void deliveryTried(const std::string &destination, const std::string &source, int status,
                       std::string_view outcome, std::chrono::microseconds time);
    void jobRetries(const std::string &source, std::string_view cause);
    void jobDied(std::string_view rootCause);
    void jobsInFlightAre(std::size_t jobs);
    /// What the database holds, each counted to 100,000.
    void queueDepthIs(std::int64_t queued, std::int64_t running, std::int64_t openDeadLetters);
    void breakerIs(const std::string &host, bool isOpen);
    void breakerOpened(const std::string &host);

    /// Alerts that are open, acknowledged or not, of all gateways on the database.
    void alertsFiringAre(std::int64_t warning, std::int64_t critical);
    /// One message about an alert that was tried: `outcome` is sent, retry or failed.
    void noticeTried(const std::string &channelKind, const std::string &outcome);

    /// In the Prometheus text format. Reads this process's memory, too.
    std::string text();

private:
    MetricRegistry m_registry;
    CounterFamily &m_ingested;
    CounterFamily &m_handshakes;
    CounterFamily &m_ingestFailed;
    HistogramFamily &m_ingestTime;
    HistogramFamily &m_batch;
    HistogramFamily &m_commitTime;
    GaugeFamily &m_commitQueue;
    GaugeFamily &m_commitQueueBytes;
    GaugeFamily &m_databaseUp;
    HistogramFamily &m_jobTime;
    CounterFamily &m_retries;
    CounterFamily &m_wordpress;
    CounterFamily &m_deadLetters;
    GaugeFamily &m_inFlight;
    GaugeFamily &m_depth;
    GaugeFamily &m_openDeadLetters;
    GaugeFamily &m_breakerOpen;
    CounterFamily &m_breakerOpened;
    GaugeFamily &m_alertsFiring;
    CounterFamily &m_notices;
    GaugeFamily &m_memory;
};

} // namespace gatehouse::gateway
