#pragma once

#include "services/core/clock.h"
#include "services/core/log.h"
#include "services/gateway/simulator/trafficplan.h"
#include "services/signing/jwt.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gatehouse::gateway {

/// What makes the bearer tokens of the WordPress bridge.
struct BridgeTokens
{
    signing::JwtSigner signer;
    signing::JwtOptions options;
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
    /// Sources that are to send nothing although they have secrets, and why.
    std::map<std::string, std::string> leftOut = {};
    /// What a tenant signs with now in place of the secret that was given; null: that one. Called
    /// on the generator's thread.
    std::function<std::string(const std::string &source, const std::string &tenant,
                              const std::string &given)>
        signsWith = {};
    std::optional<BridgeTokens> bridge = {}; ///< nothing: source wordpress sends no tokens
};

/// A source that has secrets.
struct TrafficSourceStatus
{
    std::string source;
    std::vector<std::string> tenants; ///< that send; empty: none can
    double rate = 0; ///< a second; of the steady traffic, on average
    std::int64_t sent = 0;
    std::string leftOut; ///< why it sends nothing; empty: it does when it is asked to
};

struct TrafficStatus
{
    bool isRunning = false; ///< steady traffic
    TrafficPlan plan; ///< of it; when it was stopped, with rate 0
    std::vector<TrafficSourceStatus> sources;
    std::int64_t waiting = 0; ///< asked for with sendNow and not sent yet
    std::int64_t sent = 0;
    std::int64_t accepted = 0; ///< 202
    std::int64_t duplicates = 0; ///< 200
    std::int64_t refused = 0; ///< 401
    std::int64_t failed = 0; ///< any other answer, or none
};

/// Sends correctly signed webhooks, made from resources/fixtures, to the gateway's own port over
/// real HTTP, some at a time, from a thread of its own. Paced by the machine's steady clock;
/// payloads carry `clock`'s time. Thread-safe.
class TrafficGenerator
{
public:
    static constexpr double highestRate = 1000;
    static constexpr int highestCount = 100000;

    TrafficGenerator(const TrafficOptions &options, const Clock &clock, Log &log);
    ~TrafficGenerator(); ///< breaks off what is being sent

    /// Where to send, e.g. http://127.0.0.1:8737. Until then everything waits.
    void setGatewayUrl(std::string url);
    /// That many as fast as they are answered. Adds to what still waits.
    void sendNow(int count, const TrafficMix &mix = {});
    /// Steady traffic, at most highestRate; a gateway that is slower is not owed the rest. Replaces
    /// what ran; a plan without a rate ends it.
    void start(const TrafficPlan &plan);
    /// Ends the steady traffic and drops what waits.
    void stop();
    TrafficStatus status() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::gateway
