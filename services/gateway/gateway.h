#pragma once

#include "services/core/log.h"
#include "services/core/result.h"
#include "services/gateway/config.h"

#include <memory>
#include <string>

namespace gatehouse::gateway {

/// The local gateway, whole: ingest, committer, worker, admin API and, when asked for, the stand-in
/// for WordPress and the traffic generator. The same code in `gatehousectl serve` and in the
/// console.
class Gateway
{
public:
    /// Migrates the database, binds the port and starts the threads; ready to take webhooks when it
    /// returns. Blocks: never on the GUI thread. `clock` and `log` outlive the gateway.
    static Result<std::unique_ptr<Gateway>> start(const GatewayConfig &config, const Clock &clock,
                                                  Log &log);
    ~Gateway(); ///< drains: answers what is under way, finishes deliveries in flight (10 s at most)

    std::string url() const; ///< ingest, and on loopback the admin API too
    std::string adminUrl() const;

private:
    struct Private;
    explicit Gateway(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::gateway
