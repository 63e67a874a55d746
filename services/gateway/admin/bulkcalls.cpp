#include "services/gateway/admin/bulkcalls.h"

#include "services/gateway/admin/bulkpace.h"
#include "services/gateway/admin/bulkplan.h"
#include "services/gateway/admin/change.h"
#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/ledger.h"
#include "services/postgres/session.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace gatehouse::gateway::admin {

namespace {

using namespace std::chrono_literals;

constexpr auto betweenEvents = 500ms;
/// Of an operation that stands: often enough that its reader sees the stream alive, and the gateway
/// that the reader has left.
constexpr auto betweenHeartbeats = 2s;

constexpr std::string_view insertOperation = R"(
INSERT INTO gatehouse.bulk_operation
       (id, created_at, action, state, selection, rate_per_second, ramp, stop_on_failure_ratio, reason,
        created_by, created_role, source_ip, user_agent, tenants, sources, total, pending, not_eligible,
        state_changed_by)
SELECT n.id, gatehouse.uuid_time(n.id), $1, 'planned', $2::jsonb, $3, $4, $5, $6, $7, $8, $9, $10, '{}', '{}',
       0, 0, 0, $7
  FROM (SELECT gatehouse.uuid_v7(clock_timestamp()) AS id) n
RETURNING id)";

// Of two operations that are made at once, the second waits here and then finds the first one's
// items. `frozen_id` is a parameter behind those of the selection.
std::string freezeSql(const BulkWish &wish, const std::string &operation)
{
    const std::string created = "gatehouse.uuid_time(" + operation + ')';
    const std::string columns =
        "(operation_id, created_at, target_id, job_id, event_id, tenant, source, root_cause, "
        "outcome, why, settled_at)";
    return chosenSql(wish) + ", put AS (INSERT INTO gatehouse.bulk_item " + columns + " SELECT "
        + operation + ", " + created + R"(, target_id, job_id, event_id, tenant, source, root_cause,
           CASE WHEN why IS NULL THEN 'pending' ELSE 'not_eligible' END, why,
           CASE WHEN why IS NOT NULL THEN now() END
      FROM chosen ORDER BY created_at, target_id LIMIT )"
        + std::to_string(mostBulkItems) + R"(
        ON CONFLICT (job_id) WHERE outcome = 'pending' DO NOTHING RETURNING target_id)
INSERT INTO gatehouse.bulk_item )"
        + columns + " SELECT " + operation + ", " + created
        + R"(, target_id, job_id, event_id, tenant, source, root_cause, 'not_eligible', NULL, now()
      FROM chosen WHERE why IS NULL AND NOT EXISTS (SELECT FROM put WHERE put.target_id = chosen.target_id)
     LIMIT )"
        + std::to_string(mostBulkItems);
}

// Those that another operation holds.
constexpr std::string_view tellHolders = R"(
UPDATE gatehouse.bulk_item i
   SET why = coalesce((SELECT format('it is in bulk operation %s of %s', o.id, o.created_by)
                         FROM gatehouse.bulk_item h
                         JOIN gatehouse.bulk_operation o ON o.id = h.operation_id
                        WHERE $2 AND h.job_id = i.job_id AND h.outcome = 'pending'),
                      'it is in another bulk operation')
 WHERE i.operation_id = $1 AND i.outcome = 'not_eligible' AND i.why IS NULL)";

constexpr std::string_view countFrozen = R"(
UPDATE gatehouse.bulk_operation o
   SET total = n.total, pending = n.pending, not_eligible = n.total - n.pending, tenants = n.tenants,
       sources = n.sources, state = CASE WHEN n.pending = 0 THEN 'finished' ELSE 'planned' END,
       finished_at = CASE WHEN n.pending = 0 THEN now() END
  FROM (SELECT count(*) AS total, count(*) FILTER (WHERE outcome = 'pending') AS pending,
               coalesce(array_agg(DISTINCT tenant), '{}') AS tenants,
               coalesce(array_agg(DISTINCT source), '{}') AS sources
          FROM gatehouse.bulk_item WHERE operation_id = $1) n
 WHERE o.id = $1
RETURNING o.state, o.total, o.pending, o.not_eligible, to_jsonb(o.tenants)::text, to_jsonb(o.sources)::text)";

