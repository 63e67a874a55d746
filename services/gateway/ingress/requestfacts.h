#pragma once

#include "services/gateway/http/message.h"

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::gateway {

/// The {source} of `/api/webhooks/{source}/ingest`; nothing for any other path.
std::optional<std::string_view> ingestSource(std::string_view path);

/// One Content-Type, `application/json` or any `+json`, whatever its case and parameters.
bool hasJsonMediaType(const http::Headers &headers);

/// One Content-Type, `application/x-www-form-urlencoded`, whatever its case and parameters.
bool isFormEncoded(const http::Headers &headers);

/// [["Name","value"], ...] as it is stored: Authorization, Proxy-Authorization and Cookie redacted,
/// bytes that are not UTF-8 replaced. Signature headers stay: they can be explained again.
std::string headersJson(const http::Headers &headers);

/// The full URL that the sender called: `publicUrl` when a proxy stands in front, else scheme and
/// Host.
std::string calledUrl(const http::RequestHead &head, std::string_view publicUrl,
                      std::string_view scheme = "http");

/// The trace id of a valid `traceparent` (W3C Trace Context), else a new random one: 32 hex digits.
std::string traceId(const http::Headers &headers);

} // namespace gatehouse::gateway
