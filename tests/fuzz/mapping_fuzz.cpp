#include "fuzztarget.h"
#include "services/core/log.h"
#include "services/gateway/normalize/mapping.h"
#include "services/gateway/normalize/normalizer.h"
#include "services/gateway/normalize/strictjson.h"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <memory>

// The input is a source on a line of its own, headers, an empty line and the body. With "mapping"
// for the source, the headers are followed by a mapping, a line feed and the body.

namespace gatehouse::gateway {

namespace {

namespace json = boost::json;
using fuzz::require;

constexpr std::string_view tenant = "acme";
constexpr std::string_view signedId = "msg_1";

const Normalizer &normalizer()
{
    static const auto loaded = Normalizer::load();
    require(loaded.has_value(), "the mappings that are built in can be read");
    return *loaded;
}

/// 019f0000-0000-7000-8000-000000000000 and so on.
Uuid numberedId(std::size_t number)
{
    Uuid id = *Uuid::parse("019f0000-0000-7000-8000-000000000000");
    id.bytes[14] = static_cast<std::uint8_t>(number >> 8U);
    id.bytes[15] = static_cast<std::uint8_t>(number);
    return id;
}

json::value parsed(std::string_view text)
{
    json::parse_options options;
    options.max_depth = maxJsonDepth + 1; // a body as deep as it may be is one level deeper in it
    json::error_code error;
    json::value value =
        json::parse(json::string_view(text.data(), text.size()), error, {}, options);
    require(!error || error == json::error::exponent_overflow, "what is made is JSON");
    return value;
}

std::optional<std::string> textAt(const json::value &event, const char *object, const char *name)
{
    const json::value *value = event.as_object().if_contains(object);
    require(value != nullptr, "each part of the canonical event is there");
    if (*name)
        value = value->as_object().if_contains(name);
    require(value != nullptr, "each field of the canonical event is there");
    if (value->is_null())
        return std::nullopt;
    return std::string(value->as_string().data(), value->as_string().size());
}

/// What goes into text columns, and into keys of that size.
void requireColumn(const std::string &text, std::size_t longest)
{
    require(text.size() <= longest, "a column's text is not too long");
    require(text.find('\0') == std::string::npos, "a column's text has no U+0000");
}

void requireText(const std::optional<std::string> &text, const std::optional<std::string> &written)
{
    require(text == written, "the document says what the columns say");
    require(!text || !text->empty(), "what a provider does not have is null");
    requireColumn(text.value_or(""), 1024);
}

void requireTexts(const CanonicalEvent &event, const json::value &document)
{
    requireText(event.actorId, textAt(document, "actor", "id"));
    requireText(event.actorEmail, textAt(document, "actor", "email"));
    requireText(event.subjectId, textAt(document, "subject", "id"));
    requireText(event.subjectType, textAt(document, "subject", "type"));
    requireText(event.actionType, textAt(document, "action", "type"));
    requireText(event.actionReason, textAt(document, "action", "reason"));
}

/// resources/schemas/canonical-event.schema.json, but for the shape of `data`.
void requireCanonical(const CanonicalEvent &event, std::string_view source,
                      const json::value &document)
{
    require(document.as_object().size() == 9, "the canonical event has nine members");
    require(textAt(document, "event_id", "") == event.id.toString(), "event_id is the id");
    require(textAt(document, "source", "") == source, "source is the source");
    require(textAt(document, "tenant_id", "") == tenant, "tenant_id is the tenant");
    require(textAt(document, "event_type", "") == event.eventType, "event_type is the type");
    require(!event.eventType.empty(), "an event has a type");
    require(!event.providerEventId.empty(), "an event has its provider's id");
    requireColumn(event.eventType, 255);
    requireColumn(event.providerEventId, 8192);
    requireColumn(event.secondEventId, 8192);
    const auto time = event.occurredAt ? std::optional(toRfc3339(*event.occurredAt)) : std::nullopt;
    require(textAt(document, "occurred_at", "") == time, "occurred_at is the time");
    require(!time || time->size() == std::string_view("2026-11-17T14:32:07.123Z").size(),
            "a time has four digits of year and three of fraction");
    require(document.as_object().contains("data"), "data is there");
    requireTexts(event, document);
}

void checkEvent(const CanonicalEvent &event, std::string_view source, std::string_view body)
{
    const bool isInside = event.raw.data() >= body.data()
        && event.raw.data() + event.raw.size() <= body.data() + body.size();
    require(isInside, "raw is a part of the body");
    parsed(deliveryBody(event, event.raw));
    const json::value document = parsed(event.json);
    if (document.is_object()) // nothing where an exponent is too large for Boost.JSON
        requireCanonical(event, source, document);
}

Result<std::vector<CanonicalEvent>> normalized(const Normalizer::Request &request)
{
    std::size_t number = 0;
    return normalizer().normalizeRequest(request, [&] { return numberedId(number++); });
}

void requireSame(const std::vector<CanonicalEvent> &first,
                 const std::vector<CanonicalEvent> &second)
{
    const bool isSame = std::equal(first.begin(), first.end(), second.begin(), second.end(),
                                   [](const CanonicalEvent &a, const CanonicalEvent &b) {
                                       return a.json == b.json
                                           && a.providerEventId == b.providerEventId
                                           && a.secondEventId == b.secondEventId;
                                   });
    require(isSame, "the same request makes the same events");
}

void checkRequest(std::string_view source, const fuzz::HeaderList &headers, std::string_view body)
{
    const Normalizer::Request request{source, headers, body, tenant, signedId};
    const auto events = normalized(request);
    const auto again = normalized(request);
    require(events.has_value() == again.has_value(), "the same request is judged the same");
    if (!events) {
        require(!events.error().message.isEmpty(), "a refusal says why");
        return;
    }
    require(!events->empty() && events->size() <= Normalizer::maxBatch, "a batch has 1 to 1,000");
    requireSame(*events, *again);
    for (const CanonicalEvent &event : *events)
        checkEvent(event, source, body);
}

/// Every template of a mapping that somebody wrote, over the body.
void fillAll(const Mapping &mapping, const MappingInput &input)
{
    for (const TemplateList *list : {&mapping.eventType, &mapping.providerEventId,
                                     &mapping.secondEventId, &mapping.required}) {
        for (const Template &one : *list) {
            const auto text = one.fill(input);
            require(!text || !text->empty() || one.text().empty(),
                    "a template gives no empty text");
        }
    }
    for (const EventMapping &event : mapping.events) {
        for (const std::string &glob : event.match)
            require(!matchesGlob(input.eventType, glob) || matchesGlob(input.eventType, "*" + glob),
                    "a star in front may match nothing");
    }
}

void checkMapping(const fuzz::HeaderList &headers, std::string_view text)
{
    const auto mapping = parseMapping(fuzz::takeUntil(text, "\n"));
    if (!mapping) {
        require(!mapping.error().message.isEmpty(), "a mapping that is refused is told why");
        return;
    }
    if (findJsonDefect(text))
        return;
    const JsonIndex body(text);
    const auto header = [&](std::string_view name) -> std::optional<std::string> {
        for (const auto &[key, value] : headers) {
            if (key == name)
                return value;
        }
        return std::nullopt;
    };
    fillAll(*mapping, {body, header, mapping->source, text, signedId});
}

} // namespace

} // namespace gatehouse::gateway

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace gatehouse;
    std::string_view rest = fuzz::asText(data, size);
    const std::string_view source = fuzz::takeUntil(rest, "\n");
    const auto headers = fuzz::takeHeaders(rest);
    if (source == "mapping")
        gateway::checkMapping(headers, rest);
    else
        gateway::checkRequest(source, headers, rest);
    return 0;
}