constexpr std::string_view countDeliveries = R"(
SELECT jsonb_object_agg(known.delivery, coalesce(counted.items, 0))::text
  FROM unnest(ARRAY['succeeded', 'dead', 'waiting', 'under_way']) AS known(delivery)
  LEFT JOIN (SELECT delivery, sum(items) AS items FROM gatehouse.bulk_delivery_count
              WHERE operation_id = $1 GROUP BY delivery) counted USING (delivery))";

// $1 the operation, $2 who, $3 why.
constexpr std::string_view pauseOperation = R"(
UPDATE gatehouse.bulk_operation
   SET state = 'paused', state_changed_at = now(), state_changed_by = $2, state_reason = $3, runner = NULL,
       lease_until = NULL, commit_xid = pg_current_xact_id()
 WHERE id = $1)";

// What failed before it was resumed does not stop it again.
constexpr std::string_view resumeOperation = R"(
UPDATE gatehouse.bulk_operation
   SET state = CASE WHEN started_at IS NULL THEN 'planned' ELSE 'running' END, state_changed_at = now(),
       state_changed_by = $2, state_reason = $3, runner = NULL, lease_until = NULL,
       judged_after = coalesce((SELECT min(id) - 1 FROM gatehouse.bulk_item
                                 WHERE operation_id = $1 AND outcome = 'pending'), 0),
       commit_xid = pg_current_xact_id()
 WHERE id = $1)";

constexpr std::string_view cancelOperation = R"(
WITH skipped AS (
    UPDATE gatehouse.bulk_item
       SET outcome = 'skipped', why = 'the operation was cancelled', settled_at = now()
     WHERE operation_id = $1 AND outcome = 'pending' RETURNING 1
)
UPDATE gatehouse.bulk_operation
   SET state = 'cancelled', state_changed_at = now(), state_changed_by = $2, state_reason = $3,
       finished_at = now(), skipped = skipped + pending, pending = 0, runner = NULL, lease_until = NULL,
       commit_xid = pg_current_xact_id()
 WHERE id = $1 AND (SELECT count(*) FROM skipped) >= 0)";

postgres::Value orNull(const std::string &text)
{
    return text.empty() ? postgres::Value() : postgres::Value(text);
}

Result<std::string> environmentOf(postgres::Session &session)
{
    return session.execute("SELECT environment FROM console.contract()")
        .map([](const postgres::Rows &rows) { return rows.get<std::string>(0, 0); });
}

/// In production somebody has typed where he is; a name that is given is right everywhere.
std::optional<Outcome> confirmRefusal(const BulkWish &wish, const std::string &environment)
{
    if (wish.confirmed && *wish.confirmed != environment)
        return unprocessable("confirm_wrong",
                             "This is not '" + *wish.confirmed + "': it is '" + environment + "'.");
    if (!wish.confirmed && environment == "production")
        return unprocessable("confirm_missing",
                             "This is production. Give its name in 'confirm' to start.");
    return std::nullopt;
}

std::optional<Outcome> planRefusal(const BulkPlan &plan)
{
    if (plan.selected > mostBulkItems)
        return unprocessable("too_many",
                             "The selection has more than 200,000 rows. Narrow it, or do it in "
                             "parts.");
    if (plan.selected == 0)
        return unprocessable("nothing_to_do", "The selection matches nothing.");
    if (plan.eligible == 0)
        return unprocessable("nothing_to_do",
                             "Nothing of the selection is eligible. A dry run says why.");
    return std::nullopt;
}

Result<Uuid> insertBulk(const ChangeRequest &request, postgres::Session &session,
                        const BulkWish &wish)
{
    const Call &call = request.call;
    const Origin origin = originOf(call);
    return session
        .execute(insertOperation,
                 {std::string(wish.action->name),
                  postgres::Json{boost::json::serialize(wish.selection)}, wish.perSecond,
                  wish.hasRamp, wish.stopRatio, request.reason, call.actor.name, call.actor.role,
                  origin.sourceAddress, origin.userAgent})
        .map([](const postgres::Rows &rows) { return rows.get<Uuid>(0, 0); });
}

/// Writes the items; the operation's row then knows how many they are.
Result<postgres::Rows> freeze(const ChangeRequest &request, postgres::Session &session,
                              const BulkWish &wish, const Uuid &operation)
{
    Query query = wish.rows;
    const std::string id = query.bind(operation) + "::uuid";
    const auto frozen = session.execute(freezeSql(wish, id), query.parameters());
    if (!frozen)
        return frozen;
    const auto told = session.execute(tellHolders, {operation, isForAll(request.call.actor)});
    return told ? session.execute(countFrozen, {operation}) : told;
}

