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
/// between. Takes from PUBLIC what only a superuser can take: large objects, which anyone could
/// write otherwise, and the databases `postgres` and `template1`. Repeating it changes nothing.
Result<> ensureRoles(const std::filesystem::path &socketFolder, const Credentials &credentials);

} // namespace gatehouse::cluster
