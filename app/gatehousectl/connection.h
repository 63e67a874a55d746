#pragma once

#include "models/collection/source.h"
#include "services/admin_api/adminclient.h"
#include "services/connections/access.h"
#include "services/core/result.h"
#include "services/postgres/connection.h"

#include <memory>
#include <string>

namespace gatehouse::cli {

/// The options by which every command but `serve` finds its gateway.
struct ConnectionOptions
{
    std::string name; ///< --connection
    std::string url;
    std::string tokenFile;
    std::string database;
};

/// What a command talks to. Lists come from the database where the profile names one and has a view
/// of them, else from the admin API; everything else is the admin API.
struct Gateway
{
    const Clock &clock;
    std::unique_ptr<AdminClient> api;
    std::unique_ptr<postgres::Connection> database; ///< nullptr without one
    bool hasDatabaseFor(const collection::Descriptor &descriptor) const;
    std::shared_ptr<collection::Source> source(const collection::Descriptor &descriptor) const;
};

/// Invalid when the options themselves are wrong, whatever there is on disk and on the network.
Result<> checkOptions(const ConnectionOptions &options);

/// The saved profile with what the options change of it. Without any option it is the profile
/// `local`, which a running local gateway keeps.
Result<ConnectionProfile> profileFor(const ConnectionOptions &options);

/// Denied for a profile that is not safe and does not say so. `clock` outlives what is returned.
Result<Gateway> connect(const ConnectionProfile &profile, const Credentials &credentials,
                        const Clock &clock);

} // namespace gatehouse::cli
