#pragma once

#include "services/gateway/admin/condition.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The query string of whatever asks about the rows of a list.
namespace gatehouse::gateway::admin {

/// Why a request cannot be answered; nothing when it can.
using Refusal = std::optional<http::Response>;

/// The query string, each name with all its values.
using Items = std::map<std::string, std::vector<std::string>, std::less<>>;

/// 400 when it is not one of texts, or has too many of one name.
Refusal collectItems(const Call &call, Items &items);

/// Takes the item out, if there is one: `convert` says whether its value can be used.
template <typename Convert>
Refusal takeOne(Items &items, std::string_view name, Convert convert)
{
    const auto found = items.find(name);
    if (found == items.end())
        return std::nullopt;
    if (found->second.size() != 1)
        return badParameter(name, "is given more than once.");
    if (!convert(found->second.front()))
        return badParameter(name, "cannot be used.");
    items.erase(found);
    return std::nullopt;
}

/// Takes a time, if there is one.
Refusal takeTime(Items &items, std::string_view name, std::optional<Timestamp> &time);

/// That all other items are filters of the list, and requires them. `hidden` as in guessRefusal.
Refusal requireConditions(Query &query, const ListSpec &spec, Items &items,
                          const privacy::Masker &hidden);

/// How rows of the list are shown to everybody.
Result<privacy::Masker> maskerFor(postgres::Session &session, const ListSpec &spec);
/// What the actor may not see of them.
privacy::Masker hiddenFrom(const Actor &actor, const privacy::Masker &masker);

} // namespace gatehouse::gateway::admin
