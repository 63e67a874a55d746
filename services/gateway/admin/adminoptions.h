#pragma once

#include "services/postgres/session.h"
#include "services/secrets/vault.h"
#include "services/signing/diagnosis.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace gatehouse::http {
struct RequestHead;
}

namespace gatehouse::gateway {

class BodyKeys;
class RequestLog;
struct ClaimedJob;
struct DeliveryPreview;
class ScenarioRunner;
class StandInWordPress;
class TrafficGenerator;

/// How one part of the gateway stands, for healthz.
struct PartHealth
{
    std::string name; ///< "committer"
    bool isUp = true;
};

/// What a message of a tenant may have been signed with.
struct TenantSecrets
{
    std::string tenant; ///< empty: the source has no such tenant
    /// The tenant's own first; those of others bear its name.
    std::vector<signing::CandidateSecret> candidates;
};

struct AdminOptions
{
    postgres::SessionOptions database; ///< of the role gatehouse_gateway
    std::string version = "0.1.0"; ///< the program's
    int threads = 2; ///< each with a session of its own
    /// How long a list is searched before the answer says how far it came.
    std::chrono::milliseconds searchTime{400};
    std::size_t maxQueued = 256; ///< further requests are answered 503
    /// Unknown tokens that are looked up in a minute, from one client address and from all.
    int unknownTokensPerAddress = 20;
    int unknownTokensOverall = 200;
    /// Where a request comes from, when a proxy may stand in between. Thread-safe, must not block.
    /// Null: the peer's address.
    std::function<std::string(const http::RequestHead &)> clientAddress;
    /// Called after each change that was committed, on one of the endpoint's threads: wakes the
    /// worker and the notifier. Must not block.
    std::function<void()> changed;
    /// Further parts than the database, for healthz. Thread-safe, must not block.
    std::function<std::vector<PartHealth>()> parts;
    /// The stored secrets of a source's tenant, for `verify`; no tenant: the only one. Null: none.
    /// Thread-safe.
    std::function<TenantSecrets(const std::string &source, const std::string &tenant)> secrets;
    /// Waits until this process has heard of what was committed about providers' secrets, not
    /// longer than two seconds. Thread-safe. Null: it has none that are stored.
    std::function<void()> secretsChanged;
    /// The same of JWT keys.
    std::function<void()> jwtKeysChanged;
    /// For providers' secrets and the credentials of destinations; outlives the endpoint. Null:
    /// none can be stored.
    const secrets::Vault *vault = nullptr;
    /// What this gateway's worker would send for a job now. Thread-safe. Null: what needs it is
    /// refused with 409 no_worker.
    std::function<DeliveryPreview(const ClaimedJob &)> preview;
    /// Opens bodies that are sealed; outlives the endpoint. Null: none can be opened.
    BodyKeys *bodies = nullptr;
    /// Held by the one request that waits for somebody else: WordPress, or who alerts are told.
    std::shared_ptr<std::mutex> askingOthers = std::make_shared<std::mutex>();
    /// Name of the token that this gateway was started with; empty: none.
    std::string environmentToken;
    /// Names of those whose credentials this gateway has from its environment, which count before
    /// stored ones.
    std::vector<std::string> environmentDestinations;
    /// Why the database is away, for healthz with a token; empty: not known. Thread-safe, must not
    /// block.
    std::function<std::string()> databaseTrouble;
    /// The local gateway's; all outlive the endpoint. Null: simulator/... is 404.
    StandInWordPress *wordpress = nullptr;
    TrafficGenerator *traffic = nullptr;
    ScenarioRunner *scenarios = nullptr;
    RequestLog *requests = nullptr;
};

} // namespace gatehouse::gateway
