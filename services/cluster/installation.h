#pragma once

#include "services/core/result.h"

#include <filesystem>
#include <optional>

namespace gatehouse::cluster {

/// The programs of one PostgreSQL version.
struct Installation
{
    std::filesystem::path folder; ///< holds initdb and postgres
    int major = 0;

    /// `only`: look just there; empty: /usr/lib/postgresql/*/bin and PATH. The one of `wanted`, the
    /// major version of data that exists, or else the newest from 15 on.
    static Result<Installation> find(const std::filesystem::path &only, std::optional<int> wanted);
};

} // namespace gatehouse::cluster
