#include "services/gateway/store/rotatingrows.h"

namespace gatehouse::gateway {

using postgres::Array;
using postgres::Rows;

namespace {

constexpr std::string_view tellLedger = R"(
SELECT gatehouse.append_audit('gateway', 'gateway', $1, $2, $3, 'the overlap is over', $4::jsonb))";

std::string sqlFor(const char *sql, const RotatingTable &table)
{
    return filledIn(std::string(sql),
                    {{"{table}", table.name},
                     {"{minutes}", table.minutes},
                     {"{minute_of}", table.minuteOf},
                     {"{detail}", table.detail}});
}

Result<> done(Result<Rows> rows)
{
    return rows.map([](const Rows &) {});
}

// One row each, so that the ledger tells of each.
constexpr const char *revokeExpired = R"(
UPDATE {table} SET state = 'revoked', revoked_at = now()
 WHERE state = 'retiring' AND expires_at <= now()
 RETURNING id::text, ({detail})::text)";

constexpr const char *countUses = R"(
INSERT INTO {minutes} AS m ({minute_of}, minute, requests)
SELECT u.id, date_trunc('minute', now()), u.requests
  FROM unnest($1::uuid[], $2::bigint[]) AS u(id, requests)
 WHERE EXISTS (SELECT FROM {table} s WHERE s.id = u.id)
 ORDER BY u.id
    ON CONFLICT ({minute_of}, minute) DO UPDATE SET requests = m.requests + excluded.requests)";

constexpr const char *addToTotals = R"(
UPDATE {table} s
   SET uses = s.uses + u.requests, last_used_at = now()
  FROM unnest($1::uuid[], $2::bigint[]) AS u(id, requests)
 WHERE s.id = u.id)";

constexpr const char *retire = R"(
UPDATE {table}
   SET state = CASE WHEN $2::bigint > 0 THEN 'retiring' ELSE 'revoked' END,
       expires_at = CASE WHEN $2 > 0 THEN now() + make_interval(secs => $2) END,
       revoked_at = CASE WHEN $2 = 0 THEN now() END
 WHERE id = $1
 RETURNING to_jsonb(expires_at) #>> '{}')";

constexpr const char *setState = "UPDATE {table} SET state = $2, expires_at = NULL WHERE id = $1";

constexpr const char *setEnd =
    "UPDATE {table} SET expires_at = now() + make_interval(secs => $2) WHERE id = $1";

constexpr const char *revoke =
    "UPDATE {table} SET state = 'revoked', expires_at = NULL, revoked_at = now() WHERE id = $1";

} // namespace

std::string filledIn(std::string sql, const std::vector<TemplateWord> &words)
{
    for (const auto &[word, by] : words) {
        for (std::size_t at = 0; (at = sql.find(word, at)) != std::string::npos; at += by.size())
            sql.replace(at, word.size(), by);
    }
    return sql;
}

Result<std::int64_t> retireExpired(postgres::Session &session, const RotatingTable &table)
{
    const auto rows = session.execute(sqlFor(revokeExpired, table));
    if (!rows)
        return failure(rows.error());
    for (int row = 0; row < rows->size(); ++row) {
        const auto told =
            session.execute(tellLedger,
                            {std::string(table.action), std::string(table.targetType),
                             rows->get<std::string>(row, 0), rows->get<std::string>(row, 1)});
        if (!told)
            return failure(told.error());
    }
    return rows->size();
}

Result<> addUses(postgres::Session &session, const RotatingTable &table, const UseCounts &uses)
{
    Array<Uuid> ids;
    Array<std::int64_t> requests;
    for (const auto &[id, count] : uses) {
        ids.emplace_back(id);
        requests.emplace_back(count);
    }
    return session
        .executeTransaction({{sqlFor(countUses, table), {ids, requests}},
                             {sqlFor(addToTotals, table), {ids, requests}}})
        .map([](const std::vector<Rows> &) {});
}

Result<std::optional<std::string>> retireActive(postgres::Session &session,
                                                const RotatingTable &table, const Uuid &id,
                                                std::int64_t overlapSeconds)
{
    return session.execute(sqlFor(retire, table), {id, overlapSeconds}).map([](const Rows &rows) {
        return rows.find<std::string>(0, 0);
    });
}

// One is active and one is retiring at most (unique indexes), so they go by way of 'pending'.
Result<> swapPlaces(postgres::Session &session, const RotatingTable &table, const Uuid &active,
                    const Uuid &retiring)
{
    const auto set = [&](const Uuid &id, const char *state) {
        return done(session.execute(sqlFor(setState, table), {id, std::string(state)}));
    };
    auto changed = set(active, "pending");
    if (changed)
        changed = set(retiring, "active");
    return changed ? set(active, "retiring") : changed;
}

Result<> setOverlap(postgres::Session &session, const RotatingTable &table, const Uuid &id,
                    std::int64_t seconds)
{
    return done(session.execute(sqlFor(setEnd, table), {id, seconds}));
}

Result<> revokeRow(postgres::Session &session, const RotatingTable &table, const Uuid &id)
{
    return done(session.execute(sqlFor(revoke, table), {id}));
}

} // namespace gatehouse::gateway
