#include "services/gateway/normalize/mapping.h"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>

namespace gatehouse::gateway {

namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 6> textFields{
    "actor.id", "actor.email", "subject.id", "subject.type", "action.type", "action.reason"};
constexpr std::array<std::string_view, 5> jobStatuses{"pending", "running", "succeeded", "dead",
                                                      "cancelled"};

std::string toStd(json::string_view text)
{
    return {text.data(), text.size()};
}

tl::unexpected<Error> invalid(const std::string &message)
{
    return failure(ErrorKind::Invalid, QString::fromStdString(message));
}

/// `fields.data: "object"`
std::string inPlace(std::string where, const std::string &text)
{
    return where.append(": \"").append(text).append("\"");
}

/// The texts of an array of strings.
Result<std::vector<std::string>> stringList(const json::value &value, const std::string &where)
{
    std::vector<std::string> list;
    const json::array *array = value.if_array();
    if (!array)
        return invalid(where + " must be a list of texts.");
    for (const json::value &item : *array) {
        if (!item.is_string())
            return invalid(where + " must hold texts only.");
        list.push_back(toStd(item.get_string()));
    }
    return list;
}

Result<TemplateList> templateList(const json::value &value, const std::string &where)
{
    const auto texts = stringList(value, where);
    if (!texts)
        return failure(texts.error());
    TemplateList list;
    for (const std::string &text : *texts) {
        auto parsed = Template::parse(text);
        if (!parsed)
            return invalid(inPlace(where, text)
                           + " has a {hole} that is not a JSON pointer, a header, "
                             "a part of the event type, body.sha256 or signed.id.");
        list.push_back(std::move(*parsed));
    }
    return list;
}

Result<std::vector<JsonPointer>> pointerList(const json::value &value, const std::string &where)
{
    const auto texts = stringList(value, where);
    if (!texts)
        return failure(texts.error());
    std::vector<JsonPointer> list;
    for (const std::string &text : *texts) {
        auto pointer = JsonPointer::parse(text);
        if (!pointer)
            return invalid(inPlace(where, text) + " is not a JSON pointer.");
        list.push_back(std::move(*pointer));
    }
    return list;
}

/// A member that is a text; empty when it is not there.
std::string textMember(const json::object &object, const char *name)
{
    const json::value *value = object.if_contains(name);
    return value && value->is_string() ? toStd(value->get_string()) : std::string();
}

Result<std::vector<TimeSource>> timeSources(const json::value &value, const std::string &where)
{
    const json::array *array = value.if_array();
    if (!array)
        return invalid(where + " must be a list of {\"from\", \"format\"}.");
    std::vector<TimeSource> sources;
    for (const json::value &item : *array) {
        const json::object *object = item.if_object();
        auto from = Template::parse(object ? textMember(*object, "from") : std::string());
        const auto format = timeFormatNamed(object ? textMember(*object, "format") : std::string());
        if (!from || from->text().empty() || !format)
            return invalid(where
                           + " needs \"from\" (a template) and \"format\" (unix_seconds, "
                             "unix_milliseconds or iso_8601).");
        sources.push_back({std::move(*from), *format});
    }
    return sources;
}

/// Puts a parsed value in its place, or hands its error on.
template <typename Target, typename Parsed>
Result<> assign(Target &target, Result<Parsed> parsed)
{
    if (!parsed)
        return failure(std::move(parsed.error()));
    target = std::move(*parsed);
    return {};
}

Result<> readField(MappedFields &fields, std::string_view name, const json::value &value,
                   const std::string &where)
{
    if (name == "occurred_at")
        return assign(fields.occurredAt, timeSources(value, where));
    if (name == "data")
        return assign(fields.data, pointerList(value, where));
    if (std::find(textFields.begin(), textFields.end(), name) == textFields.end())
        return invalid(where + " is not a field of the canonical event.");
    return assign(fields.texts[std::string(name)], templateList(value, where));
}

Result<MappedFields> mappedFields(const json::value *value, const std::string &where)
{
    MappedFields fields;
    const json::object *object = value ? value->if_object() : nullptr;
    if (!object)
        return invalid(where + " must be an object.");
    for (const auto &[key, field] : *object) {
        if (auto done = readField(fields, toStd(key), field, where + "." + toStd(key)); !done)
            return failure(std::move(done.error()));
    }
    return fields;
}

Result<EventMapping> eventMapping(const json::value &value, const std::string &where)
{
    const json::object *object = value.if_object();
    const json::value *match = object ? object->if_contains("match") : nullptr;
    if (!match)
        return invalid(where + " must be an object with \"match\" and \"fields\".");
    EventMapping mapping;
    if (auto done = assign(mapping.match, stringList(*match, where + ".match")); !done)
        return failure(std::move(done.error()));
    if (auto done =
            assign(mapping.fields, mappedFields(object->if_contains("fields"), where + ".fields"));
        !done)
        return failure(std::move(done.error()));
    return mapping;
}

Result<std::vector<EventMapping>> eventMappings(const json::value &value)
{
    const json::array *array = value.if_array();
    if (!array)
        return invalid("events must be a list.");
    std::vector<EventMapping> mappings;
    for (const json::value &item : *array) {
        auto mapping = eventMapping(item, "events[" + std::to_string(mappings.size()) + "]");
        if (!mapping)
            return failure(std::move(mapping.error()));
        mappings.push_back(std::move(*mapping));
    }
    return mappings;
}

Result<std::string> text(const json::value &value, const std::string &where)
{
    if (!value.is_string())
        return invalid(where + " must be a text.");
    return toStd(value.get_string());
}

Result<bool> truth(const json::value &value, const std::string &where)
{
    if (!value.is_bool())
        return invalid(where + " must be true or false.");
    return value.get_bool();
}

/// An object whose members are all texts.
Result<std::map<std::string, std::string, std::less<>>> textMap(const json::value &value,
                                                                const std::string &where)
{
    std::map<std::string, std::string, std::less<>> texts;
    const json::object *object = value.if_object();
    if (!object)
        return invalid(where + " must be an object.");
    for (const auto &[key, member] : *object) {
        if (auto done = assign(texts[toStd(key)], text(member, where + "." + toStd(key))); !done)
            return failure(std::move(done.error()));
    }
    return texts;
}

Result<std::vector<HeaderCheck>> headerChecks(const json::value &value, const std::string &where)
{
    const auto texts = textMap(value, where);
    if (!texts)
        return failure(texts.error());
    std::vector<HeaderCheck> checks;
    for (const auto &[header, wanted] : *texts) {
        auto parsed = Template::parse(wanted);
        if (!parsed)
            return invalid(inPlace(std::string(where).append(".").append(header), wanted)
                           + " is not a template.");
        checks.push_back({header, std::move(*parsed)});
    }
    return checks;
}

/// Theirs to ours; another word of ours would be one that the database refuses.
Result<std::map<std::string, std::string, std::less<>>> jobStatusMap(const json::value &value,
                                                                     const std::string &where)
{
    auto map = textMap(value, where);
    if (!map)
        return map;
    for (const auto &[theirs, ours] : *map) {
        if (std::find(jobStatuses.begin(), jobStatuses.end(), ours) == jobStatuses.end())
            return invalid(inPlace(where, ours)
                           + " is not pending, running, succeeded, dead or cancelled.");
    }
    return map;
}

Result<> readJobMember(JobMapping &job, const std::string &name, const json::value &value)
{
    const std::string where = "job." + name;
    if (name == "statuses")
        return assign(job.statuses, jobStatusMap(value, where));
    const std::array<std::pair<std::string_view, TemplateList *>, 6> lists{
        {{"id", &job.id},
         {"status", &job.status},
         {"model", &job.model},
         {"error", &job.error},
         {"tokens", &job.tokens},
         {"milliseconds", &job.milliseconds}}};
    for (const auto &[known, list] : lists) {
        if (name == known)
            return assign(*list, templateList(value, where));
    }
    return invalid(where + " is not a member of a job.");
}

Result<JobMapping> jobMapping(const json::value &value)
{
    const json::object *object = value.if_object();
    if (!object)
        return invalid("job must be an object.");
    JobMapping job;
    for (const auto &[name, member] : *object) {
        if (auto done = readJobMember(job, toStd(name), member); !done)
            return failure(std::move(done.error()));
    }
    if (job.id.empty() || job.status.empty())
        return invalid("job needs id and status.");
    return job;
}

Result<> readMember(Mapping &mapping, const std::string &name, const json::value &value)
{
    if (name == "source")
        return assign(mapping.source, text(value, name));
    if (name == "batch")
        return assign(mapping.isBatch, truth(value, name));
    if (name == "event_type")
        return assign(mapping.eventType, templateList(value, name));
    if (name == "event_type_names")
        return assign(mapping.eventTypeNames, textMap(value, name));
    if (name == "provider_event_id")
        return assign(mapping.providerEventId, templateList(value, name));
    if (name == "second_event_id")
        return assign(mapping.secondEventId, templateList(value, name));
    if (name == "required")
        return assign(mapping.required, templateList(value, name));
    if (name == "headers_must_equal")
        return assign(mapping.headerChecks, headerChecks(value, name));
    if (name == "fields")
        return assign(mapping.defaults, mappedFields(&value, name));
    if (name == "events")
        return assign(mapping.events, eventMappings(value));
    if (name == "job")
        return assign(mapping.job, jobMapping(value));
    return invalid(name + " is not a member of a mapping.");
}

} // namespace

