#include "services/gateway/delivery/circuitbreaker.h"

#include <algorithm>

namespace gatehouse::gateway {

using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {
constexpr std::size_t failuresToOpen = 5;
constexpr seconds window{60};
constexpr seconds firstWait{5};
constexpr seconds longestWait{60};
constexpr milliseconds probeTime{1000}; ///< until a probe's outcome may be known
} // namespace

CircuitBreaker::Admission CircuitBreaker::admit(const std::string &name)
{
    const auto found = m_hosts.find(name);
    if (found == m_hosts.end() || !found->second.isOpen)
        return {};
    Host &host = found->second;
    if (host.isProbing)
        return {false, false, probeTime};
    const auto now = m_clock.steadyNow();
    if (now < host.probeAt)
        return {false, false, std::chrono::ceil<milliseconds>(host.probeAt - now)};
    host.isProbing = true;
    return {true, true, milliseconds(0)};
}

void CircuitBreaker::succeeded(const std::string &name)
{
    m_hosts.erase(name);
}

void CircuitBreaker::failed(const std::string &name, bool wasProbe)
{
    Host &host = m_hosts[name];
    if (host.isOpen) {
        if (wasProbe)
            open(host, std::min<milliseconds>(host.wait * 2, longestWait));
        return;
    }
    const auto now = m_clock.steadyNow();
    while (!host.failures.empty() && now - host.failures.front() > window)
        host.failures.pop_front();
    host.failures.push_back(now);
    if (host.failures.size() >= failuresToOpen)
        open(host, firstWait);
}

void CircuitBreaker::abandoned(const std::string &name, bool wasProbe)
{
    const auto found = m_hosts.find(name);
    if (wasProbe && found != m_hosts.end())
        found->second.isProbing = false;
}

bool CircuitBreaker::isOpen(const std::string &name) const
{
    const auto found = m_hosts.find(name);
    return found != m_hosts.end() && found->second.isOpen;
}

void CircuitBreaker::reset(const std::string &name)
{
    m_hosts.erase(name);
}

std::vector<CircuitBreaker::OpenHost> CircuitBreaker::openHosts() const
{
    std::vector<OpenHost> open;
    const auto now = m_clock.steadyNow();
    for (const auto &[name, host] : m_hosts) {
        const auto left = std::chrono::ceil<milliseconds>(host.probeAt - now);
        if (host.isOpen)
            open.push_back({name, std::max(left, milliseconds(0))});
    }
    return open;
}

void CircuitBreaker::open(Host &host, milliseconds wait) const
{
    host.isOpen = true;
    host.isProbing = false;
    host.wait = wait;
    host.probeAt = m_clock.steadyNow() + wait;
    host.failures.clear();
}

} // namespace gatehouse::gateway
