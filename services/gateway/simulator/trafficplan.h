#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>

namespace gatehouse::gateway {

/// Stands in messages that are wrong on purpose and says in what: "wrong secret". For whoever looks
/// at them; nothing is decided by it.
inline constexpr std::string_view simulatedHeader = "X-Gatehouse-Simulated";

/// What the traffic is made of. Shares are 0 to 1; the rest is valid and new.
struct TrafficMix
{
    double badSignatureShare = 0.03;
    double duplicateShare = 0.05;
    double failingShare = 0.08; ///< the stand-in for WordPress will fail their delivery
    /// How many of each source, as weights; sources that are not here send nothing. Empty: every
    /// tenant of every source sends alike.
    std::map<std::string, double> sources = {};
    /// How far the senders' clocks are ahead; negative: behind.
    std::chrono::seconds clockSkew{0};
    std::chrono::seconds clockSpread{0}; ///< each message's skew is at most so far from that
    int copies = 1; ///< each new event is sent so often, among others; over 1: nothing but those
    bool isKeyMixUp = false; ///< the first tenant of a source signs with the secret of the second
    bool operator==(const TrafficMix &) const = default;
};

/// Steady traffic.
struct TrafficPlan
{
    double rate = 0; ///< a second, on average; 0: none
    int burst = 1; ///< that many at once
    TrafficMix mix = {};
    bool operator==(const TrafficPlan &) const = default;
};

} // namespace gatehouse::gateway
