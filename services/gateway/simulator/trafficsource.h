#pragma once

#include "services/core/clock.h"
#include "services/gateway/simulator/fixture.h"
#include "services/gateway/simulator/trafficgenerator.h"
#include "services/gateway/simulator/trafficplan.h"
#include "services/signing/scheme.h"

#include <deque>
#include <memory>
#include <optional>
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
    /// Those that can send, and which tenants do, both in order.
    std::map<std::string, std::vector<std::string>> tenants() const;
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
    FixtureValues values(const std::string &tenant, Timestamp now);
    void remember(const TrafficMessage &message);
    void forgetOld();
    double weightOf(const Sender &sender, TrafficMessage::Kind kind, const TrafficMix &mix) const;
    bool canFail(const TrafficMix &mix) const;
    std::vector<const TrafficMessage *> recent(const TrafficMix &mix) const;
    TrafficMessage::Kind pickKind(const TrafficMix &mix);
    const Sender &pickSender(TrafficMessage::Kind kind, const TrafficMix &mix);
    std::chrono::seconds pickSkew(const TrafficMix &mix);
    TrafficMessage make(TrafficMessage::Kind kind, const TrafficMix &mix, Timestamp now);
    TrafficMessage pick(const TrafficMix &mix, Timestamp now);
    TrafficMessage pickCopy(const TrafficMix &mix, Timestamp now);
    const Sender &senderOf(const TrafficMessage &message) const;
    const Sender *mixedUpWith(const Sender &sender) const;
    std::string secretOf(const Sender &sender) const;
    void addToken(TrafficMessage &message, Timestamp now) const;
    void sign(TrafficMessage &message, const TrafficMix &mix, const std::string &gatewayUrl,
              Timestamp now);

    const Clock &m_clock;
    std::string m_publicUrl; // without a slash at its end
    std::optional<BridgeTokens> m_bridge;
    decltype(TrafficOptions::signsWith) m_signsWith;
    std::mt19937_64 m_random;
    std::vector<std::unique_ptr<signing::Scheme>> m_schemes;
    std::map<std::string, std::vector<Fixture>> m_fixtures; // by source; its nodes do not move
    std::vector<Sender> m_senders;
    /// Valid ones, unsigned: what duplicates are made of, and when each was made.
    std::deque<std::pair<Timestamp, TrafficMessage>> m_recent;
    std::vector<TrafficMessage> m_copies; // unsigned; to be sent in any order
};

} // namespace gatehouse::gateway
