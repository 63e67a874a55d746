#pragma once

#include "services/core/result.h"

#include <array>
#include <filesystem>
#include <map>
#include <string>

namespace gatehouse::cluster {

inline constexpr const char *superuser = "postgres";
inline constexpr const char *ownerRole = "gatehouse_owner";
inline constexpr const char *databaseName = "gatehouse";
inline constexpr std::array<const char *, 4> loginRoles{
    ownerRole, "gatehouse_gateway", "gatehouse_console", "gatehouse_console_payload"};

/// Passwords by role, kept in a file that only we can read.
class Credentials
{
public:
    /// Random ones for the superuser and all of loginRoles.
    static Credentials random();
    static Result<Credentials> load(const std::filesystem::path &file);
    Result<> save(const std::filesystem::path &file) const;

    /// Empty for a role that is not known.
    const std::string &password(const std::string &role) const;

private:
    std::map<std::string, std::string> m_passwords;
};

} // namespace gatehouse::cluster
