#include "services/gateway/normalize/normalizer.h"

#include "resources/resources.h"
#include "services/core/log.h"
#include "services/gateway/normalize/fieldchoice.h"
#include "services/gateway/normalize/jsonindex.h"
#include "services/gateway/normalize/mapping.h"
#include "services/gateway/normalize/strictjson.h"

#include <algorithm>
#include <charconv>

namespace gatehouse::gateway {

namespace {

constexpr std::size_t longestProviderId = 8192;
constexpr std::chrono::milliseconds longestJob = std::chrono::hours(24 * 30);

tl::unexpected<Error> refused(const char *code, const std::string &message)
{
    return failure(ErrorKind::Invalid, QString::fromStdString(message), {}, HttpStatus{400, code});
}

std::optional<std::string> firstValue(const TemplateList &alternatives, const MappingInput &input,
                                      std::size_t longest)
{
    auto chosen = firstUsable(alternatives, input, longest);
    return chosen ? std::optional(std::move(chosen->value)) : std::nullopt;
}

/// "{/id} or {header:X-Id}"
std::string named(const TemplateList &alternatives)
{
    std::string names;
    for (const Template &alternative : alternatives)
        names += (names.empty() ? "" : " or ") + alternative.text();
    return names;
}

Result<std::string> requiredValue(const char *what, const TemplateList &alternatives,
                                  const MappingInput &input, std::size_t longest)
{
    if (auto text = firstValue(alternatives, input, longest))
        return *text;
    return refused("missing_field",
                   std::string("The event has no usable ") + what + ". It is taken from "
                       + named(alternatives) + ": a text or number of at most "
                       + std::to_string(longest) + " bytes, without U+0000.");
}

Result<> checkRequired(const Mapping &mapping, const MappingInput &input)
{
    for (const Template &wanted : mapping.required) {
        if (auto value = requiredValue("value", {wanted}, input, longestProviderId); !value)
            return failure(std::move(value.error()));
    }
    return {};
}

Result<> checkHeaders(const Mapping &mapping, const MappingInput &input)
{
    for (const HeaderCheck &check : mapping.headerChecks) {
        const auto sent = input.header(check.header);
        if (sent && *sent != check.value.fill(input).value_or(""))
            return refused("header_mismatch",
                           "The header " + check.header + " differs from " + check.value.text()
                               + " in the body. Both must name the same.");
    }
    return {};
}

Result<std::string> eventTypeOf(const Mapping &mapping, const MappingInput &input)
{
    auto type = requiredValue("event type", mapping.eventType, input, longestEventType);
    if (!type)
        return type;
    const auto renamed = mapping.eventTypeNames.find(*type);
    return renamed == mapping.eventTypeNames.end() ? *type : renamed->second;
}

std::string quoted(std::string_view text)
{
    return jsonQuoted(text);
}

std::string quotedOrNull(const std::optional<std::string> &text)
{
    return text ? quoted(*text) : "null";
}

std::string canonicalJson(const CanonicalEvent &event, std::string_view source,
                          std::string_view tenant, std::string_view data)
{
    const auto occurredAt =
        event.occurredAt ? std::optional(toRfc3339(*event.occurredAt)) : std::nullopt;
    std::string json = "{\"event_id\":\"" + event.id.toString() + "\"";
    json += ",\"source\":" + quoted(source);
    json += ",\"event_type\":" + quoted(event.eventType);
    json += ",\"tenant_id\":" + quoted(tenant);
    json += ",\"occurred_at\":" + quotedOrNull(occurredAt);
    json += ",\"actor\":{\"id\":" + quotedOrNull(event.actorId);
    json += ",\"email\":" + quotedOrNull(event.actorEmail);
    json += "},\"subject\":{\"id\":" + quotedOrNull(event.subjectId);
    json += ",\"type\":" + quotedOrNull(event.subjectType);
    json += "},\"action\":{\"type\":" + quotedOrNull(event.actionType);
    json += ",\"reason\":" + quotedOrNull(event.actionReason);
    json.append("},\"data\":").append(data).append("}");
    return json;
}

template <typename T>
std::optional<T> valueOf(std::optional<ChosenValue<T>> chosen)
{
    return chosen ? std::optional(std::move(chosen->value)) : std::nullopt;
}

void takeFields(CanonicalEvent &event, const FieldChoice &fields, const MappingInput &input)
{
    event.occurredAt = valueOf(fields.occurredAt(input));
    event.actorId = valueOf(fields.text("actor.id", input));
    event.actorEmail = valueOf(fields.text("actor.email", input));
    event.subjectId = valueOf(fields.text("subject.id", input));
    event.subjectType = valueOf(fields.text("subject.type", input));
    event.actionType = valueOf(fields.text("action.type", input));
    event.actionReason = valueOf(fields.text("action.reason", input));
}

/// A number without its fraction; nothing when it is negative, huge or written with an exponent.
std::optional<std::int64_t> wholeNumber(const std::optional<std::string> &text)
{
    if (!text)
        return std::nullopt;
    std::int64_t number = 0;
    const char *end = text->data() + text->size();
    const auto [rest, problem] = std::from_chars(text->data(), end, number);
    const bool isNumber = problem == std::errc{}
        && (rest == end || (*rest == '.' && text->find_first_of("eE") == std::string::npos));
    return isNumber && number >= 0 ? std::optional(number) : std::nullopt;
}

std::optional<std::chrono::milliseconds> durationOf(const std::optional<std::string> &text)
{
    const auto number = wholeNumber(text);
    if (!number || *number > longestJob.count())
        return std::nullopt;
    return std::chrono::milliseconds(*number);
}

/// Ours for the status that is told; nothing for one that we do not know.
std::optional<std::string> jobStatus(const JobMapping &job, const MappingInput &input)
{
    const auto told = firstValue(job.status, input, longestText);
    const auto known = told ? job.statuses.find(*told) : job.statuses.end();
    return known == job.statuses.end() ? std::nullopt : std::optional(known->second);
}

std::optional<JobReport> jobReport(const JobMapping &job, const MappingInput &input)
{
    auto id = firstValue(job.id, input, longestProviderId);
    auto status = jobStatus(job, input);
    if (!id || !status)
        return std::nullopt;
    return JobReport{std::move(*id),
                     std::move(*status),
                     firstValue(job.model, input, longestText),
                     firstValue(job.error, input, longestProviderId),
                     wholeNumber(firstValue(job.tokens, input, longestText)),
                     durationOf(firstValue(job.milliseconds, input, longestText))};
}

Result<CanonicalEvent> identified(const Mapping &mapping, const MappingInput &input)
{
    CanonicalEvent event;
    auto providerId = requiredValue("event id", mapping.providerEventId, input, longestProviderId);
    if (!providerId)
        return failure(std::move(providerId.error()));
    if (auto complete = checkRequired(mapping, input); !complete)
        return failure(std::move(complete.error()));
    if (auto agree = checkHeaders(mapping, input); !agree)
        return failure(std::move(agree.error()));
    event.eventType = input.eventType;
    event.providerEventId = std::move(*providerId);
    event.secondEventId = firstValue(mapping.secondEventId, input, longestProviderId).value_or("");
    return event;
}

/// `bytes` is valid JSON, and all or a part of the request's body.
Result<CanonicalEvent> normalizeEvent(const Mapping &mapping, const Normalizer::Request &request,
                                      std::string_view bytes, const Uuid &id)
{
    const JsonIndex body(bytes);
    const auto header = [&](std::string_view name) { return findHeader(request.headers, name); };
    const auto eventType = eventTypeOf(mapping, {body, header, {}, bytes, request.signedId});
    if (!eventType)
        return failure(eventType.error());
    const MappingInput input{body, header, *eventType, bytes, request.signedId};
    auto event = identified(mapping, input);
    if (!event)
        return event;
    event->id = id;
    event->raw = bytes;
    const FieldChoice fields(mapping, event->eventType);
    takeFields(*event, fields, input);
    if (mapping.job)
        event->job = jobReport(*mapping.job, input);
    event->json = canonicalJson(*event, request.source, request.tenant, fields.data(body).value);
    event->fitsJsonb = fitsJsonb(bytes);
    return event;
}

Error inElement(Error error, std::size_t position)
{
    error.message = QStringLiteral("Element %1 of the batch: %2").arg(position).arg(error.message);
    return error;
}

/// The bytes of each event of the body, which is valid JSON.
Result<std::vector<std::string_view>> eventsIn(std::string_view body, bool isBatch)
{
    const auto elements = isBatch ? JsonIndex(body).elements() : std::nullopt;
    if (!elements)
        return std::vector{body};
    if (elements->empty())
        return refused("empty_batch", "The body is an empty list. Send at least one event.");
    if (elements->size() > Normalizer::maxBatch)
        return refused("batch_too_large",
                       "The body is a list of more than " + std::to_string(Normalizer::maxBatch)
                           + " events. Send them in smaller batches.");
    return *elements;
}

} // namespace

struct Normalizer::Private
{
    std::map<std::string, Mapping, std::less<>> mappings;

