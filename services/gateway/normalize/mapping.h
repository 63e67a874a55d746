#pragma once

#include "services/core/result.h"
#include "services/gateway/normalize/jsonindex.h"
#include "services/gateway/normalize/timeformat.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gatehouse::gateway {

/// Where a template finds its values: one event as it arrived.
struct MappingInput
{
    const JsonIndex &body;
    std::function<std::optional<std::string>(std::string_view name)> header;
    std::string_view eventType; ///< empty while it is being found out
    std::string_view bytes; ///< the event's own: the body, or an element of a batch
    std::string_view signedId =
        {}; ///< the id that the signature covers; empty where it covers none
};

/// Text with holes: `{/json/pointer}`, `{header:Name}`, `{event_type.first}`, `{event_type.last}`,
/// `{body.sha256}` (64 hex digits), `{signed.id}`.
class Template
{
public:
    /// Nothing for a hole that is none of these, or not closed.
    static std::optional<Template> parse(std::string_view text);
    /// Nothing when a hole has no value, or an empty one.
    std::optional<std::string> fill(const MappingInput &input) const;
    const std::string &text() const { return m_text; }

private:
    struct Header
    {
        std::string name;
    };
    enum class Derived { FirstOfType, LastOfType, BodyHash, SignedId };
    using Part = std::variant<std::string, JsonPointer, Header, Derived>;

    static std::optional<Part> parseHole(std::string_view hole);
    static std::optional<std::string> value(const Part &part, const MappingInput &input);
    static std::string derived(Derived part, const MappingInput &input);

    std::string m_text;
    std::vector<Part> m_parts;
};

/// Alternatives: the first that yields a value counts.
using TemplateList = std::vector<Template>;

struct TimeSource
{
    Template text;
    TimeFormat format = TimeFormat::Iso8601;
};

/// What is taken from where. Each is set only where the mapping names it, so that an event's own
/// fields go over those of the whole source.
struct MappedFields
{
    std::optional<std::vector<TimeSource>> occurredAt;
    std::optional<std::vector<JsonPointer>> data; ///< the first that is an object
    std::map<std::string, TemplateList, std::less<>> texts; ///< by name: "actor.id", ...
};

struct EventMapping
{
    std::vector<std::string> match; ///< globs of event types
    MappedFields fields;
};

/// A header that repeats what the signed body says; when it was sent, it must say the same.
struct HeaderCheck
{
    std::string header;
    Template value;
};

/// Where a source that tells of jobs says what. Each but the id may be empty.
struct JobMapping
{
    TemplateList id, status, model, error, tokens, milliseconds;
    std::map<std::string, std::string, std::less<>> statuses; ///< theirs -> JobReport::status
};

/// One file of resources/mappings; resources/mappings/README.md says what each member means.
struct Mapping
{
    std::string source;
    bool isBatch = false;
    TemplateList eventType;
    std::map<std::string, std::string, std::less<>> eventTypeNames;
    TemplateList providerEventId;
    TemplateList secondEventId; ///< may be empty
    TemplateList required; ///< each of them, not one of them
    std::vector<HeaderCheck> headerChecks;
    MappedFields defaults;
    std::vector<EventMapping> events; ///< the first that matches counts
    std::optional<JobMapping> job; ///< nothing: its events are about no job of ours
};

/// Invalid says what is wrong and where; unknown names are refused, so that a typing error is seen.
Result<Mapping> parseMapping(std::string_view json);

/// `*` is any run of characters, also an empty one; all else stands for itself.
bool matchesGlob(std::string_view text, std::string_view glob);

} // namespace gatehouse::gateway
