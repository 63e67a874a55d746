#pragma once

#include "services/core/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gatehouse::postgres {

/// Invalid when a conninfo cannot be read; nothing is connected to. Empty is libpq's default.
Result<> checkConninfo(const std::string &conninfo);

/// One server that a conninfo names.
struct ServerAddress
{
    std::string host; ///< a name, an address, or the folder of a socket ("/run/postgresql")
    std::string address; ///< hostaddr: where it goes instead of asking for the host's; may be empty
    std::uint16_t port = 5432;

    bool isSocket() const;
    /// A socket or loopback.
    bool isThisMachine() const;
};

/// What a conninfo says of how it connects; where it says nothing, the environment (PGHOST, ...)
/// and libpq's defaults count, as they do in libpq.
struct ConninfoTarget
{
    std::vector<ServerAddress> servers; ///< in the order in which they are tried
    /// It names a service, whose file may lead anywhere, so nothing is known of the servers.
    bool hasService = false;
    /// These as the conninfo itself says; empty and false: it does not.
    std::string sslMode;
    std::string sslRootCertificate;
    bool hasPassword = false;
    bool namesPasswordFile = false;
    /// sslkey, sslcert or service: files of this machine that hold secrets, or lead to them.
    bool namesKeyOrService = false;

    bool isThisMachine() const;
};

/// Invalid as checkConninfo().
Result<ConninfoTarget> targetOf(const std::string &conninfo);

} // namespace gatehouse::postgres