Result<Outcome> started(const ChangeRequest &request, const BulkWish &wish, const BulkPlan &plan,
                        const Uuid &operation, const postgres::Rows &counts)
{
    const boost::json::object answer{{"id", operation.toString()},
                                     {"state", counts.get<std::string>(0, 0)},
                                     {"total", counts.get<std::int64_t>(0, 1)},
                                     {"pending", counts.get<std::int64_t>(0, 2)},
                                     {"not_eligible", counts.get<std::int64_t>(0, 3)}};
    boost::json::object detail = answer;
    detail["action"] = plan.json.at("action");
    detail["selection"] = wish.selection.contains("ids")
        ? boost::json::value{{"ids", wish.namedIds}}
        : boost::json::value(wish.selection);
    for (const char *name : {"by_root_cause", "rate_per_second", "ramp", "stop_on_failure_ratio"})
        detail[name] = plan.json.at(name);
    detail["tenants"] = boost::json::parse(counts.get<std::string>(0, 4));
    detail["sources"] = boost::json::parse(counts.get<std::string>(0, 5));
    http::Response response = http::jsonResponse(202, boost::json::serialize(answer));
    return Outcome{std::move(response),
                   LedgerEntry{"bulk-operations.start", "bulk_operation", operation.toString(),
                               request.reason, boost::json::serialize(detail)}};
}

Result<Outcome> doStart(const ChangeRequest &request, postgres::Session &session)
{
    auto read = readBulkWish(request, session);
    if (!read)
        return failure(read.error());
    if (auto *refusal = std::get_if<http::Response>(&*read))
        return refused(std::move(*refusal));
    const BulkWish &wish = std::get<BulkWish>(*read);
    const auto plan = planBulk(request, session, wish);
    if (!plan)
        return failure(plan.error());
    if (wish.isDryRun)
        return refused(http::jsonResponse(200, boost::json::serialize(plan->json)));
    const auto environment = environmentOf(session);
    if (!environment)
        return failure(environment.error());
    if (auto refusal = confirmRefusal(wish, *environment))
        return std::move(*refusal);
    if (auto refusal = planRefusal(*plan))
        return std::move(*refusal);
    const auto operation = insertBulk(request, session, wish);
    const auto counts =
        operation ? freeze(request, session, wish, *operation) : failure(operation.error());
    if (!counts)
        return failure(counts.error());
    return started(request, wish, *plan, *operation, *counts);
}

bool isDryRun(const Call &call)
{
    const auto body = parseBody(call.request.body);
    const auto *object = std::get_if<boost::json::object>(&body);
    const auto *flag = object ? object->if_contains("dry_run") : nullptr;
    return flag && flag->is_bool() && flag->get_bool();
}

/// {id}, locked against its runner; nothing when there is none for this actor.
Result<std::optional<std::string>> lockOperation(const Call &call, postgres::Session &session)
{
    const auto id = idParameter(call);
    if (!id)
        return std::optional<std::string>();
    const auto locked =
        session.execute("SELECT FROM gatehouse.bulk_operation WHERE id = $1 FOR UPDATE", {*id});
    if (!locked)
        return failure(locked.error());
    return findRow(call, session, bulkOperationList(), *id, Shown::Clear);
}

std::string member(const std::string &row, const char *name)
{
    const auto parsed = boost::json::parse(row);
    const auto *value = parsed.as_object().if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

/// A change of the state that an operator makes.
struct Turn
{
    std::string_view sql;
    std::string_view ledgerAction;
    std::array<std::string_view, 4> from; ///< the states that it is possible in
    std::string_view code, otherwise; ///< what is said of another state
};

Result<Outcome> turned(const ChangeRequest &request, postgres::Session &session,
                       const std::string &before, const Turn &turn)
{
    const Uuid id = *idParameter(request.call);
    const auto changed =
        session.execute(turn.sql, {id, request.call.actor.name, orNull(request.reason)});
    const auto row = changed ? findRow(request.call, session, bulkOperationList(), id)
                             : failure(changed.error());
    if (!row)
        return failure(row.error());
    boost::json::object detail =
        stateOf(*row, {"action", "total", "done", "skipped", "tenants", "sources"}).as_object();
    detail["before"] = stateOf(before, {"state", "state_reason"});
    detail["after"] = stateOf(*row, {"state", "state_reason"});
    return Outcome{http::jsonResponse(200, row->value_or("null")),
                   LedgerEntry{std::string(turn.ledgerAction), "bulk_operation", id.toString(),
                               request.reason, boost::json::serialize(detail)}};
}

Result<http::Response> turnBulk(const Call &call, postgres::Session &session, const Turn &turn)
{
    const Change work = [&turn](const ChangeRequest &request,
                                postgres::Session &session) -> Result<Outcome> {
        const auto before = lockOperation(request.call, session);
        if (!before)
            return failure(before.error());
        if (!*before)
            return refused(notFound());
        const std::string state = member(**before, "state");
        if (std::find(turn.from.begin(), turn.from.end(), state) == turn.from.end())
            return conflict(turn.code, std::string(turn.otherwise) + " It is " + state + '.');
        return turned(request, session, **before, turn);
    };
    return change(call, session, Reason::Required, work);
}

std::string withDeliveries(std::string row, const std::string &deliveries)
{
    row.pop_back();
    return row + ",\"deliveries\":" + deliveries + '}';
}

} // namespace

