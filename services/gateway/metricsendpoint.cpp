#include "services/gateway/metricsendpoint.h"

namespace gatehouse::gateway {

std::optional<http::Response> MetricsEndpoint::refuse(const http::RequestHead &head)
{
    if (head.method == "GET" || head.method == "HEAD")
        return std::nullopt;
    http::Response refused =
        http::problem(405, "method_not_allowed", "Metrics are read by GET only.");
    refused.headers.set("Allow", "GET, HEAD");
    return refused;
}

void MetricsEndpoint::respond(http::Request, http::Reply reply)
{
    http::Response response;
    response.headers.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    response.headers.set("Cache-Control", "no-store");
    response.body = m_metrics.text();
    reply(std::move(response));
}

} // namespace gatehouse::gateway
