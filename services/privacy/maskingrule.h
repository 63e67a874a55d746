#pragma once

#include "services/privacy/mask.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::privacy {

/// Whose data it is.
struct Owner
{
    std::string source;
    std::string tenant;
};

/// Where in a document a value stands: names and array positions from the top on, as rules compare
/// them (see comparable()).
using Place = std::vector<std::string>;

/// A name as rules compare it: in lower case, without '_' and '-'; so first_name is firstName, too.
std::string comparable(std::string_view name);

/// Says of the values at a place, or of a look, that they are personal data of a kind. A place is a
/// glob of a JSON pointer, "/body/**/customer/*name": `*` is any run of characters of one name, a
/// `**` any number of names. The first name is the document: body, canonical, headers, event.
class MaskingRule
{
public:
    /// Invalid globs (empty, no '/' in front, ...) give nothing.
    static std::optional<MaskingRule> ofPlace(std::string_view glob, MaskKind kind);
    /// Of values that are as a whole like the glob, in which `*` is any run of characters.
    static std::optional<MaskingRule> ofValue(std::string_view glob, MaskKind kind);

    /// Leaves it to one tenant, one source; nothing: all.
    MaskingRule &only(std::optional<std::string> tenant, std::optional<std::string> source);

    MaskKind kind() const { return m_kind; }
    /// Whether it is for all tenants and sources.
    bool isForAll() const { return !m_tenant && !m_source; }
    /// Whether it says something of that place, whoever's it is.
    bool isOf(const Place &place) const;
    /// Whether it is of values like this one, whoever's they are.
    bool isLike(std::string_view value) const;
    bool matches(const Owner &owner, const Place &place, std::string_view value) const;

private:
    MaskingRule() = default;

    Place m_place; ///< empty: m_value says it
    std::string m_value;
    MaskKind m_kind = MaskKind::Text;
    std::optional<std::string> m_tenant, m_source;
};

struct BuiltInRule
{
    std::string glob;
    MaskKind kind;
};
/// What resources/privacy/masking.json says, in the order in which it is asked. Read once.
const std::vector<BuiltInRule> &builtInPlaces();

/// The same as rules.
const std::vector<MaskingRule> &builtInRules();

} // namespace gatehouse::privacy
