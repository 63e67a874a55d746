#pragma once

#include "services/core/log.h"
#include "services/gateway/metrics/gatewaymetrics.h"
#include "services/gateway/normalize/normalizer.h"
#include "services/gateway/store/bodykeys.h"
#include "services/gateway/worker/credentials.h"
#include "services/gateway/worker/job.h"
#include "services/postgres/session.h"
#include "services/sending/httpsender.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace gatehouse::gateway {

/// This process's stand-in for WordPress: where standInUrl of store/routes.h leads.
struct StandInTarget
{
    std::string url; ///< its real one
    DestinationCredentials credentials;
};

struct WorkerOptions
{
    postgres::SessionOptions database;
    std::string name; ///< unique among all that work on one database; empty: one is made
    /// By the destination's name; they count before what the database keeps. Jobs to a destination
    /// that is not here, and whose stored credentials `vault` cannot unseal, are left to other
    /// workers.
    std::map<std::string, DestinationCredentials> credentials;
    const secrets::Vault *vault = nullptr; ///< outlives the worker; null: no stored credentials
    const BodyKeys *bodies = nullptr; ///< outlives the worker; null: no body is sealed
    /// Nothing: jobs to the stand-in are left to other workers.
    std::optional<StandInTarget> standIn;
    /// A job that has been due for so long, and that no running worker serves, says so in its
    /// error; how often that is looked for, too.
    std::chrono::milliseconds unservedAfter{30000};
    std::string userAgent = "gatehouse/0.1";
    HttpSenderOptions http;
    std::chrono::milliseconds firstRetry{1000}; ///< then times 3, 9 and 27
    std::chrono::milliseconds lease{20000}; ///< after it another worker takes a job over
    /// How often leases are renewed, and jobs looked for that a clock set back has put off.
    std::chrono::milliseconds heartbeat{7000};
    /// How often it looks for jobs, and for breakers that were reset, without being woken.
    std::chrono::milliseconds poll{1000};
    std::chrono::milliseconds stopGrace{10000}; ///< for deliveries under way when it is stopped
    std::chrono::milliseconds measure{15000}; ///< how often the queue is counted for `metrics`
    std::size_t maxInFlight = 64;
    GatewayMetrics *metrics = nullptr; ///< outlives the worker; null: nothing is counted
    std::function<void()> changed = [] {}; ///< after each commit, on the worker's thread
    /// After each try that was sent, on the worker's thread; must not block. Null: nobody asks.
    std::function<void(const TriedDelivery &)> tried;
};

/// Carries out the jobs of the database: one thread that claims what is due (any number of workers
/// on one database share the work, also over machines), delivers, and writes the outcomes in
/// batches. Delivery is at least once, always with the job's key. While the database is away it
/// keeps the outcomes that it has and tries to come back.
class Worker
{
public:
    /// `normalizer`, `clock` and `log` outlive the worker.
    Worker(WorkerOptions options, const Normalizer &normalizer, const Clock &clock, Log &log);
    /// Claims no more, finishes what is in flight (stopGrace at most) and gives the rest back
    /// without a try burnt. Blocks.
    ~Worker();

    /// There may be new jobs. Thread-safe, does not wait.
    void wake();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::gateway
