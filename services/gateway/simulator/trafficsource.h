#pragma once

#include "services/core/clock.h"
#include "services/gateway/simulator/fixture.h"
#include "services/gateway/simulator/trafficgenerator.h"
#include "services/signing/scheme.h"

#include <deque>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::gateway {

/// One webhook, ready to be sent.
struct TrafficMessage
{
    enum class Kind { Valid, BadSignature, Duplicate, Failing };
    Kind kind = Kind::Valid;
    std::string source;
    std::string tenant;
    std::string target; ///< path and query
    signing::HeaderList headers; ///< signature included
    std::string body;
};

/// Makes webhooks from the fixtures: the same seed gives the same ones. Not thread-safe.
class TrafficSource
{
public:
    TrafficSource(const TrafficOptions &options, const Clock &clock);
    ~TrafficSource();

    /// False when no source has a secret, a fixture and a scheme.
    bool isUsable() const { return !m_senders.empty(); }
    /// `gatewayUrl` is what some providers sign, unless there is a public one. Only when usable.
    TrafficMessage next(const TrafficMix &mix, const std::string &gatewayUrl);

private:
    /// A tenant at a provider.
    struct Sender
    {
        std::string source, tenant, secret;
        const signing::Scheme *scheme = nullptr;
        const std::vector<Fixture> *fixtures = nullptr;
    };

    void addSenders(const std::string &source,
                    const std::vector<std::pair<std::string, std::string>> &tenants);
    double fraction();
    std::size_t below(std::size_t bound);
    std::string letters(std::size_t count, std::string_view alphabet);
    std::string uuid();
    FixtureValues values(const std::string &tenant);
    void remember(const TrafficMessage &message);
    void forgetOld();
    TrafficMessage::Kind pickKind(const TrafficMix &mix);
    const Sender &pickSender(TrafficMessage::Kind kind);
    TrafficMessage make(TrafficMessage::Kind kind);
    void sign(TrafficMessage &message, const std::string &gatewayUrl);

    const Clock &m_clock;
    std::string m_publicUrl; // without a slash at its end
    std::mt19937_64 m_random;
    std::vector<std::unique_ptr<signing::Scheme>> m_schemes;
    std::map<std::string, std::vector<Fixture>> m_fixtures; // by source; its nodes do not move
    std::vector<Sender> m_senders;
    /// Valid ones, unsigned: what duplicates are made of, and when each was made.
    std::deque<std::pair<Timestamp, TrafficMessage>> m_recent;
};

} // namespace gatehouse::gateway
