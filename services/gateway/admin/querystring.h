#pragma once

#include "services/gateway/admin/call.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::gateway::admin {

/// Whether the value could be used; nothing when there is no parameter of that name.
using TakeParameter =
    std::function<std::optional<bool>(const std::string &name, const std::string &value)>;

/// Hands over each parameter of the query string. Else 400, which names the one that is unknown,
/// unusable or given twice. `whose` begins a sentence: "Results have".
std::optional<http::Response> readQuery(const Call &call, std::string_view whose,
                                        const TakeParameter &take);

} // namespace gatehouse::gateway::admin
