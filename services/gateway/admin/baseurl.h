#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::gateway::admin {

/// What is wrong with a destination's base URL, as a sentence that begins with its verb; nothing
/// when it can be used: https (http where `allowHttp`, on loopback, and for the stand-in), a host,
/// perhaps a port and a path, and neither user nor password nor query nor fragment; 500 visible
/// ASCII characters at most.
std::optional<std::string> baseUrlFault(const std::string &url, bool allowHttp);

/// `scheme://host:port`: where credentials go that are sent to it. Empty when it is no URL.
std::string originOf(const std::string &url);

/// What is wrong with a route's path: `/` and visible ASCII, perhaps a query, without fragment,
/// backslash or segments of dots (which would leave the base URL); 500 characters at most.
std::optional<std::string> pathFault(std::string_view path);

} // namespace gatehouse::gateway::admin
