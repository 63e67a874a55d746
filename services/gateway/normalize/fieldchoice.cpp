#include "services/gateway/normalize/fieldchoice.h"

#include <QLatin1StringView>
#include <QUtf8StringView>

#include <algorithm>

namespace gatehouse::gateway {

namespace {

bool isStorable(const std::string &text, std::size_t longest)
{
    return text.size() <= longest && text.find('\0') == std::string::npos
        && QUtf8StringView(text.data(), static_cast<qsizetype>(text.size())).isValidUtf8();
}

bool names(const MappedFields &fields, std::string_view field)
{
    if (field == "occurred_at")
        return fields.occurredAt.has_value();
    return field == "data" ? fields.data.has_value() : fields.texts.contains(field);
}

} // namespace

std::optional<std::string> findHeader(const HeaderPairs &headers, std::string_view name)
{
    const QLatin1StringView wanted(name.data(), static_cast<qsizetype>(name.size()));
    for (const auto &[key, value] : headers) {
        const QLatin1StringView given(key.data(), static_cast<qsizetype>(key.size()));
        if (given.compare(wanted, Qt::CaseInsensitive) == 0)
            return value;
    }
    return std::nullopt;
}

std::optional<ChosenValue<std::string>> firstUsable(const TemplateList &alternatives,
                                                    const MappingInput &input, std::size_t longest)
{
    for (std::size_t i = 0; i < alternatives.size(); ++i) {
        auto text = alternatives[i].fill(input);
        if (text && isStorable(*text, longest))
            return ChosenValue<std::string>{std::move(*text), i};
    }
    return std::nullopt;
}

FieldChoice::FieldChoice(const Mapping &mapping, std::string_view eventType)
    : m_defaults(mapping.defaults)
{
    const auto matches = [&](const EventMapping &event) {
        return std::any_of(event.match.begin(), event.match.end(),
                           [&](const std::string &glob) { return matchesGlob(eventType, glob); });
    };
    const auto own = std::find_if(mapping.events.begin(), mapping.events.end(), matches);
    if (own == mapping.events.end())
        return;
    m_own = &own->fields;
    m_ownPosition = static_cast<std::size_t>(own - mapping.events.begin());
}

const MappedFields *FieldChoice::owner(std::string_view field) const
{
    if (m_own && names(*m_own, field))
        return m_own;
    return names(m_defaults, field) ? &m_defaults : nullptr;
}

std::optional<ChosenValue<std::string>> FieldChoice::text(std::string_view name,
                                                          const MappingInput &input) const
{
    const MappedFields *fields = owner(name);
    return fields ? firstUsable(fields->texts.find(name)->second, input, longestText)
                  : std::nullopt;
}

std::optional<ChosenValue<Timestamp>> FieldChoice::occurredAt(const MappingInput &input) const
{
    const MappedFields *fields = owner("occurred_at");
    const std::size_t count = fields ? fields->occurredAt->size() : 0;
    for (std::size_t i = 0; i < count; ++i) {
        const TimeSource &source = (*fields->occurredAt)[i];
        const auto text = source.text.fill(input);
        if (const auto time = text ? parseTime(*text, source.format) : std::nullopt)
            return ChosenValue<Timestamp>{*time, i};
    }
    return std::nullopt;
}

ChosenValue<std::string_view> FieldChoice::data(const JsonIndex &body) const
{
    const MappedFields *fields = owner("data");
    const std::size_t count = fields ? fields->data->size() : 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto bytes = body.find((*fields->data)[i]);
        if (bytes && bytes->starts_with('{'))
            return {*bytes, i};
    }
    return {*body.find(JsonPointer()), std::nullopt};
}

std::string FieldChoice::placeOf(std::string_view field) const
{
    const MappedFields *fields = owner(field);
    if (!fields)
        return {};
    const std::string above =
        fields == m_own ? "/events/" + std::to_string(m_ownPosition) : std::string();
    return above + "/fields/" + std::string(field);
}

std::size_t FieldChoice::alternativesOf(std::string_view field) const
{
    const MappedFields *fields = owner(field);
    if (!fields)
        return 0;
    if (field == "occurred_at")
        return fields->occurredAt->size();
    return field == "data" ? fields->data->size() : fields->texts.find(field)->second.size();
}

} // namespace gatehouse::gateway
