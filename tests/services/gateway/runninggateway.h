#pragma once

#include "services/core/log.h"
#include "services/core/uuid.h"
#include "services/gateway/gateway.h"
#include "services/signing/scheme.h"
#include "tests/services/gateway/support/rawclient.h"
#include "tests/services/gateway/support/tinyserver.h"
#include "tests/support/testcluster.h"

#include <QtGlobal>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace gatehouse::test {

/// A whole gateway with a database of its own, the Stripe tenant acme, and deliveries to
/// `wordpress`. Keeps its log.
class RunningGateway
{
public:
    RunningGateway(TestCluster &cluster, const std::string &name, const TinyServer &wordpress,
                   const std::string &listenAddress = "127.0.0.1",
                   const std::filesystem::path &masterKeyFile = {})
        : m_log(
            m_clock,
            [this](std::string_view line) {
                const std::lock_guard lock(m_mutex);
                m_lines.emplace_back(line);
            },
            LogLevel::Debug)
    {
        cluster.createDatabase(name);
        gateway::GatewayConfig config;
        config.listenAddress = listenAddress;
        config.allowRemote = true;
        config.database = cluster.conninfo("gatehouse_owner", name);
        config.adminToken = adminToken;
        config.hmacSharedSecret = "shared";
        config.providerSecrets = {{"stripe", {{"acme", secret}}}};
        config.wordpressBaseUrl = wordpress.url();
        config.wordpressToken = "wordpress-token";
        config.masterKeyFile = masterKeyFile;
        auto started = gateway::Gateway::start(config, m_clock, m_log);
        if (!started)
            qFatal("no gateway: %s", qPrintable(started.error().message));
        m_gateway = std::move(*started);
    }

    static constexpr const char *adminToken = "test-admin-token";
    static constexpr const char *secret = "whsec_test";

    RawClient::Answer get(const std::string &path) const
    {
        return exchange(m_gateway->adminUrl(),
                        "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                            + adminToken + "\r\n\r\n");
    }
    RawClient::Answer post(const std::string &path, const std::string &body) const
    {
        return exchange(m_gateway->adminUrl(),
                        "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                            + adminToken + "\r\nIdempotency-Key: " + randomUuid().toString()
                            + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n"
                            + body);
    }
    RawClient::Answer getFromListener(const std::string &path) const
    {
        return exchange(m_gateway->url(), "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    /// A Stripe event that is routed to the order endpoint; `headers` are whole lines.
    RawClient::Answer send(const std::string &id, const std::string &headers = {},
                           const std::string &signedWith = secret) const
    {
        const std::string body = R"({"id":")" + id
            + R"(","object":"event","type":"charge.succeeded","created":1794922327,)"
              R"("data":{"object":{"id":"ch_1"}}})";
        std::string request = "POST /api/webhooks/stripe/ingest?tenant=acme HTTP/1.1\r\n"
                              "Host: localhost\r\nContent-Type: application/json\r\n"
            + headers;
        for (const auto &[name, value] : signatureOf(body, signedWith))
            request.append(name).append(": ").append(value).append("\r\n");
        return exchange(m_gateway->url(),
                        request + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n"
                            + body);
    }
    RawClient::Answer sendRaw(const std::string &request) const
    {
        return exchange(m_gateway->url(), request);
    }
    std::vector<std::string> lines() const
    {
        const std::lock_guard lock(m_mutex);
        return m_lines;
    }

private:
    static RawClient::Answer exchange(const std::string &url, const std::string &request)
    {
        const std::string port = url.substr(url.rfind(':') + 1);
        return RawClient(static_cast<unsigned short>(std::stoi(port))).exchange(request);
    }
    signing::HeaderList signatureOf(const std::string &body, const std::string &signedWith) const
    {
        const signing::HeaderList none;
        const std::string url;
        for (const auto &scheme : signing::makeSchemes()) {
            if (scheme->source() == "stripe")
                return scheme->sign(signing::Message{url, none, body}, signedWith, m_clock.now());
        }
        return {};
    }

    SystemClock m_clock;
    mutable std::mutex m_mutex;
    std::vector<std::string> m_lines;
    Log m_log;
    std::unique_ptr<gateway::Gateway> m_gateway; ///< last: it uses all of the above
};

} // namespace gatehouse::test