Result<http::Response> startBulk(const Call &call, postgres::Session &session)
{
    return change(call, session, isDryRun(call) ? Reason::Optional : Reason::Required, doStart);
}

Result<http::Response> listBulk(const Call &call, postgres::Session &session)
{
    return listRows(call, session, bulkOperationList());
}

Result<http::Response> showBulk(const Call &call, postgres::Session &session)
{
    const auto id = idParameter(call);
    if (!id)
        return notFound();
    const auto row = findRow(call, session, bulkOperationList(), *id);
    if (!row)
        return failure(row.error());
    if (!*row)
        return notFound();
    return session.execute(countDeliveries, {*id}).map([&](const postgres::Rows &rows) {
        return http::jsonResponse(200, withDeliveries(**row, rows.get<std::string>(0, 0)));
    });
}

Result<http::Response> streamBulk(const Call &call, postgres::Session &session)
{
    auto shown = showBulk(call, session);
    if (!shown || shown->status != 200)
        return shown;
    const std::string state = member(shown->body, "state");
    http::Response response;
    response.headers.set("Content-Type", "text/event-stream");
    response.body = "event: progress\ndata: " + shown->body + "\n\n";
    const bool isStanding = state == "paused" || state == "stopped";
    if (state != "finished" && state != "cancelled")
        response.more = http::Continuation{
            isStanding ? std::chrono::milliseconds(betweenHeartbeats) : betweenEvents, {}};
    return response;
}

Result<http::Response> listBulkItems(const Call &call, postgres::Session &session)
{
    const auto id = idParameter(call);
    const auto row = id ? findRow(call, session, bulkOperationList(), *id)
                        : Result<std::optional<std::string>>(std::nullopt);
    if (!row)
        return failure(row.error());
    if (!*row)
        return notFound();
    return listRows(call, session, bulkItemList(), "operation_id", *id);
}

Result<http::Response> listAllBulkItems(const Call &call, postgres::Session &session)
{
    return listRows(call, session, allBulkItemList());
}

Result<http::Response> showBulkPace(const Call &call, postgres::Session &session)
{
    const auto id = idParameter(call);
    if (!id)
        return notFound();
    const auto row = findRow(call, session, bulkOperationList(), *id);
    if (!row)
        return failure(row.error());
    if (!*row)
        return notFound();
    return bulkPace(session, *id).map([](const std::string &json) {
        return http::jsonResponse(200, json);
    });
}

Result<http::Response> pauseBulk(const Call &call, postgres::Session &session)
{
    static constexpr Turn pause{pauseOperation,
                                "bulk-operations.pause",
                                {"planned", "running"},
                                "not_running",
                                "Only an operation that runs can be paused."};
    return turnBulk(call, session, pause);
}

Result<http::Response> resumeBulk(const Call &call, postgres::Session &session)
{
    static constexpr Turn resume{resumeOperation,
                                 "bulk-operations.resume",
                                 {"paused", "stopped"},
                                 "not_paused",
                                 "Only an operation that is paused or has stopped can go on."};
    return turnBulk(call, session, resume);
}

Result<http::Response> cancelBulk(const Call &call, postgres::Session &session)
{
    static constexpr Turn cancel{cancelOperation,
                                 "bulk-operations.cancel",
                                 {"planned", "running", "paused", "stopped"},
                                 "is_over",
                                 "This operation is over."};
    return turnBulk(call, session, cancel);
}

} // namespace gatehouse::gateway::admin
