#include "services/gateway/admin/ledger.h"

#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/parameters.h"
#include "services/gateway/store/textcolumn.h"
#include "services/postgres/session.h"

#include <boost/json.hpp>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::size_t longestUserAgent = 500;

postgres::Value sourceAddress(const Call &call)
{
    const std::string address = call.options.clientAddress
        ? call.options.clientAddress(call.request)
        : call.request.remoteAddress;
    return address.empty() ? postgres::Value() : postgres::Value(address);
}

postgres::Value userAgent(const Call &call)
{
    const auto given = call.request.headers.find("User-Agent");
    return given ? postgres::Value(textColumn(*given, longestUserAgent)) : postgres::Value();
}

} // namespace

Origin originOf(const Call &call)
{
    return {sourceAddress(call), userAgent(call)};
}

Result<> appendToLedger(postgres::Session &session, const Call &call, const LedgerEntry &entry)
{
    const auto written = session.execute(
        "SELECT gatehouse.append_audit($1::text, $2::text, $3::text, $4::text, $5::text, $6::text,"
        " $7::jsonb, $8::text, $9::text)",
        {call.actor.name, call.actor.role, entry.action, entry.targetType, entry.targetId,
         entry.reason, postgres::Json{entry.detailJson}, sourceAddress(call), userAgent(call)});
    if (!written)
        return failure(written.error());
    return {};
}

boost::json::value stateOf(const std::optional<std::string> &row,
                           std::initializer_list<std::string_view> members)
{
    boost::system::error_code error;
    const auto parsed = row ? boost::json::parse(*row, error) : boost::json::value();
    if (!parsed.is_object())
        return nullptr;
    boost::json::object state;
    for (const std::string_view member : members) {
        const boost::json::string_view name(member.data(), member.size());
        if (const auto *value = parsed.get_object().if_contains(name))
            state[name] = *value;
    }
    return state;
}

Result<http::Response> showLedgerEntry(const Call &call, postgres::Session &session)
{
    const auto sequence = parseInteger(call.parameters.front());
    if (!sequence)
        return notFound();
    Query query;
    query.require("sequence = " + query.bind(*sequence) + "::bigint");
    requireScope(query, call.actor, auditList().scope);
    const auto rows =
        session.execute("SELECT to_jsonb(found)::text FROM (SELECT * FROM "
                            + std::string(auditList().view) + query.where() + ") found",
                        query.parameters());
    if (!rows)
        return failure(rows.error());
    return rows->isEmpty() ? notFound() : http::jsonResponse(200, rows->get<std::string>(0, 0));
}

} // namespace gatehouse::gateway::admin
