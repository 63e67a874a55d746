#include "services/gateway/admin/results.h"

#include "services/gateway/admin/parameters.h"
#include "services/gateway/admin/query.h"
#include "services/gateway/admin/querystring.h"
#include "services/privacy/policy.h"

#include <algorithm>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::int64_t defaultLimit = 50;
constexpr std::int64_t highestLimit = 500;

/// Behind which outcome an answer goes on: its transaction and its event's id.
struct Place
{
    std::int64_t xid = 0;
    Uuid id;
};

std::string toText(const Place &place)
{
    return std::to_string(place.xid) + '.' + place.id.toString();
}

std::optional<Place> parsePlace(std::string_view text)
{
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos)
        return std::nullopt;
    const auto xid = parseInteger(text.substr(0, dot));
    const auto id = Uuid::parse(text.substr(dot + 1));
    if (!xid || *xid < 0 || !id)
        return std::nullopt;
    return Place{*xid, *id};
}

/// The query string, checked.
struct Wanted
{
    std::optional<Place> after;
    std::optional<Timestamp> since;
    std::optional<std::string> source, tenant;
    std::int64_t limit = defaultLimit;
};

/// Whether the value could be used; nothing when there is no such parameter.
std::optional<bool> take(Wanted &wanted, const std::string &name, const std::string &value)
{
    if (name == "since") {
        wanted.since = parseTime(value);
        if (!wanted.since)
            wanted.after = parsePlace(value);
        return wanted.since || wanted.after;
    }
    if (name == "limit") {
        const auto limit = parseInteger(value);
        wanted.limit = std::min(limit.value_or(0), highestLimit);
        return wanted.limit >= 1;
    }
    if (name != "source" && name != "tenant")
        return std::nullopt;
    (name == "source" ? wanted.source : wanted.tenant) = value;
    return isPlainText(value);
}

/// A transaction before all that ended at `since` or later. Found by the time of arrival, which is
/// what has an index: the last of those that ended an hour before, since no transaction lasts that
/// long.
Result<Place> placeBefore(postgres::Session &session, Timestamp since)
{
    const auto rows = session.execute(
        "SELECT commit_xid::text::bigint FROM ("
        " SELECT commit_xid, updated_at FROM console.events"
        "  WHERE received_at <= $1::timestamptz - interval '1 hour'"
        "  ORDER BY received_at DESC, id DESC LIMIT 1000) e"
        " WHERE updated_at <= $1::timestamptz - interval '1 hour' ORDER BY commit_xid DESC LIMIT 1",
        {since});
    if (!rows)
        return failure(rows.error());
    return rows->isEmpty() ? Place() : Place{rows->get<std::int64_t>(0, 0), {}};
}

constexpr std::string_view isOutcome =
    "signature_valid AND status IN ('processed', 'failed', 'discarded')"
    " AND commit_xid < pg_snapshot_xmin(pg_current_snapshot())";

constexpr std::string_view item = R"(
    jsonb_build_object('event_id', e.id, 'source', e.source, 'tenant', e.tenant,
        'event_type', e.event_type, 'provider_event_id', e.provider_event_id,
        'idempotency_key', e.idempotency_key, 'status', e.status, 'error', e.error,
        'attempts', e.attempts, 'received_at', e.received_at, 'finished_at', e.updated_at,
        'jobs', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', j.id,
                        'destination', j.destination, 'path', j.path, 'mode', j.mode,
                        'status', j.status, 'attempts', j.attempts, 'error', j.error,
                        'finished_at', j.finished_at,
                        'response_status', (SELECT d.response_status FROM console.deliveries d
                            WHERE d.job_id = j.id ORDER BY d.created_at DESC, d.id DESC LIMIT 1))
                        ORDER BY j.created_at, j.id), '[]')
                   FROM console.jobs j WHERE j.event_id = e.id AND j.task_name <> 'ai_job')))";

Query queryOf(const Call &call, const Wanted &wanted, const Place &after)
{
    Query query;
    query.require(std::string(isOutcome));
    query.require("(commit_xid, id) > (" + query.bind(std::to_string(after.xid)) + "::text::xid8, "
                  + query.bind(after.id) + "::uuid)");
    if (wanted.since)
        query.require("updated_at >= " + query.bind(*wanted.since) + "::timestamptz");
    if (wanted.source)
        query.require("source = " + query.bind(*wanted.source) + "::text");
    if (wanted.tenant)
        query.require("tenant = " + query.bind(*wanted.tenant) + "::text");
    requireScope(query, call.actor);
    return query;
}

/// One row at least: its first column is the horizon, the others are NULL when there is no outcome.
std::string sqlOf(const Query &query, std::int64_t limit)
{
    return "WITH page AS (SELECT * FROM console.events" + query.where()
        + " ORDER BY commit_xid, id LIMIT " + std::to_string(limit + 1)
        + ") SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint,"
          " e.commit_xid::text::bigint, e.id, CASE WHEN e.id IS NOT NULL THEN "
        + std::string(item)
        + "::text END FROM (VALUES (1)) always LEFT JOIN page e ON true"
          " ORDER BY e.commit_xid, e.id";
}

std::string answerOf(const postgres::Rows &rows, std::int64_t limit, const privacy::Masker &masker)
{
    const int found = rows.isNull(0, 2) ? 0 : rows.size();
    const int told = std::min(found, static_cast<int>(limit));
    std::string json = R"({"items":[)";
    for (int row = 0; row < told; ++row)
        json += (row > 0 ? "," : "") + privacy::maskedRow(masker, rows.get<std::string>(row, 3));
    const bool isMore = found > told;
    const Place next = isMore
        ? Place{rows.get<std::int64_t>(told - 1, 1), rows.get<Uuid>(told - 1, 2)}
        : Place{rows.get<std::int64_t>(0, 0), {}};
    return json + R"(],"next":")" + toText(next) + R"(","more":)" + (isMore ? "true}" : "false}");
}

} // namespace

Result<http::Response> listResults(const Call &call, postgres::Session &session)
{
    Wanted wanted;
    if (auto refused = readQuery(call, "Results have", [&](const auto &name, const auto &value) {
            return take(wanted, name, value);
        }))
        return *refused;
    Place after = wanted.after.value_or(Place());
    if (wanted.since) {
        const auto before = placeBefore(session, *wanted.since);
        if (!before)
            return failure(before.error());
        after = *before;
    }
    const Query query = queryOf(call, wanted, after);
    const auto read =
        privacy::executeWithPolicy(session, {sqlOf(query, wanted.limit), query.parameters()});
    if (!read)
        return failure(read.error());
    const postgres::Rows &rows = read->rows;
    if (after.xid > rows.get<std::int64_t>(0, 0))
        return http::problem(400, "parameter_invalid",
                             "The parameter 'since' is not of this database, which may have been"
                             " restored. Go on with a time.");
    return http::jsonResponse(200, answerOf(rows, wanted.limit, read->masker));
}

} // namespace gatehouse::gateway::admin
