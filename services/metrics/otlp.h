#pragma once

#include "services/core/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace gatehouse::metrics {

/// What an attribute says; arrays, maps and bytes are left out.
using OtlpValue = std::variant<std::string, bool, std::int64_t, double>;
using OtlpAttributes = std::vector<std::pair<std::string, OtlpValue>>;

struct OtlpSpan
{
    std::string traceId, spanId, parentSpanId; ///< hex in lower case; without a parent empty
    std::string name;
    std::uint64_t start = 0, end = 0; ///< nanoseconds since 1970
    OtlpAttributes attributes;
    bool isError = false; ///< by the span's own status
};

/// What one sender told.
struct OtlpResource
{
    OtlpAttributes attributes;
    std::vector<OtlpSpan> spans;
};

/// More are refused, so that a small body cannot become a lot of memory: a collector sends some
/// thousands of spans at a time, with some dozens of attributes each. Parts are attributes, and the
/// resources and scopes that spans stand in.
inline constexpr std::size_t mostOtlpSpans = 50'000;
inline constexpr std::size_t mostOtlpParts = 1'000'000;

/// An ExportTraceServiceRequest (https://opentelemetry.io/docs/specs/otlp/, 1.x) as JSON: ids are
/// hex, times text or numbers. Invalid, with what is wrong, for what is none or has more than the
/// above; what is not known is left out, as the specification demands. JSON is read whole before it
/// is counted, so what it takes is bounded by the body's size alone (some twenty times as much),
/// which is the caller's to bound. From any thread.
Result<std::vector<OtlpResource>> readOtlpJson(std::string_view body);

/// The same as protobuf, where ids are bytes.
Result<std::vector<OtlpResource>> readOtlpProtobuf(std::string_view body);

} // namespace gatehouse::metrics
