#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::metrics {

enum class OtlpEncoding { Json, Protobuf };

/// By the Content-Type of a request, its parameters aside; nothing for any other.
std::optional<OtlpEncoding> otlpEncodingOf(std::string_view contentType);
/// "application/json", "application/x-protobuf"
std::string_view contentTypeOf(OtlpEncoding encoding);

/// The body of a 200: an ExportTraceServiceResponse, with what was refused of the request, if
/// anything was.
std::string otlpAnswer(OtlpEncoding encoding, std::int64_t rejectedSpans, const std::string &why);
/// The body of a 4xx and 5xx: a google.rpc.Status with that gRPC code.
std::string otlpStatus(OtlpEncoding encoding, int code, const std::string &message);

} // namespace gatehouse::metrics
