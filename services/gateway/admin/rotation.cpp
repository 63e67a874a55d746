#include "services/gateway/admin/rotation.h"

#include <boost/json.hpp>

namespace gatehouse::gateway::admin {

Result<Outcome> withRow(const ChangeRequest &request, postgres::Session &session,
                        const Rotated &rotated, const Uuid &id, std::string_view action,
                        boost::json::object detail)
{
    const auto row = findRow(request.call, session, rotated.list, id);
    if (!row)
        return failure(row.error());
    detail.emplace("after", stateOf(*row, {"state", "expires_at"}));
    return Outcome{http::jsonResponse(200, row->value_or("null")),
                   LedgerEntry{std::string(action), std::string(rotated.targetType), id.toString(),
                               request.reason, boost::json::serialize(detail)}};
}

void show(Outcome &outcome, std::string_view member, const secrets::Secret &secret)
{
    boost::json::object answer = boost::json::parse(outcome.response.body).as_object();
    answer[member] = boost::json::string(secret.view().data(), secret.view().size());
    outcome.response.body = boost::json::serialize(answer);
    outcome.shownOnce = member;
}

} // namespace gatehouse::gateway::admin