Result<Mapping> parseMapping(std::string_view text)
{
    json::error_code error;
    const json::value document = json::parse(json::string_view(text.data(), text.size()), error);
    const json::object *object = error ? nullptr : document.if_object();
    if (!object)
        return invalid("The mapping is not a JSON object.");
    Mapping mapping;
    for (const auto &[name, value] : *object) {
        if (auto done = readMember(mapping, toStd(name), value); !done)
            return failure(std::move(done.error()));
    }
    if (mapping.source.empty() || mapping.eventType.empty() || mapping.providerEventId.empty())
        return invalid("A mapping needs source, event_type and provider_event_id.");
    return mapping;
}

bool matchesGlob(std::string_view text, std::string_view glob)
{
    const std::size_t star = glob.find('*');
    if (star == std::string_view::npos)
        return text == glob;
    if (text.substr(0, star) != glob.substr(0, star))
        return false;
    text.remove_prefix(star);
    glob.remove_prefix(star + 1);
    for (;;) {
        const std::size_t next = glob.find('*');
        const std::string_view piece = glob.substr(0, next);
        if (next == std::string_view::npos)
            return text.ends_with(piece);
        const std::size_t found = text.find(piece);
        if (found == std::string_view::npos)
            return false;
        text.remove_prefix(found + piece.size());
        glob.remove_prefix(next + 1);
    }
}

} // namespace gatehouse::gateway
