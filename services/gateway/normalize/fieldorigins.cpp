#include "services/gateway/normalize/fieldorigins.h"

#include "resources/resources.h"
#include "services/gateway/normalize/strictjson.h"

#include <algorithm>
#include <array>

namespace gatehouse::gateway {

namespace {

struct Field
{
    std::string_view name; ///< in mappings
    std::string_view pointer; ///< in the canonical document
};

constexpr std::array originFields{
    Field{"occurred_at", "/occurred_at"},    Field{"actor.id", "/actor/id"},
    Field{"actor.email", "/actor/email"},    Field{"subject.id", "/subject/id"},
    Field{"subject.type", "/subject/type"},  Field{"action.type", "/action/type"},
    Field{"action.reason", "/action/reason"}};

/// A mapping's own text, in which every rule has its line.
class MappingText
{
public:
    explicit MappingText(std::string_view text)
        : m_text(text)
        , m_index(text)
    {
    }

    /// Of the value at a JSON pointer: a text, or an object with the text in `from`.
    MappingLine line(const std::string &place) const
    {
        const auto value = at(place);
        if (!value)
            return {};
        const auto before = static_cast<std::size_t>(value->data() - m_text.data());
        const auto breaks =
            std::count(m_text.begin(), m_text.begin() + std::ptrdiff_t(before), '\n');
        return {static_cast<int>(breaks) + 1,
                text(place).value_or(text(place + "/from").value_or(""))};
    }

private:
    std::optional<std::string_view> at(const std::string &place) const
    {
        const auto pointer = JsonPointer::parse(place);
        return pointer ? m_index.find(*pointer) : std::nullopt;
    }
    std::optional<std::string> text(const std::string &place) const
    {
        const auto pointer = JsonPointer::parse(place);
        return pointer ? m_index.text(*pointer) : std::nullopt;
    }

    std::string_view m_text;
    JsonIndex m_index;
};

std::string alternative(const std::string &place, std::size_t position)
{
    return place + '/' + std::to_string(position);
}

/// A member's name as a part of a JSON pointer.
std::string escaped(std::string_view name)
{
    std::string token;
    for (const char c : name)
        token += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return token;
}

/// What stands in the braces of a template, which is valid.
std::vector<std::string> holesOf(std::string_view text)
{
    std::vector<std::string> holes;
    for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{')) {
        const std::size_t close = text.find('}', open);
        holes.emplace_back(text.substr(open + 1, close - open - 1));
        text.remove_prefix(close + 1);
    }
    return holes;
}

/// Takes what the holes name into the origin; a part of the event type comes from where that does.
void addSources(FieldOrigin &origin, const std::string &text, const FieldOrigin &eventType)
{
    constexpr std::string_view headerPrefix = "header:";
    for (const std::string &hole : holesOf(text)) {
        if (hole.starts_with('/')) {
            origin.pointers.push_back(hole);
        } else if (hole.starts_with(headerPrefix)) {
            origin.headers.push_back(hole.substr(headerPrefix.size()));
        } else if (hole.starts_with("event_type.")) {
            const auto append = [](auto &to, const auto &more) {
                to.insert(to.end(), more.begin(), more.end());
            };
            append(origin.lines, eventType.lines);
            append(origin.pointers, eventType.pointers);
            append(origin.headers, eventType.headers);
        }
    }
}

/// Explains the fields of one event.
class Explainer
{
public:
    Explainer(const Mapping &mapping, const MappingText &text, const MappingInput &untyped)
        : m_text(text)
        , m_type(typeOf(mapping, untyped))
        , m_input{untyped.body, untyped.header, m_type.value, untyped.bytes}
        , m_fields(mapping, m_type.value)
    {
    }

    bool hasType() const { return m_type.origin.isFound; }

    std::vector<FieldOrigin> all() const
    {
        std::vector<FieldOrigin> origins{m_type.origin};
        for (const Field &field : originFields)
            origins.push_back(origin(field, chosen(field.name)));
        origins.push_back(data());
        return origins;
    }

private:
    struct Type
    {
        std::string value;
        FieldOrigin origin;
    };

