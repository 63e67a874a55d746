#pragma once

#include <string>

namespace gatehouse {

/// A command line for a terminal that sends a signed webhook of GitHub's to the gateway at `url`.
/// GitHub signs no time, so it stays valid; sent again it is a duplicate.
std::string firstWebhook(const std::string &url, const std::string &tenant,
                         const std::string &secret);

} // namespace gatehouse
