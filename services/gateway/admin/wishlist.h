#pragma once

#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/change.h"
#include "services/postgres/session.h"

#include <boost/json.hpp>

#include <variant>

/// What changes that name a list of objects have in common: `{"rules": [{...}], "reason"}`.
namespace gatehouse::gateway::admin {

/// Each object of the list as `read` takes it, 1 to `most` of them; else 400 of the first that
/// cannot be used.
template <typename Wish>
std::variant<std::vector<Wish>, http::Response> readWishes(
    const boost::json::object &body, std::string_view member, std::size_t most,
    std::variant<Wish, http::Response> (*read)(const boost::json::object &))
{
    BodyReader reader(body, {member});
    const boost::json::value *value = body.if_contains(member);
    const boost::json::array *list = value ? value->if_array() : nullptr;
    if (!list || list->empty() || list->size() > most)
        reader.refuse(member, "must be a list of 1 to " + std::to_string(most) + " objects.");
    if (reader.refusal())
        return *reader.refusal();
    std::vector<Wish> wishes;
    for (const boost::json::value &each : *list) {
        const boost::json::object *object = each.if_object();
        auto wish = read(object ? *object : boost::json::object());
        if (auto *bad = std::get_if<http::Response>(&wish))
            return std::move(*bad);
        wishes.push_back(std::move(std::get<Wish>(wish)));
    }
    return wishes;
}

/// The id of the row that a wish replaces; nothing: it makes one.
std::optional<Uuid> readIdIfAny(BodyReader &reader);

/// The JSON that a statement gives of the row with that id, $1; nothing: there is none.
Result<std::optional<std::string>> findJson(postgres::Session &session, std::string_view select,
                                            const Uuid &id);

/// For the ledger: JSON texts, null where there is none.
boost::json::object beforeAndAfter(const std::optional<std::string> &before,
                                   const std::optional<std::string> &after);

/// A change that is answered with the whole list as it is now.
Result<Outcome> answeredWith(Result<http::Response> list, LedgerEntry entry);

} // namespace gatehouse::gateway::admin
