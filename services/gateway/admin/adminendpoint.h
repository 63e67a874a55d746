#pragma once

#include "services/core/clock.h"
#include "services/core/log.h"
#include "services/gateway/admin/adminoptions.h"
#include "services/gateway/http/server.h"

#include <memory>

namespace gatehouse::gateway {

/// Everything below /admin/v1 (resources/openapi/admin-v1.yaml). Requests wait in a bounded queue
/// for a few threads of the endpoint's own, each with a database session; so a slow query holds up
/// neither ingest nor the server. What reads a whole list for one answer (`sort`, groups of dead
/// letters) waits for a thread of its own, and holds up nothing else either. Route its paths here:
/// `/admin/v1/...`.
class AdminEndpoint final : public http::Endpoint
{
public:
    /// Does not connect; the first request does. `clock` and `log` outlive the endpoint.
    AdminEndpoint(AdminOptions options, const Clock &clock, Log &log);
    ~AdminEndpoint() override; ///< finishes what runs; what waits is answered 503

    /// 401 for a request that carries no token at all, and 429 for one from where too many unknown
    /// ones came, before its body is read.
    std::optional<http::Response> refuse(const http::RequestHead &head) override;
    /// That of the largest route; most take less (Route::bodyLimit).
    std::size_t bodyLimit() const override { return 1024UL * 1024; }
    void respond(http::Request request, http::Reply reply) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::gateway
