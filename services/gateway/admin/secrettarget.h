#pragma once

#include "services/gateway/admin/change.h"

#include <optional>
#include <string>

namespace gatehouse::gateway::admin {

/// Whose secrets a path is about.
struct SecretTarget
{
    std::string source;
    std::string tenant;
};

/// {source} and {tenant} of the path. Nothing, so 404: no such source, no usable name, or outside
/// the token's scope.
std::optional<SecretTarget> secretTarget(const Call &call);

/// One version, as a change has to know it.
struct SecretVersion
{
    Uuid id;
    std::int64_t version = 0;
    std::string fingerprint;
};

/// The valid versions of a target, locked against every other change of its secrets to the end of
/// the transaction.
struct LockedSecrets
{
    SecretTarget target;
    std::optional<SecretVersion> active;
    std::optional<SecretVersion> retiring; ///< its overlap is not over
    std::int64_t newest = 0; ///< the highest version there ever was
};

Result<LockedSecrets> lockSecrets(postgres::Session &session, const SecretTarget &target);

} // namespace gatehouse::gateway::admin
