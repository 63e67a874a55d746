#include "services/core/hex.h"
#include "services/metrics/otlp.h"
#include "services/metrics/otlplimits.h"

#include <QCoreApplication>

#include <algorithm>
#include <google/protobuf/io/coded_stream.h>
#include <limits>
#include <optional>
#include <traces.pb.h>

namespace gatehouse::metrics {

namespace {

struct OtlpProtobufTexts
{
    Q_DECLARE_TR_FUNCTIONS(Otlp)
};

using google::protobuf::io::CodedInputStream;

/// Where in a request a message is, as far as there is something to be counted in it.
enum class Message { Request, ResourceSpans, Resource, ScopeSpans, Span, Attribute, Other };

/// What a field of that number in a message is; the numbers are those of traces.proto.
Message messageAt(Message in, std::uint32_t field)
{
    switch (in) {
    case Message::Request:
        return field == 1 ? Message::ResourceSpans : Message::Other;
    case Message::ResourceSpans:
        if (field == 1)
            return Message::Resource;
        return field == 2 ? Message::ScopeSpans : Message::Other;
    case Message::Resource:
        return field == 1 ? Message::Attribute : Message::Other;
    case Message::ScopeSpans:
        return field == 2 ? Message::Span : Message::Other;
    case Message::Span:
        return field == 9 ? Message::Attribute : Message::Other;
    default:
        return Message::Other;
    }
}

/// Past a value that is no message; false: it is cut off, or of no type that proto3 has.
bool skipValue(CodedInputStream &input, std::uint32_t type)
{
    std::uint64_t number = 0;
    switch (type) {
    case 0:
        return input.ReadVarint64(&number);
    case 1:
        return input.Skip(sizeof(std::uint64_t));
    case 5:
        return input.Skip(sizeof(std::uint32_t));
    default:
        return false;
    }
}

/// Adds what is in a message of so many bytes; false: it is damaged. An empty span takes two bytes
/// on the wire and a hundred times as many in memory, so they are counted before they are read.
/// Four deep at most, as messageAt() ends there.
bool addSize(CodedInputStream &input, Message in, OtlpSize &size)
{
    while (const std::uint32_t tag = input.ReadTag()) {
        if ((tag & 7U) != 2) {
            if (!skipValue(input, tag & 7U))
                return false;
            continue;
        }
        std::uint32_t length = 0;
        if (!input.ReadVarint32(&length) || length > std::uint32_t(input.BytesUntilLimit()))
            return false;
        const Message message = messageAt(in, tag >> 3U);
        size.spans += message == Message::Span ? 1 : 0;
        size.parts += message == Message::Span || message == Message::Other ? 0 : 1;
        if (message == Message::Other || message == Message::Attribute) {
            if (!input.Skip(int(length)))
                return false;
            continue;
        }
        const auto limit = input.PushLimit(int(length));
        if (!addSize(input, message, size))
            return false;
        input.PopLimit(limit);
    }
    return input.ConsumedEntireMessage() && input.BytesUntilLimit() == 0;
}

std::optional<OtlpSize> sizeOf(std::string_view body)
{
    CodedInputStream input(reinterpret_cast<const std::uint8_t *>(body.data()), int(body.size()));
    input.PushLimit(int(body.size()));
    OtlpSize size;
    return addSize(input, Message::Request, size) ? std::optional(size) : std::nullopt;
}

/// An id of zeros is none.
std::string idOf(const std::string &bytes)
{
    const bool isNone =
        std::all_of(bytes.begin(), bytes.end(), [](char byte) { return byte == '\0'; });
    return isNone ? std::string() : toHex(asBytes(bytes));
}

std::optional<OtlpValue> valueOf(const otlp::AnyValue &value)
{
    switch (value.value_case()) {
    case otlp::AnyValue::kStringValue:
        return OtlpValue(value.string_value());
    case otlp::AnyValue::kBoolValue:
        return OtlpValue(value.bool_value());
    case otlp::AnyValue::kIntValue:
        return OtlpValue(std::int64_t(value.int_value()));
    case otlp::AnyValue::kDoubleValue:
        return OtlpValue(value.double_value());
    default:
        return std::nullopt; // lists, maps and bytes
    }
}

template <typename Message>
OtlpAttributes attributesOf(const Message &message)
{
    OtlpAttributes attributes;
    for (const otlp::KeyValue &each : message.attributes()) {
        auto value = valueOf(each.value());
        if (value && !each.key().empty())
            attributes.emplace_back(each.key(), std::move(*value));
    }
    return attributes;
}

OtlpSpan spanOf(const otlp::Span &message)
{
    constexpr int errorCode = 2;
    OtlpSpan span;
    span.traceId = idOf(message.trace_id());
    span.spanId = idOf(message.span_id());
    span.parentSpanId = idOf(message.parent_span_id());
    span.name = message.name();
    span.start = message.start_time_unix_nano();
    span.end = message.end_time_unix_nano();
    span.attributes = attributesOf(message);
    span.isError = message.status().code() == errorCode;
    return span;
}

OtlpResource resourceOf(const otlp::ResourceSpans &message)
{
    OtlpResource resource;
    resource.attributes = attributesOf(message.resource());
    for (const otlp::ScopeSpans &scope : message.scope_spans()) {
        for (const otlp::Span &span : scope.spans())
            resource.spans.push_back(spanOf(span));
    }
    return resource;
}

Error noRequest()
{
    return {ErrorKind::Invalid,
            OtlpProtobufTexts::tr("The body is damaged, or no request of the OpenTelemetry "
                                  "protocol for traces in protobuf."),
            {},
            {}};
}

} // namespace

Result<std::vector<OtlpResource>> readOtlpProtobuf(std::string_view body)
{
    if (body.size() > std::size_t(std::numeric_limits<int>::max()))
        return failure(noRequest());
    const auto size = sizeOf(body);
    if (!size)
        return failure(noRequest());
    if (auto checked = checkSize(*size); !checked)
        return failure(checked.error());
    otlp::ExportTraceServiceRequest request;
    if (!request.ParseFromArray(body.data(), int(body.size())))
        return failure(noRequest());
    std::vector<OtlpResource> resources;
    for (const otlp::ResourceSpans &each : request.resource_spans())
        resources.push_back(resourceOf(each));
    return resources;
}

} // namespace gatehouse::metrics
