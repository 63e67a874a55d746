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

Outcomes::Outcomes(const Clock &clock, Log &log)
    : m_clock(clock)
    , m_log(log)
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

double Outcomes::millisecondsSince(std::chrono::steady_clock::time_point started) const
{
    return std::chrono::duration<double, std::milli>(m_clock.steadyNow() - started).count();
}

void Outcomes::logAccepted(const Committed &committed, const std::string &source,
                           const std::string &tenant, std::chrono::steady_clock::time_point started)
{
    m_log.debug("webhook accepted",
                {{"event_id", committed.eventId.toString()},
                 {"tenant", tenant},
                 {"source", source},
                 {"outcome", committed.isDuplicate ? std::string_view("duplicate") : "queued"},
                 {"latency_ms", millisecondsSince(started)}});
}

void Outcomes::logRefused(const IncomingEvent &event, const Refusal &refusal,
                          std::chrono::steady_clock::time_point started)
{
    m_log.info("webhook refused",
               {{"event_id", event.id.toString()},
                {"tenant", event.tenant.value_or("")},
                {"source", event.source},
                {"outcome", refusal.code},
                {"status", static_cast<std::int64_t>(refusal.status)},
                {"latency_ms", millisecondsSince(started)}});
}

void Outcomes::logUnavailable(const std::string &source, const std::string &tenant,
                              std::string_view reason,
                              std::chrono::steady_clock::time_point started)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_unavailableLines.take(m_clock.steadyNow()))
            return;
    }
    m_log.warning("webhook not taken",
                  {{"tenant", tenant},
                   {"source", source},
                   {"outcome", "unavailable"},
                   {"reason", reason},
                   {"latency_ms", millisecondsSince(started)}});
}

} // namespace gatehouse::gateway
