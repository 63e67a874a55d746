#pragma once

#include "services/gateway/ingress/outcomes.h"

#include <optional>
#include <string>

namespace gatehouse::gateway {

/// Judges the bearer token that some sources bring beside their signature (Dialect::bringsBearer).
/// Thread-safe; asked on the server's threads, so it must not block.
class BearerCheck
{
public:
    virtual ~BearerCheck() = default;
    /// Nothing when the token is good. Asked once the signature and its time are good, so that a
    /// forged body uses up no token, and before the body is read as JSON.
    virtual std::optional<Refusal> judge(const http::RequestHead &head,
                                         const std::string &tenant) const = 0;
};

} // namespace gatehouse::gateway
