#include "services/gateway/admin/requestcalls.h"

#include "services/core/log.h"
#include "services/gateway/admin/parameters.h"
#include "services/gateway/admin/querystring.h"
#include "services/gateway/admin/simulatorcalls.h"
#include "services/gateway/simulator/requestlog.h"

#include <boost/json.hpp>

#include <algorithm>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::int64_t ordinaryLimit = 50;
constexpr std::int64_t mostRequests = 500;

/// The query string, checked.
struct RequestWish
{
    std::optional<std::int64_t> after;
    std::int64_t limit = ordinaryLimit;
};

std::optional<bool> take(RequestWish &wish, const std::string &name, const std::string &value)
{
    if (name == "after") {
        wish.after = parseInteger(value);
        return wish.after && *wish.after >= 0;
    }
    if (name != "limit")
        return std::nullopt;
    wish.limit = std::min(parseClamped(value).value_or(0), mostRequests);
    return wish.limit >= 1;
}

boost::json::value orNull(const std::string &text)
{
    return text.empty() ? boost::json::value() : boost::json::value(text);
}

boost::json::object itemOf(const LoggedRequest &request, std::int64_t number)
{
    const bool isIngest = request.direction == LoggedRequest::Direction::Ingest;
    const double latency = std::chrono::duration<double, std::milli>(request.latency).count();
    return {{"number", number},
            {"time", toRfc3339(request.time)},
            {"direction", isIngest ? "ingest" : "delivery"},
            {"method", request.method},
            {"path", request.path},
            {"tenant", request.tenant},
            {"source", orNull(request.source)},
            {"status", request.status},
            {"outcome", request.outcome},
            {"latency_ms", latency},
            {"note", request.note},
            {"event_id", orNull(request.eventId ? request.eventId->toString() : "")}};
}

} // namespace

Result<http::Response> listRequests(const Call &call, postgres::Session &)
{
    if (!call.options.requests)
        return noSimulator();
    RequestWish wish;
    if (auto refused =
            readQuery(call, "The request log has",
                      [&](const auto &name, const auto &value) { return take(wish, name, value); }))
        return std::move(*refused);
    const RequestLog::Page page =
        call.options.requests->read(wish.after, static_cast<std::size_t>(wish.limit));
    boost::json::array items;
    std::int64_t number = page.first;
    for (const LoggedRequest &request : page.requests)
        items.push_back(itemOf(request, number++));
    const boost::json::object json{
        {"items", std::move(items)}, {"next", page.next}, {"lost", page.lost}};
    return http::jsonResponse(200, boost::json::serialize(json));
}

} // namespace gatehouse::gateway::admin
