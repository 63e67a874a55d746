#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

/// Nothing: all.
using Names = std::optional<std::vector<std::string>>;

/// Whether a limit lets that name through.
bool isWithin(const Names &limit, const std::string &name);
/// Whether a limit lets all of them through; of everything only no limit does.
bool covers(const Names &limit, const Names &names);

/// The sources that there are for this actor.
std::vector<std::string> sourcesOf(const Actor &actor);
/// 422 unknown_source; nothing when there is a source of this name for this actor.
std::optional<http::Response> unknownSource(const Actor &actor, const std::string &source);
/// 403 outside_scope for a token that is limited to sources; nothing for any other: calls of AI
/// systems have no source.
std::optional<http::Response> seesNoAgentEvents(const Actor &actor);

} // namespace gatehouse::gateway::admin
