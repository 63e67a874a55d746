#pragma once

#include "services/core/clock.h"

#include <chrono>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace gatehouse::gateway {

/// Keeps a host that is ill from being called: opens after 5 failures in a row within 60 s; after 5
/// s one request may probe it, and each probe that fails doubles the wait, to 60 s. One success
/// closes it. Not thread-safe: it belongs to the worker's thread.
class CircuitBreaker
{
public:
    explicit CircuitBreaker(const Clock &clock)
        : m_clock(clock)
    {
    }

    struct Admission
    {
        bool isAllowed = true; ///< then succeeded(), failed() or abandoned() has to follow
        bool isProbe = false; ///< allowed as the one request that tries an ill host
        std::chrono::milliseconds wait{0}; ///< not allowed: ask again after that
    };
    Admission admit(const std::string &host);
    void succeeded(const std::string &host);
    /// A request that was under way when the breaker opened is no probe and does not keep it open.
    void failed(const std::string &host, bool wasProbe);
    /// The request was never sent, or its end says nothing about the host.
    void abandoned(const std::string &host, bool wasProbe);
    bool isOpen(const std::string &host) const;
    /// As if the host had never failed: an operator's word.
    void reset(const std::string &host);

    struct OpenHost
    {
        std::string name;
        std::chrono::milliseconds untilProbe{0}; ///< until one request may try it
    };
    std::vector<OpenHost> openHosts() const;

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Host
    {
        std::deque<Time> failures; ///< in a row, of the last 60 s
        bool isOpen = false;
        bool isProbing = false;
        Time probeAt{};
        std::chrono::milliseconds wait{0};
    };
    void open(Host &host, std::chrono::milliseconds wait) const;

    const Clock &m_clock;
    std::map<std::string, Host> m_hosts;
};

} // namespace gatehouse::gateway
