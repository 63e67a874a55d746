#pragma once

#include "services/gateway/http/server.h"
#include "services/gateway/metrics/gatewaymetrics.h"

namespace gatehouse::gateway {

/// GET /metrics for Prometheus, without a token: it is only where the admin API is. `metrics`
/// outlives it.
class MetricsEndpoint final : public http::Endpoint
{
public:
    explicit MetricsEndpoint(GatewayMetrics &metrics)
        : m_metrics(metrics)
    {
    }
    std::optional<http::Response> refuse(const http::RequestHead &head) override;
    void respond(http::Request request, http::Reply reply) override;

private:
    GatewayMetrics &m_metrics;
};

} // namespace gatehouse::gateway
