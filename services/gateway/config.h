#pragma once

#include "services/core/result.h"
#include "services/signing/jwt.h"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse::gateway {

struct TenantSecret
{
    std::string tenant;
    std::string secret;
};

/// What a gateway is started with. The variables behind the fields are those of docs/contract.md,
/// section 1.
struct GatewayConfig
{
    std::string listenAddress = "127.0.0.1";
    unsigned short listenPort = 0; ///< 0 picks a free one
    bool allowRemote = false; ///< else an address beyond loopback is refused
    /// Where /admin goes when listenAddress is beyond loopback; on loopback one port serves all.
    std::string adminListenAddress = "127.0.0.1";
    unsigned short adminListenPort = 0;

    std::string database; ///< conninfo of the role that the gateway runs as
    std::string ownerDatabase; ///< conninfo of the role that migrates; empty: `database`

    /// By source in lower case; a tenant named twice has two valid secrets, newest first.
    std::map<std::string, std::vector<TenantSecret>> providerSecrets;
    /// The destination `default`; empty: what the database has, and where it has none the stand-in,
    /// when the simulator is on.
    std::string wordpressBaseUrl;
    std::string wordpressToken; ///< with a ':' sent as Basic, else as Bearer
    /// The bearer tokens that source `wordpress` must bring, checked; nothing: none is asked for.
    std::optional<signing::JwtOptions> wordpressJwt;
    /// The private half of wordpressJwt's key, checked: the traffic generator signs its tokens with
    /// it. Empty: only others have it.
    std::string wordpressJwtPrivateKey;
    std::string hmacSharedSecret; ///< signs deliveries
    /// Holds the key-encryption key of stored secrets; made when it is missing. Empty: none can be
    /// stored, or read.
    std::filesystem::path masterKeyFile;
    /// A program that prints the key instead, a KMS's client for instance, with its arguments as
    /// QProcess::splitCommand reads them; no shell.
    std::string masterKeyCommand;
    /// The key before: unseals what is not yet wrapped anew. Empty: there is none.
    std::filesystem::path previousMasterKeyFile;
    std::string adminToken; ///< the first admin token, role admin; empty: none is made
    std::string adminName = "admin"; ///< whom the ledger names for that token
    std::string publicUrl; ///< what providers call, when a proxy or tunnel stands in front
    int rateLimit = 0; ///< ingest requests a minute, by address and by JWT sub; 0: no limit
    std::vector<std::string> trustedProxies; ///< networks in CIDR notation, checked

    std::string environment = "local"; ///< local, staging or production
    bool simulator = false; ///< the stand-in for WordPress and the traffic generator
    /// Why the database is away, as far as whoever runs it knows; empty: not known. Thread-safe.
    std::function<std::string()> databaseTrouble;
};

/// Values of variables by name.
using Environment = std::map<std::string, std::string>;

/// The variables of this process.
Environment processEnvironment();

/// KEY=VALUE lines; blank lines, # comments, a leading `export` and one pair of single or double
/// quotes around a value are understood, nothing is expanded. Invalid names the line, never its
/// text.
Result<Environment> readEnvironmentFile(const std::filesystem::path &file);

/// Takes what the contract names and leaves the rest alone. Invalid names the variable and what is
/// wrong with it, never its value.
Result<GatewayConfig> configFromEnvironment(const Environment &environment);

/// `127.0.0.1:8737`, `[::1]:0` into the listen fields. Invalid for anything else.
Result<> setListen(GatewayConfig &config, const std::string &addressAndPort);

/// The same into the adminListen fields.
Result<> setAdminListen(GatewayConfig &config, const std::string &addressAndPort);

/// Denied when `listenAddress` is beyond loopback and allowRemote is not set.
Result<> checkListen(const GatewayConfig &config);

/// Whether WORDPRESS_TOKEN goes over http to another machine.
bool sendsCredentialsInClear(const GatewayConfig &config);

/// 127.0.0.0/8 and ::1; no names are looked up but `localhost`.
bool isLoopback(const std::string &address);

} // namespace gatehouse::gateway