    Type typeOf(const Mapping &mapping, const MappingInput &input) const
    {
        Type type;
        type.origin.field = "/event_type";
        auto found = firstUsable(mapping.eventType, input, longestEventType);
        if (!found)
            return type;
        type.origin.isFound = true;
        type.origin.lines.push_back(m_text.line(alternative("/event_type", *found->alternative)));
        addSources(type.origin, type.origin.lines.front().text, {});
        type.value = std::move(found->value);
        if (const auto renamed = mapping.eventTypeNames.find(type.value);
            renamed != mapping.eventTypeNames.end()) {
            type.origin.lines.push_back(m_text.line("/event_type_names/" + escaped(type.value)));
            type.value = renamed->second;
        }
        return type;
    }
    std::optional<std::size_t> chosen(std::string_view field) const
    {
        if (field == "occurred_at") {
            const auto time = m_fields.occurredAt(m_input);
            return time ? time->alternative : std::nullopt;
        }
        const auto text = m_fields.text(field, m_input);
        return text ? text->alternative : std::nullopt;
    }
    FieldOrigin origin(const Field &field, std::optional<std::size_t> position) const
    {
        FieldOrigin made;
        made.field = field.pointer;
        made.isFound = position.has_value();
        const std::string place = m_fields.placeOf(field.name);
        if (position) {
            made.lines.push_back(m_text.line(alternative(place, *position)));
            addSources(made, std::string(made.lines.front().text), m_type.origin);
            return made;
        }
        for (std::size_t i = 0; i < m_fields.alternativesOf(field.name); ++i)
            made.lines.push_back(m_text.line(alternative(place, i)));
        return made;
    }
    /// There always is some: the whole event, where no line gives an object.
    FieldOrigin data() const
    {
        const auto position = m_fields.data(m_input.body).alternative;
        FieldOrigin made{"/data", true, {}, {std::string()}, {}};
        if (!position)
            return made;
        made.lines.push_back(m_text.line(alternative(m_fields.placeOf("data"), *position)));
        made.pointers.front() = made.lines.front().text;
        return made;
    }

    const MappingText &m_text;
    Type m_type;
    MappingInput m_input;
    FieldChoice m_fields;
};

Result<QByteArray> mappingOf(const QString &fileName)
{
    // The source is foreign: only a name that is built in is a path.
    if (!resourceNames(QStringLiteral("mappings")).contains(fileName))
        return failure(ErrorKind::NotFound,
                       QStringLiteral("No mapping is built in for this source."));
    return resource(QStringLiteral("mappings/") + fileName);
}

} // namespace

Result<FieldOrigins> fieldOrigins(std::string_view source, const HeaderPairs &headers,
                                  std::string_view event)
{
    const QString fileName =
        QString::fromUtf8(source.data(), qsizetype(source.size())) + QStringLiteral(".json");
    const auto bytes = mappingOf(fileName);
    if (!bytes)
        return failure(bytes.error());
    const std::string_view text(bytes->constData(), static_cast<std::size_t>(bytes->size()));
    const auto mapping = parseMapping(text);
    if (!mapping)
        return failure(mapping.error());
    if (const auto defect = findJsonDefect(event))
        return failure(ErrorKind::Invalid, QString::fromStdString(defect->message));
    const JsonIndex body(event);
    const auto header = [&](std::string_view name) { return findHeader(headers, name); };
    const MappingText mappingText(text);
    const Explainer explainer(*mapping, mappingText, {body, header, {}, event});
    if (!explainer.hasType())
        return failure(ErrorKind::Invalid, QStringLiteral("The event has no type."));
    return FieldOrigins{"mappings/" + fileName.toStdString(), explainer.all()};
}

const FieldOrigin *originOf(const FieldOrigins &origins, std::string_view canonicalPointer)
{
    const auto holds = [&](const FieldOrigin &origin) {
        return canonicalPointer == origin.field || canonicalPointer.starts_with(origin.field + "/");
    };
    const auto found = std::find_if(origins.fields.begin(), origins.fields.end(), holds);
    return found == origins.fields.end() ? nullptr : &*found;
}

} // namespace gatehouse::gateway
