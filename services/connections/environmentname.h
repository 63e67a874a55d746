#pragma once

#include <QString>

namespace gatehouse {

/// Whose word counts about where a gateway is.
struct EnvironmentName
{
    QString name; ///< "local", "staging", "production" or one of its own; empty: not known
    bool overrules = false; ///< the gateway says something more dangerous than the profile
    bool operator==(const EnvironmentName &) const = default;
};

/// `stated` stands in the connection's profile, `told` is what whoami says; either may be empty.
/// Where they differ the more dangerous one counts: production, then anything else, then local.
EnvironmentName environmentName(const QString &stated, const QString &told);

} // namespace gatehouse
