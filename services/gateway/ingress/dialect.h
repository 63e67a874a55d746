#pragma once

#include "services/gateway/http/message.h"

#include <optional>
#include <string_view>

namespace gatehouse::gateway {

/// What a source does over HTTP beside sending signed events as JSON. Null members: nothing of the
/// kind.
struct Dialect
{
    /// A knock without a signature, to see whether anybody is there. It is answered 200 and
    /// recorded nowhere.
    struct Ping
    {
        /// Whether a request with this head can be one; it then need not be JSON.
        bool (*hasHead)(const http::RequestHead &);
        bool (*hasBody)(std::string_view body);
    };

    std::optional<Ping> ping;
    /// The answer to a signed request that is no event; nothing when it is to be taken as one.
    std::optional<http::Response> (*handshake)(std::string_view body) = nullptr;
    /// Asked for a bearer token, too, where a BearerCheck is configured.
    bool bringsBearer = false;
};

/// The dialect of a source, declared once in dialect.cpp; the plain one for a source that is not
/// there.
const Dialect &dialectOf(std::string_view source);

} // namespace gatehouse::gateway
