#include "services/gateway/admin/deploys.h"

#include "services/core/log.h"
#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/change.h"

#include <boost/json.hpp>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::size_t longestDeploy = 100;

Result<Outcome> doRecordDeploy(const ChangeRequest &request, postgres::Session &)
{
    BodyReader reader(request.body, {"name"});
    const std::string name = reader.text("name", longestDeploy);
    if (reader.refusal())
        return refused(*reader.refusal());
    const boost::json::object answer{{"name", name}, {"at", toRfc3339(request.call.clock.now())}};
    return Outcome{http::jsonResponse(200, boost::json::serialize(answer)),
                   LedgerEntry{"deploy", "deploy", name, request.reason, "{}"}};
}

} // namespace

Result<http::Response> recordDeploy(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doRecordDeploy);
}

} // namespace gatehouse::gateway::admin
