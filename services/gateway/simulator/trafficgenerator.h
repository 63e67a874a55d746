#pragma once

#include "services/core/clock.h"
#include "services/core/log.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gatehouse::gateway {

/// What the traffic is made of. Shares are 0 to 1; the rest is valid and new.
struct TrafficMix
{
    double badSignatureShare = 0.03;
    double duplicateShare = 0.05;
    double failingShare = 0.08; ///< the stand-in for WordPress will fail their delivery
};

struct TrafficOptions
{
    /// Source -> (tenant, secret). Sources without a fixture or a scheme send nothing.
    std::map<std::string, std::vector<std::pair<std::string, std::string>>> secrets;
    /// The same seed and clock give the same messages; nothing: different ones at every start, so
    /// that a second start does not send duplicates of the first.
    std::optional<std::uint64_t> seed;
    /// The URL that providers call where a proxy stands in front: some sign it. Empty: where it is
    /// sent to.
    std::string publicUrl;
};

struct TrafficStatus
{
    bool isRunning = false; ///< steady traffic
    double rate = 0;
    int burst = 1;
    TrafficMix mix;
    std::int64_t waiting = 0; ///< asked for with sendNow and not sent yet
    std::int64_t sent = 0;
    std::int64_t accepted = 0; ///< 202
    std::int64_t duplicates = 0; ///< 200
    std::int64_t refused = 0; ///< 401
    std::int64_t failed = 0; ///< any other answer, or none
};

/// Sends correctly signed webhooks, made from resources/fixtures, to the gateway's own port over
/// real HTTP, from a thread of its own. Paced by the machine's steady clock; payloads carry
/// `clock`'s time. Thread-safe.
class TrafficGenerator
{
public:
    static constexpr double highestRate = 1000;
    static constexpr int highestCount = 100000;

    TrafficGenerator(const TrafficOptions &options, const Clock &clock, Log &log);
    ~TrafficGenerator(); ///< breaks off what is being sent

    /// Where to send, e.g. http://127.0.0.1:8737. Until then everything waits.
    void setGatewayUrl(std::string url);
    /// That many as fast as they are answered, one after the other. Adds to what still waits.
    void sendNow(int count, const TrafficMix &mix = {});
    /// Steady traffic: `burst` at once, and such bursts so often that it is `perSecond` on average.
    /// Replaces what ran.
    void start(double perSecond, int burst = 1, const TrafficMix &mix = {});
    /// Ends the steady traffic and drops what waits.
    void stop();
    TrafficStatus status() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::gateway
