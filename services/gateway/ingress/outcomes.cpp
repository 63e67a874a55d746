#include "services/gateway/ingress/outcomes.h"

#include <algorithm>

namespace gatehouse::gateway {

http::Response Refusal::response() const
{
    http::Response response = http::problem(status, code, detail);
    for (const auto &[name, value] : headers)
        response.headers.set(name, value);
    return response;
}

std::string Refusal::summary() const
{
    std::string words = code;
    std::replace(words.begin(), words.end(), '_', ' ');
    return std::to_string(status) + ' ' + words;
}

Outcomes::Outcomes(const Clock &clock, Log &log, GatewayMetrics *metrics)
    : m_clock(clock)
    , m_log(log)
    , m_metrics(metrics)
{
}

Outcomes::Keep Outcomes::admitRefused(const std::string &source)
{
    const auto now = m_clock.steadyNow();
    const std::lock_guard lock(m_mutex);
    Caps &caps = m_refused[source];
    if (!caps.records.take(now))
        return Keep::Nothing;
    return caps.bodies.take(now) ? Keep::Everything : Keep::Facts;
}

double Outcomes::millisecondsSince(Time started) const
{
    return std::chrono::duration<double, std::milli>(m_clock.steadyNow() - started).count();
}

void Outcomes::accepted(const std::vector<Committed> &events, const std::string &source,
                        const std::string &tenant, Time started)
{
    for (const Committed &event : events) {
        if (m_metrics)
            m_metrics->eventTaken(source, tenant, event.isDuplicate);
        logAccepted(event, source, tenant, started);
    }
    if (m_metrics)
        m_metrics->ingestTook(source, GatewayMetrics::Ingest::Accepted,
                              m_clock.steadyNow() - started);
}

void Outcomes::logAccepted(const Committed &event, const std::string &source,
                           const std::string &tenant, Time started)
{
    if (!m_log.writes(LogLevel::Debug))
        return;
    m_log.debug("webhook accepted",
                {{"event_id", event.eventId.toString()},
                 {"tenant", tenant},
                 {"source", source},
                 {"outcome", event.isDuplicate ? std::string_view("duplicate") : "queued"},
                 {"latency_ms", millisecondsSince(started)}});
}

void Outcomes::countRefused(const IncomingEvent &event, const Refusal &refusal, Time started)
{
    if (!m_metrics)
        return;
    m_metrics->requestFailed(event.source, event.tenant.value_or(""), refusal.code);
    m_metrics->ingestTook(event.source, GatewayMetrics::Ingest::Refused,
                          m_clock.steadyNow() - started);
}

/// The source in the URL is anybody's text, so it is no label.
void Outcomes::countUnknownSource()
{
    countUnread("unknown", "unknown_source");
}

void Outcomes::countUnread(std::string_view source, std::string_view code)
{
    if (m_metrics)
        m_metrics->requestFailed(std::string(source), "", std::string(code));
}

void Outcomes::countHandshake(const std::string &source, const std::string &tenant)
{
    if (m_metrics)
        m_metrics->handshakeAnswered(source, tenant);
}

void Outcomes::logRefused(const IncomingEvent &event, const Refusal &refusal, Time started)
{
    m_log.info("webhook refused",
               {{"event_id", event.id.toString()},
                {"tenant", event.tenant.value_or("")},
                {"source", event.source},
                {"outcome", refusal.code},
                {"status", static_cast<std::int64_t>(refusal.status)},
                {"latency_ms", millisecondsSince(started)}});
}

void Outcomes::notTaken(const Uuid &eventId, const std::string &source, const std::string &tenant,
                        const Error &error, Time started)
{
    const std::string outcome = error.kind == ErrorKind::Invalid ? "unusable" : "unavailable";
    if (m_metrics) {
        m_metrics->requestFailed(source, tenant, outcome);
        m_metrics->ingestTook(source, GatewayMetrics::Ingest::Unavailable,
                              m_clock.steadyNow() - started);
    }
    {
        const std::lock_guard lock(m_mutex);
        if (!m_unavailableLines.take(m_clock.steadyNow()))
            return;
    }
    m_log.warning("webhook not taken",
                  {{"event_id", eventId.toString()},
                   {"tenant", tenant},
                   {"source", source},
                   {"outcome", outcome},
                   {"reason", errorKindName(error.kind)},
                   {"latency_ms", millisecondsSince(started)}});
}

} // namespace gatehouse::gateway
