#pragma once

#include "services/cluster/credentials.h"

namespace gatehouse::cluster {

/// libpq conninfo of one role through the socket. Holds the password.
std::string makeConninfo(const std::filesystem::path &socketFolder, const std::string &role,
                         const std::string &password, const std::string &database);
/// The same without the password.
std::string makeConninfo(const std::filesystem::path &socketFolder, const std::string &role,
                         const std::string &database);

/// Makes the roles of loginRoles and the database, those that are missing: a crash may have come in
/// between.
Result<> ensureRoles(const std::string &superuserConninfo, const Credentials &credentials);

} // namespace gatehouse::cluster
