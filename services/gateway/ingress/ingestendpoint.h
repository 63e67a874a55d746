#pragma once

#include "services/core/ratelimiter.h"
#include "services/core/uuid.h"
#include "services/gateway/http/server.h"
#include "services/gateway/ingress/backgroundwork.h"
#include "services/gateway/ingress/bearercheck.h"
#include "services/gateway/ingress/dialect.h"
#include "services/gateway/ingress/eventsink.h"
#include "services/gateway/ingress/outcomes.h"
#include "services/gateway/ingress/providersecrets.h"
#include "services/gateway/ingress/trustedproxies.h"
#include "services/gateway/normalize/normalizer.h"
#include "services/signing/scheme.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace gatehouse::gateway {

struct IngestOptions
{
    std::string publicUrl; ///< what providers call, without the path; empty: scheme and Host header
    /// For the sources that bring a token; null: none is asked for. Outlives the endpoint.
    const BearerCheck *bearerCheck = nullptr;
    TrustedProxies proxies = {}; ///< who may say for whom they ask, and over what scheme
    /// Of one client address, and of one token's subject, in this process; 0: any number.
    int requestsPerMinute = 0;
    /// Where refused signatures are explained before they are recorded; null: at once, on the
    /// server's threads. Ends before the sink does.
    BackgroundWork *background = nullptr;
    GatewayMetrics *metrics = nullptr; ///< outlives the endpoint; null: nothing is counted
};

/// POST /api/webhooks/{source}/ingest?tenant= (docs/contract.md, section 2): verifies, normalizes,
/// hands on to be committed, and answers only then. What is peculiar to a source is its Dialect. A
/// source is known when signing has a scheme and
/// resources/mappings a mapping for it. Everything that is given by reference outlives the
/// endpoint; answers that the sink still owes may come after it is gone, and then need sink, clock
/// and log.
class IngestEndpoint final : public http::Endpoint
{
public:
    IngestEndpoint(IngestOptions options, const Normalizer &normalizer,
                   const ProviderSecrets &secrets, EventSink &sink, const Clock &clock, Log &log);
    ~IngestEndpoint() override;

    /// Route, rate limit, method and media type. What else is wrong is said after the body: a
    /// refused request is recorded with the hash of it.
    std::optional<http::Response> refuse(const http::RequestHead &head) override;
    http::Response bodyRefused(const http::RequestHead &head, http::Response serverAnswer) override;
    void respond(http::Request request, http::Reply reply) override;
    /// Counts a request that the server refused by its head (http::ServerOptions::headRefused).
    void headRefused(std::string_view path, std::string_view code);

private:
    struct Sender
    {
        std::string tenant;
        ProviderSecrets::Secrets secrets;
    };
    /// What an answer needs when the endpoint is gone.
    struct Submitted
    {
        IncomingEvent origin; ///< with the body only where it may still be refused
        bool isBatch = false;
        std::chrono::steady_clock::time_point started;
        http::Reply reply;
        std::shared_ptr<Outcomes> outcomes;
        EventSink &sink;
    };
    using Events = std::vector<CanonicalEvent>;
    /// Refused, answered without being stored, or the events to store.
    using Judgement = std::variant<Refusal, http::Response, Events>;

    std::optional<Refusal> judgeRate(const http::RequestHead &head);
    std::string urlOf(const http::RequestHead &head) const;
    const signing::Scheme *schemeFor(std::string_view source) const;
    std::variant<Sender, Refusal> findSender(const std::string &source,
                                             const http::RequestHead &head) const;
    Judgement judge(IncomingEvent &origin, const http::Request &request);
    static Judgement answerPing(std::string_view source, const http::Request &request);
    signing::Verification verify(const IncomingEvent &origin, const Sender &sender,
                                 const http::Request &request) const;
    std::optional<Refusal> judgeBearer(IncomingEvent &origin, const http::RequestHead &head);
    Judgement judgeBody(const IncomingEvent &origin, const http::Request &request,
                        const std::string &signedId);
    IncomingEvent describe(const http::RequestHead &head, std::string_view source);
    void submit(IncomingEvent origin, std::string body, Events canonicals,
                std::chrono::steady_clock::time_point started, http::Reply reply);
    static void answer(const Submitted &submitted, const Result<std::vector<Committed>> &result);
    /// Both say under which id; nothing when the cap admits no record.
    std::optional<Uuid> recordExplained(IncomingEvent event, const http::RequestHead &head,
                                        const Refusal &refusal,
                                        std::chrono::steady_clock::time_point started);
    std::optional<Uuid> recordUnread(const http::RequestHead &head, std::string_view source,
                                     const Refusal &refusal);

    IngestOptions m_options;
    const Normalizer &m_normalizer;
    const ProviderSecrets &m_secrets;
    EventSink &m_sink;
    const Clock &m_clock;
    UuidGenerator m_ids;
    std::map<std::string, std::shared_ptr<const signing::Scheme>, std::less<>> m_schemes;
    std::shared_ptr<Outcomes> m_outcomes;
    std::optional<RateLimiter> m_addresses; ///< requests by client address
    std::optional<RateLimiter> m_subjects; ///< requests by the hash of a good token's subject
};

} // namespace gatehouse::gateway
