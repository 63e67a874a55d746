#include "services/metrics/otlp.h"
#include "services/metrics/otlplimits.h"

#include <QCoreApplication>

#include <boost/json.hpp>

#include <algorithm>
#include <charconv>
#include <optional>

namespace gatehouse::metrics {

namespace {

namespace json = boost::json;

constexpr std::size_t deepestJson = 64;

struct OtlpJsonTexts
{
    Q_DECLARE_TR_FUNCTIONS(Otlp)
};

/// The member of that name, or null.
const json::value *find(const json::value &of, std::string_view name)
{
    const json::object *object = of.if_object();
    return object ? object->if_contains(name) : nullptr;
}

std::string textIn(const json::value &of, std::string_view name)
{
    const json::value *found = find(of, name);
    const json::string *text = found ? found->if_string() : nullptr;
    return text ? std::string(*text) : std::string();
}

/// The items of a list; none where there is no list.
const json::array &listIn(const json::value &of, std::string_view name)
{
    static const json::array none;
    const json::value *found = find(of, name);
    const json::array *list = found ? found->if_array() : nullptr;
    return list ? *list : none;
}

/// A number, which JSON for protobuf writes as text where it has 64 bits. Nothing for what is none
/// as a whole, or does not fit.
template <typename T>
std::optional<T> numberOf(const json::value &value)
{
    if (const json::string *text = value.if_string()) {
        T number = 0;
        const auto end = std::from_chars(text->data(), text->data() + text->size(), number);
        const bool isWhole = end.ec == std::errc() && end.ptr == text->data() + text->size();
        return isWhole ? std::optional(number) : std::nullopt;
    }
    if (!value.is_number())
        return std::nullopt;
    json::error_code error;
    const T number = value.to_number<T>(error);
    return error ? std::nullopt : std::optional(number);
}

/// 0 where there is none.
std::uint64_t timeIn(const json::value &span, std::string_view name)
{
    const json::value *found = find(span, name);
    return found ? numberOf<std::uint64_t>(*found).value_or(0) : 0;
}

std::string idIn(const json::value &span, std::string_view name)
{
    std::string id = textIn(span, name);
    std::transform(id.begin(), id.end(), id.begin(), [](char digit) {
        return digit >= 'A' && digit <= 'F' ? char(digit - 'A' + 'a') : digit;
    });
    const bool isHex = id.find_first_not_of("0123456789abcdef") == std::string::npos;
    const bool isNone = id.find_first_not_of('0') == std::string::npos;
    return isHex && !isNone ? id : std::string();
}

/// Nothing for lists, maps and bytes.
std::optional<OtlpValue> valueOf(const json::value &of)
{
    if (const json::value *text = find(of, "stringValue"); text && text->is_string())
        return OtlpValue(std::string(text->get_string()));
    if (const json::value *flag = find(of, "boolValue"); flag && flag->is_bool())
        return OtlpValue(flag->get_bool());
    if (const json::value *whole = find(of, "intValue"))
        return numberOf<std::int64_t>(*whole);
    if (const json::value *real = find(of, "doubleValue"))
        return numberOf<double>(*real);
    return std::nullopt;
}

OtlpAttributes attributesOf(const json::value &of)
{
    OtlpAttributes attributes;
    for (const json::value &each : listIn(of, "attributes")) {
        const json::value *told = find(each, "value");
        auto value = told ? valueOf(*told) : std::nullopt;
        std::string key = textIn(each, "key");
        if (value && !key.empty())
            attributes.emplace_back(std::move(key), std::move(*value));
    }
    return attributes;
}

/// STATUS_CODE_ERROR is 2.
bool isErrorStatus(const json::value &span)
{
    const json::value *status = find(span, "status");
    const json::value *code = status ? find(*status, "code") : nullptr;
    return code && (numberOf<int>(*code) == 2 || *code == "STATUS_CODE_ERROR");
}

OtlpSpan spanOf(const json::value &value)
{
    OtlpSpan span;
    span.traceId = idIn(value, "traceId");
    span.spanId = idIn(value, "spanId");
    span.parentSpanId = idIn(value, "parentSpanId");
    span.name = textIn(value, "name");
    span.start = timeIn(value, "startTimeUnixNano");
    span.end = timeIn(value, "endTimeUnixNano");
    span.attributes = attributesOf(value);
    span.isError = isErrorStatus(value);
    return span;
}

OtlpResource resourceOf(const json::value &value)
{
    OtlpResource resource;
    if (const json::value *about = find(value, "resource"))
        resource.attributes = attributesOf(*about);
    for (const json::value &scope : listIn(value, "scopeSpans")) {
        for (const json::value &span : listIn(scope, "spans"))
            resource.spans.push_back(spanOf(span));
    }
    return resource;
}

/// What there is of each, before any of it is taken over.
OtlpSize sizeOf(const json::value &document)
{
    OtlpSize size;
    for (const json::value &resource : listIn(document, "resourceSpans")) {
        ++size.parts;
        if (const json::value *about = find(resource, "resource"))
            size.parts += listIn(*about, "attributes").size();
        for (const json::value &scope : listIn(resource, "scopeSpans")) {
            ++size.parts;
            for (const json::value &span : listIn(scope, "spans")) {
                ++size.spans;
                size.parts += listIn(span, "attributes").size();
            }
        }
    }
    return size;
}

} // namespace

Result<std::vector<OtlpResource>> readOtlpJson(std::string_view body)
{
    json::parse_options options;
    options.max_depth = deepestJson;
    json::error_code error;
    const json::value document = json::parse(body, error, {}, options);
    if (error)
        return failure(ErrorKind::Invalid, OtlpJsonTexts::tr("The body is no JSON."),
                       QString::fromStdString(error.message()));
    // An empty message is one without spans. Of anything else it is told that it is sent elsewhere.
    const json::object *request = document.if_object();
    if (!request || (!request->empty() && !request->contains("resourceSpans")))
        return failure(ErrorKind::Invalid,
                       OtlpJsonTexts::tr("The body has no “resourceSpans”, so it is no request of "
                                         "the OpenTelemetry protocol for traces."));
    if (auto checked = checkSize(sizeOf(document)); !checked)
        return failure(checked.error());
    std::vector<OtlpResource> resources;
    for (const json::value &each : listIn(document, "resourceSpans"))
        resources.push_back(resourceOf(each));
    return resources;
}

} // namespace gatehouse::metrics
