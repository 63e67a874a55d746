#pragma once

#include "services/core/log.h"
#include "services/gateway/ingress/ingestendpoint.h"
#include "services/gateway/ingress/requestfacts.h"
#include "services/signing/scheme.h"
#include "tests/support/manualclock.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace gatehouse::gateway {

/// Keeps what it is given and answers as it is told.
class FakeEventSink final : public EventSink
{
public:
    void submit(std::vector<IncomingEvent> events, Committer::Done done) override
    {
        std::vector<Committed> committed;
        for (const IncomingEvent &event : events) {
            const bool isKnown = duplicateOf && !freshIds.contains(*event.providerEventId);
            committed.push_back(isKnown ? Committed{*duplicateOf, true}
                                        : Committed{event.id, false});
        }
        submitted.insert(submitted.end(), events.begin(), events.end());
        if (isHolding) {
            held.push_back(std::move(done));
            return;
        }
        if (error)
            done(failure(*error));
        else
            done(std::move(committed));
    }
    void recordRefused(IncomingEvent event) override { refused.push_back(std::move(event)); }

    std::vector<IncomingEvent> submitted;
    std::vector<IncomingEvent> refused;
    std::vector<Committer::Done> held;
    bool isHolding = false;
    std::optional<Error> error;
    std::optional<Uuid> duplicateOf;
    std::set<std::string> freshIds; ///< provider ids that are new in spite of `duplicateOf`
};

/// An endpoint with two Stripe tenants (acme has two secrets) and one tenant, acme, of every other
/// source.
class IngestHarness
{
public:
    explicit IngestHarness(std::string publicUrl = {}, const BearerCheck *bearerCheck = nullptr)
        : IngestHarness(IngestOptions{std::move(publicUrl), bearerCheck})
    {
    }
    explicit IngestHarness(IngestOptions options)
        : log(clock, [this](std::string_view line) { lines.emplace_back(line); })
        , normalizer(Normalizer::load().value())
    {
        secrets.add("stripe", "acme", acmeSecret);
        secrets.add("stripe", "acme", "whsec_acme_older");
        secrets.add("stripe", "globex", "whsec_globex");
        secrets.add("github", "acme", githubSecret);
        for (const char *source : {"hubspot", "shopify", "slack", "woocommerce", "standard",
                                   "wordpress", "ai", "wpmedia"})
            secrets.add(source, "acme", otherSecret);
        endpoint = std::make_unique<IngestEndpoint>(std::move(options), normalizer, secrets, sink,
                                                    clock, log);
    }

    static constexpr const char *acmeSecret = "whsec_acme";
    static constexpr const char *githubSecret = "It's a Secret to Everybody";
    static constexpr const char *otherSecret = "whsec_c2VjcmV0IG9mIHRoZSBvdGhlciBlaWdodA==";

    static http::Request request(const std::string &target, const std::string &body)
    {
        http::Request request;
        request.method = "POST";
        request.target = target;
        request.body = body;
        request.remoteAddress = "203.0.113.7";
        request.headers.add("Host", "hooks.example.com:8737");
        request.headers.add("Content-Type", "application/json");
        request.headers.add("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)");
        request.headers.add("Content-Length", std::to_string(body.size()));
        return request;
    }
    http::Request stripe(const std::string &body, const std::string &secret = acmeSecret,
                         const std::string &tenant = "acme") const
    {
        return stripeSignedAt(clock.now(), body, secret, tenant);
    }
    static http::Request stripeSignedAt(Timestamp time, const std::string &body,
                                        const std::string &secret = acmeSecret,
                                        const std::string &tenant = "acme")
    {
        http::Request signedRequest = request("/api/webhooks/stripe/ingest?tenant=" + tenant, body);
        sign(signedRequest, "stripe", secret, time);
        return signedRequest;
    }
    static http::Request github(const std::string &body, const std::string &delivery = "d-1")
    {
        http::Request signedRequest = request("/api/webhooks/github/ingest", body);
        signedRequest.headers.add("X-GitHub-Event", "push");
        signedRequest.headers.add("X-GitHub-Delivery", delivery);
        sign(signedRequest, "github", githubSecret, Timestamp{});
        return signedRequest;
    }

    /// A request of one of the other eight, signed with these headers beside the signature.
    http::Request signedBy(const std::string &source, const std::string &body,
                           const signing::HeaderList &headers = {},
                           const std::string &secret = otherSecret) const
    {
        http::Request signedRequest = request("/api/webhooks/" + source + "/ingest", body);
        for (const auto &[name, value] : headers)
            signedRequest.headers.add(name, value);
        sign(signedRequest, source, secret, clock.now());
        return signedRequest;
    }

    /// As the server does: refuse() first, then respond(). Nothing when no answer came yet.
    std::optional<http::Response> call(http::Request request)
    {
        if (auto refused = endpoint->refuse(request))
            return refused;
        auto answer = std::make_shared<std::optional<http::Response>>();
        endpoint->respond(std::move(request),
                          [answer](http::Response response) { *answer = std::move(response); });
        return *answer;
    }

    static QJsonObject json(const http::Response &response)
    {
        return QJsonDocument::fromJson(QByteArray::fromStdString(response.body)).object();
    }
    static QString code(const http::Response &response)
    {
        return json(response)[QStringLiteral("code")].toString();
    }

    test::ManualClock clock;
    std::vector<std::string> lines;
    Log log;
    Normalizer normalizer;
    FixedProviderSecrets secrets;
    FakeEventSink sink;
    std::unique_ptr<IngestEndpoint> endpoint;

private:
    static void sign(http::Request &request, std::string_view source, const std::string &secret,
                     Timestamp time)
    {
        for (const auto &scheme : signing::makeSchemes()) {
            if (scheme->source() != source)
                continue;
            const std::string url = calledUrl(request, {});
            const signing::Message message{url, request.headers.fields(), request.body};
            for (auto &[name, value] : scheme->sign(message, secret, time))
                request.headers.add(name, value);
        }
    }
};

} // namespace gatehouse::gateway
