#pragma once

#include "services/core/clock.h"
#include "services/gateway/normalize/mapping.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::gateway {

constexpr std::size_t longestEventType = 255;
constexpr std::size_t longestText = 1024;

using HeaderPairs = std::vector<std::pair<std::string, std::string>>;

/// The first header of that name, in any case.
std::optional<std::string> findHeader(const HeaderPairs &headers, std::string_view name);

/// What a list of alternatives gave, and which of them.
template <typename T>
struct ChosenValue
{
    T value;
    std::optional<std::size_t> alternative; ///< nothing: none of them, the value is what is left
};

/// The first value that a text column holds: of at most `longest` bytes, without U+0000.
std::optional<ChosenValue<std::string>> firstUsable(const TemplateList &alternatives,
                                                    const MappingInput &input, std::size_t longest);

/// The fields of the source with those of the event's own mapping over them. The mapping outlives
/// it.
class FieldChoice
{
public:
    FieldChoice(const Mapping &mapping, std::string_view eventType);

    std::optional<ChosenValue<std::string>> text(std::string_view name,
                                                 const MappingInput &input) const;
    std::optional<ChosenValue<Timestamp>> occurredAt(const MappingInput &input) const;
    /// The bytes of the first object among the pointers, else the whole document.
    ChosenValue<std::string_view> data(const JsonIndex &body) const;

    /// Where the mapping has the field's alternatives, as a JSON pointer into its document; empty
    /// when it does not name the field.
    std::string placeOf(std::string_view field) const;
    /// How many alternatives stand there.
    std::size_t alternativesOf(std::string_view field) const;

private:
    /// Which fields name it: those of the event go over those of the source.
    const MappedFields *owner(std::string_view field) const;

    const MappedFields &m_defaults;
    const MappedFields *m_own = nullptr;
    std::size_t m_ownPosition = 0; ///< of m_own in the mapping's events
};

} // namespace gatehouse::gateway
