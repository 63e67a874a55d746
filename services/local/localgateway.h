#pragma once

#include "services/connections/profile.h"
#include "services/core/log.h"
#include "services/core/result.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace gatehouse {

struct LocalGatewayOptions
{
    /// Where the cluster and the secrets live; empty: cluster::defaultDataFolder().
    std::filesystem::path folder;
    /// Everything temporary, and gone at the end: tests, screenshots.
    bool ephemeral = false;
    std::string listen = "127.0.0.1:8737";
    /// Takes a free port when that of `listen` is taken (by a second console, mostly).
    bool anyPortWhenTaken = true;
    bool simulator = true; ///< the stand-in for WordPress and the traffic generator
    bool allowRemote = false;
    std::string adminListen; ///< HOST:PORT for the admin API when `listen` is beyond loopback
    /// Called when clusterTrouble() has changed, with its new value, on a thread of the gateway's.
    /// Must not block.
    std::function<void(const std::optional<Error> &trouble)> clusterTroubleChanged;
    /// Variables of the contract that stand in for the ones made here (--env FILE, the process's
    /// own).
    std::map<std::string, std::string> environment;
};

/// A gateway that brings its own Postgres: PrivateCluster, Gateway, secrets made on the first start
/// (<folder>/local.env, mode 0600), and a saved connection `local` by which gatehousectl and a
/// second window find it while it runs; when another one has that name already, it keeps it. A
/// Postgres that ends is brought back, whoever started it.
class LocalGateway
{
public:
    /// Called with a translated sentence at each step ("Starting Postgres"), in the calling thread.
    using Progress = std::function<void(const QString &step)>;

    /// Blocks (the first start: a few seconds): never on the GUI thread. Settings are judged before
    /// anything is started or made.
    static Result<std::unique_ptr<LocalGateway>> start(const LocalGatewayOptions &options,
                                                       const Clock &clock, Log &log,
                                                       const Progress &progress = {});
    ~LocalGateway(); ///< drains the gateway, then leaves the cluster; blocks

    /// How the console reaches it; `database` reads payloads too.
    const ConnectionProfile &profile() const;
    std::string url() const;
    std::string adminUrl() const;
    /// Why the database does not work now (ended and not to be started, the disk full), for a
    /// person; nothing while it does. Thread-safe.
    std::optional<Error> clusterTrouble() const;
    /// A command line that sends a first webhook; empty when no tenant of GitHub's has a secret.
    /// The signature in it is of that one body and tells nothing of the secret.
    const std::string &firstWebhook() const;
    const std::filesystem::path &folder() const;
    int serverProcessId() const; ///< of Postgres, for tests that kill it

private:
    struct Private;
    explicit LocalGateway(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace gatehouse
