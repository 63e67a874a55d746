#pragma once

#include "services/core/error.h"
#include "services/core/log.h"
#include "services/gateway/http/message.h"
#include "services/gateway/ingress/minutecap.h"
#include "services/gateway/metrics/gatewaymetrics.h"
#include "services/gateway/store/event.h"

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace gatehouse::gateway {

/// Why a request is refused.
struct Refusal
{
    int status = 400;
    std::string code; ///< stable, snake case
    std::string detail; ///< for the sender: says nothing about our secrets
    std::string diagnosis; ///< for the operator: what was wrong and what to do; empty: `detail`
    std::vector<http::Headers::Field> headers = {}; ///< that the status asks for
    bool isAboutSignature = false; ///< signing::Scheme::explain can say more

    /// For the column `error`: "401 signature mismatch".
    std::string summary() const;

    http::Response response() const;
};

/// What is written down and counted of each request. Thread-safe; shared by the endpoint and by
/// answers that are still under way when it is gone. What it is given outlives it.
class Outcomes
{
public:
    /// Without `metrics` nothing is counted.
    Outcomes(const Clock &clock, Log &log, GatewayMetrics *metrics = nullptr);

    /// What a flood of refused requests may cost: beyond the first 600 a minute of a source nothing
    /// is kept, beyond the first 20 neither body nor URL.
    enum class Keep { Nothing, Facts, Everything };
    Keep admitRefused(const std::string &source);

    using Time = std::chrono::steady_clock::time_point;

    /// The events of one request.
    void accepted(const std::vector<Committed> &events, const std::string &source,
                  const std::string &tenant, Time started);
    /// Valid, and not stored; `eventId` is what the first event would have been. At most 60 lines a
    /// minute.
    void notTaken(const Uuid &eventId, const std::string &source, const std::string &tenant,
                  const Error &error, Time started);
    /// Every refused request; what is written of it is capped by admitRefused().
    void countRefused(const IncomingEvent &event, const Refusal &refusal, Time started);
    void logRefused(const IncomingEvent &event, const Refusal &refusal, Time started);
    void countUnknownSource();
    /// A request whose head was refused, so that its tenant is not known.
    void countUnread(std::string_view source, std::string_view code);
    void countHandshake(const std::string &source, const std::string &tenant);

private:
    struct Caps
    {
        MinuteCap records{600};
        MinuteCap bodies{20};
    };
    double millisecondsSince(Time started) const;
    void logAccepted(const Committed &event, const std::string &source, const std::string &tenant,
                     Time started);

    const Clock &m_clock;
    Log &m_log;
    GatewayMetrics *m_metrics;
    std::mutex m_mutex;
    std::map<std::string, Caps> m_refused; ///< by source
    MinuteCap m_unavailableLines{60};
};

} // namespace gatehouse::gateway