    Result<> add(const QString &fileName)
    {
        const auto bytes = resource(QStringLiteral("mappings/") + fileName);
        if (!bytes)
            return failure(bytes.error());
        auto mapping = parseMapping({bytes->constData(), static_cast<std::size_t>(bytes->size())});
        if (!mapping) {
            Error error = mapping.error();
            error.message = fileName + QStringLiteral(": ") + error.message;
            return failure(std::move(error));
        }
        std::string source = mapping->source;
        mappings.insert_or_assign(std::move(source), std::move(*mapping));
        return {};
    }

    /// The source's mapping, once the body is known to be JSON.
    Result<const Mapping *> mappingFor(std::string_view source, std::string_view rawBody) const
    {
        const auto mapping = mappings.find(source);
        if (mapping == mappings.end())
            return failure(ErrorKind::NotFound,
                           QStringLiteral("No mapping is built in for this source."));
        if (const auto defect = findJsonDefect(rawBody))
            return refused(defect->code.c_str(), defect->message);
        return &mapping->second;
    }
};

Normalizer::Normalizer(std::unique_ptr<Private> d)
    : d(std::move(d))
{
}

Normalizer::Normalizer(Normalizer &&) noexcept = default;
Normalizer &Normalizer::operator=(Normalizer &&) noexcept = default;
Normalizer::~Normalizer() = default;

Result<Normalizer> Normalizer::load()
{
    auto d = std::make_unique<Private>();
    for (const QString &fileName : resourceNames(QStringLiteral("mappings"))) {
        if (auto added = d->add(fileName); !added)
            return failure(std::move(added.error()));
    }
    return Normalizer(std::move(d));
}

bool Normalizer::knows(std::string_view source) const
{
    return d->mappings.contains(source);
}

bool Normalizer::isBatch(std::string_view source) const
{
    const auto mapping = d->mappings.find(source);
    return mapping != d->mappings.end() && mapping->second.isBatch;
}

std::vector<std::string> Normalizer::sources() const
{
    std::vector<std::string> names;
    for (const auto &[source, mapping] : d->mappings)
        names.push_back(source);
    return names;
}

Result<CanonicalEvent> Normalizer::normalize(std::string_view source, const HeaderList &headers,
                                             std::string_view rawBody, const Uuid &eventId,
                                             std::string_view tenant) const
{
    const auto mapping = d->mappingFor(source, rawBody);
    if (!mapping)
        return failure(mapping.error());
    return normalizeEvent(**mapping, {source, headers, rawBody, tenant}, rawBody, eventId);
}

Result<std::vector<CanonicalEvent>> Normalizer::normalizeRequest(
    const Request &request, const std::function<Uuid()> &nextId) const
{
    const auto mapping = d->mappingFor(request.source, request.body);
    if (!mapping)
        return failure(mapping.error());
    const bool isBatch = (*mapping)->isBatch;
    const auto parts = eventsIn(request.body, isBatch);
    if (!parts)
        return failure(parts.error());
    std::vector<CanonicalEvent> events;
    for (const std::string_view part : *parts) {
        auto event = normalizeEvent(**mapping, request, part, nextId());
        if (!event)
            return failure(isBatch ? inElement(event.error(), events.size() + 1) : event.error());
        events.push_back(std::move(*event));
    }
    return events;
}

std::string deliveryBody(std::string_view canonicalJson, std::string_view rawBody)
{
    const std::string_view open = canonicalJson.substr(0, canonicalJson.rfind('}'));
    std::string body;
    body.reserve(open.size() + rawBody.size() + 8);
    return body.append(open).append(",\"raw\":").append(rawBody).append("}");
}

std::string deliveryBody(const CanonicalEvent &event, std::string_view rawBody)
{
    return deliveryBody(event.json, rawBody);
}

} // namespace gatehouse::gateway
