#pragma once

#include "services/core/log.h"
#include "services/core/result.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace gatehouse::cluster {

struct ClusterOptions
{
    /// Where the data lives; empty: defaultDataFolder(). Ignored when ephemeral.
    std::filesystem::path folder;
    /// A temporary folder, removed when the cluster goes; fsync off. For tests.
    bool ephemeral = false;
    /// The only place to look for initdb and postgres; empty: /usr/lib/postgresql/*/bin and PATH.
    /// Data that exists is run with its own major version, new data with the newest from 15 on.
    std::filesystem::path binaries;
    /// Also by TCP on port 5432 of this address; empty: by socket only. For tests of TLS, which
    /// sockets do not have.
    std::string listenAddress = {};
};

/// `$XDG_DATA_HOME/gatehouse` (default ~/.local/share/gatehouse), or /var/lib/gatehouse for root,
/// whose home the server's user cannot enter.
std::filesystem::path defaultDataFolder();

/// A Postgres server of our own: unix socket only, scram-sha-256, run as user `postgres` when we
/// are root and as ourselves otherwise. Survives restarts of the program. A second process that
/// starts the same folder attaches to the running server; the last one to leave stops it (a lock
/// file counts, so a crashed process does not keep it).
///
/// Roles: `gatehouse_owner` (owns the database `gatehouse` and migrates it, CREATEROLE),
/// `gatehouse_gateway`, `gatehouse_console` and `gatehouse_console_payload`; each with a random
/// password kept in <folder>/credentials.json, mode 0600.
class PrivateCluster
{
public:
    /// Blocks (first start: initdb, one to three seconds): never on the GUI thread. Errors say what
    /// stands in the way: no binaries (with the package to install), data of another major version,
    /// a full disk, a folder that cannot be written, a stale lock that could not be cleared.
    /// `log` outlives the cluster.
    static Result<std::unique_ptr<PrivateCluster>> start(const ClusterOptions &options, Log &log);
    ~PrivateCluster(); ///< leaves, as above; blocks until a stopped server is gone

    /// Whether the server runs; looks only, does not wait. This and bringBack() are for one thread
    /// at a time, everything else may be called beside them.
    bool isRunning();
    /// For a server that has ended, whoever had started it: attaches to the one that another
    /// process has started meanwhile, or starts one. It has the same socket folder, so every
    /// conninfo holds on. Makes no new data when the data is gone. Blocks like start().
    Result<> bringBack();
    /// What keeps a server that runs from working: a full disk.
    std::optional<Error> trouble() const;

    /// libpq conninfo for one of the roles above, database `gatehouse`. Holds the password: never
    /// log it.
    std::string conninfo(const std::string &role) const;
    /// The two halves of it, for who keeps the password in a file of its own (passfile=).
    std::string conninfoWithoutPassword(const std::string &role) const;
    std::string password(const std::string &role) const;
    /// The superuser's, for tests and repairs.
    std::string superuserConninfo(const std::string &database = "postgres") const;
    const std::filesystem::path &folder() const;
    /// True when this call started the server, false when it attached to a running one.
    bool startedHere() const;
    /// The postmaster's process id, for tests that kill it.
    int serverProcessId() const;

private:
    struct Private;
    explicit PrivateCluster(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::cluster
