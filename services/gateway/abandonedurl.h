#pragma once

#include <string>

namespace gatehouse::gateway {

/// Whether a base URL looks like that of a stand-in whose process is gone: http, a loopback
/// address, a port of those that the kernel gives away (from 32768 on), nothing more, and a
/// connection to it is refused. Anything else is someone's: a WordPress on port 8080 that is just
/// down must not lose its deliveries. Blocks for a second at most.
bool isAbandonedStandIn(const std::string &url);

} // namespace gatehouse::gateway
