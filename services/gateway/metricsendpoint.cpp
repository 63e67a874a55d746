#include "services/gateway/metricsendpoint.h"

namespace gatehouse::gateway {

std::optional<http::Response> MetricsEndpoint::refuse(const http::RequestHead &head)
{
    return http::refuseUnlessRead(head, "Metrics are read by GET only.");
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
