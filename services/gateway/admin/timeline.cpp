#include "services/browsing/timeline.h"

#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/reads.h"
#include "services/postgres/session.h"

namespace gatehouse::gateway::admin {

namespace {

constexpr int mostEntries = 1000;

} // namespace

Result<http::Response> showTimeline(const Call &call, postgres::Session &session)
{
    const auto id = idParameter(call);
    if (!id)
        return notFound();
    const auto event = findRow(call, session, eventList(), *id);
    if (!event)
        return failure(event.error());
    if (!*event)
        return notFound();
    const browsing::TimelineWish wish{*id, mostEntries, call.actor.tenants, call.actor.sources,
                                      true};
    return browsing::readTimeline(session, wish).map([](const std::string &json) {
        return http::jsonResponse(200, json);
    });
}

} // namespace gatehouse::gateway::admin
