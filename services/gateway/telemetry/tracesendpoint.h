#pragma once

#include "services/core/log.h"
#include "services/gateway/http/server.h"
#include "services/gateway/store/userhash.h"
#include "services/postgres/session.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>

namespace gatehouse::gateway {

struct TracesOptions
{
    postgres::SessionOptions database; ///< of the role gatehouse_gateway
    /// Nothing: users' ids are not kept, not even as hashes.
    std::optional<UserHash> users;
    /// Where a request comes from, when a proxy may stand in between. Thread-safe, must not block.
    /// Null: the peer's address.
    std::function<std::string(const http::RequestHead &)> clientAddress;
    int requestsPerMinute = 1200; ///< of each token; further ones are 429
    /// Unknown tokens that are looked up in a minute, from one client address and from all.
    int unknownTokensPerAddress = 20;
    int unknownTokensOverall = 200;
    std::size_t maxQueued = 8; ///< each with its body; further requests are 503
};

/// POST /v1/traces: OpenTelemetry's traces over HTTP (OTLP 1.x), as JSON or protobuf, plain or
/// gzipped, 16 MiB of them at most, with a token of the role `telemetry`. Calls of AI systems are
/// stored before 200 is answered; all other spans are left out. What is sent again is stored once.
/// Answers, those of errors too, are as the protocol wants them (docs/contract.md).
class TracesEndpoint final : public http::Endpoint
{
public:
    /// `clock` and `log` outlive it.
    TracesEndpoint(TracesOptions options, const Clock &clock, Log &log);
    ~TracesEndpoint() override;

    std::optional<http::Response> refuse(const http::RequestHead &head) override;
    std::size_t bodyLimit() const override;
    void respond(http::Request request, http::Reply reply) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::gateway
