#include "services/gateway/admin/wishlist.h"

namespace gatehouse::gateway::admin {

std::optional<Uuid> readIdIfAny(BodyReader &reader)
{
    constexpr std::size_t lengthOfUuid = 36;
    const auto text = reader.textIfAny("id", lengthOfUuid);
    const auto id = text ? Uuid::parse(*text) : std::nullopt;
    if (text && !id)
        reader.refuse("id", "must be a UUID.");
    return id;
}

Result<std::optional<std::string>> findJson(postgres::Session &session, std::string_view select,
                                            const Uuid &id)
{
    return session.execute(select, {id})
        .map([](const postgres::Rows &rows) -> std::optional<std::string> {
            if (rows.isEmpty())
                return std::nullopt;
            return rows.find<std::string>(0, 0);
        });
}

boost::json::object beforeAndAfter(const std::optional<std::string> &before,
                                   const std::optional<std::string> &after)
{
    const auto json = [](const std::optional<std::string> &text) {
        return text ? boost::json::parse(*text) : boost::json::value();
    };
    return {{"before", json(before)}, {"after", json(after)}};
}

Result<Outcome> answeredWith(Result<http::Response> list, LedgerEntry entry)
{
    return std::move(list).map([&entry](http::Response &&response) {
        return Outcome{std::move(response), std::move(entry)};
    });
}

} // namespace gatehouse::gateway::admin
