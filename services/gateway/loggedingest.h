#pragma once

#include "services/core/clock.h"
#include "services/gateway/http/server.h"
#include "services/gateway/simulator/requestlog.h"

#include <functional>
#include <string>

namespace gatehouse::gateway {

/// Stands before the ingest endpoint of a local gateway and writes into the request log what it
/// answers. What is written is read off the answer, so ingest knows nothing of it.
class LoggedIngest final : public http::Endpoint
{
public:
    /// The tenant of a source that has just one; else empty. Thread-safe.
    using OnlyTenant = std::function<std::string(const std::string &source)>;

    /// `ingest` outlives it; `log` and `clock` outlive the answers that it owes, too.
    LoggedIngest(http::Endpoint &ingest, RequestLog &log, OnlyTenant onlyTenant,
                 const Clock &clock);

    std::optional<http::Response> refuse(const http::RequestHead &head) override;
    std::size_t bodyLimit() const override { return m_ingest.bodyLimit(); }
    http::Response bodyRefused(const http::RequestHead &head, http::Response serverAnswer) override;
    void respond(http::Request request, http::Reply reply) override;

private:
    LoggedRequest describe(const http::RequestHead &head) const;

    http::Endpoint &m_ingest;
    RequestLog &m_log;
    OnlyTenant m_onlyTenant;
    const Clock &m_clock;
};

} // namespace gatehouse::gateway
