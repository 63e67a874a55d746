#include "services/gateway/alerts/alertstore.h"

#include <algorithm>

namespace gatehouse::gateway {

namespace {

constexpr std::string_view selectRules = R"(
SELECT id, name, kind, severity, tenant, coalesce(measure, ''), coalesce(value, ''), filter::text,
       coalesce(window_seconds, 0)::bigint, comparison IS NOT DISTINCT FROM 'below', coalesce(threshold, 0),
       coalesce(clear_threshold, 0), for_seconds::bigint, minimum_calls, changed_at
  FROM gatehouse.alert_rule WHERE is_enabled ORDER BY id)";

constexpr std::string_view selectBudgets = R"(
SELECT id, name, tenant, period = 'month', limit_usd::double precision, warn_at_percent::bigint, changed_at
  FROM gatehouse.budget WHERE is_enabled ORDER BY id)";

constexpr std::string_view selectOpen = R"(
SELECT id, subject FROM gatehouse.alert WHERE coalesce(rule_id, budget_id) = $1 AND resolved_at IS NULL)";
constexpr std::string_view selectPending =
    "SELECT subject, since FROM gatehouse.alert_pending WHERE rule_id = $1";

// Until the transaction ends nobody changes it.
constexpr std::string_view holdRule =
    "SELECT 1 FROM gatehouse.alert_rule WHERE id = $1 AND is_enabled AND changed_at = $2 FOR SHARE";
constexpr std::string_view holdBudget =
    "SELECT 1 FROM gatehouse.budget WHERE id = $1 AND is_enabled AND changed_at = $2 FOR SHARE";

// Before its alerts, as who writes them does it.
constexpr std::string_view lockOrigin = R"(
WITH rule AS (SELECT 1 FROM gatehouse.alert_rule WHERE id = $1 FOR UPDATE),
     budget AS (SELECT 1 FROM gatehouse.budget WHERE id = $1 FOR UPDATE)
SELECT (SELECT count(*) FROM rule) + (SELECT count(*) FROM budget))";

constexpr std::string_view insertAlert = R"(
INSERT INTO gatehouse.alert (id, fired_at, rule_id, budget_id, rule, kind, severity, subject, subject_text, tenant,
                             source, value, threshold, unit)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING)";

// Once for each channel that takes alerts of this severity. Those that were told that it fired, or
// still are to be, are told that it is over.
constexpr std::string_view insertNotices = R"(
INSERT INTO gatehouse.alert_notice (id, alert_id, channel_id, what, next_attempt_at)
SELECT gatehouse.uuid_v7($2), a.id, c.id, 'fired', $2
  FROM gatehouse.alert a
  JOIN gatehouse.alert_channel c ON c.is_enabled AND (a.severity = 'critical' OR c.minimum_severity = 'warning')
 WHERE a.id = $1 ORDER BY c.id)";
constexpr std::string_view resolveAlerts = R"(
WITH over AS (
    UPDATE gatehouse.alert SET resolved_at = $2 WHERE id = ANY($1::uuid[]) AND resolved_at IS NULL RETURNING id
)
INSERT INTO gatehouse.alert_notice (id, alert_id, channel_id, what, next_attempt_at)
SELECT gatehouse.uuid_v7($2), n.alert_id, n.channel_id, 'resolved', $2
  FROM over JOIN gatehouse.alert_notice n ON n.alert_id = over.id AND n.what = 'fired' AND n.state <> 'failed'
  JOIN gatehouse.alert_channel c ON c.id = n.channel_id AND c.is_enabled
 ORDER BY n.alert_id, n.channel_id)";

constexpr std::string_view selectOrphans = R"(
SELECT a.id FROM gatehouse.alert a
  LEFT JOIN gatehouse.alert_rule r ON r.id = a.rule_id
  LEFT JOIN gatehouse.budget b ON b.id = a.budget_id
 WHERE a.resolved_at IS NULL AND NOT coalesce(r.is_enabled, b.is_enabled, false))";

constexpr std::string_view deletePending =
    "DELETE FROM gatehouse.alert_pending WHERE rule_id = $1 AND NOT subject = ANY($2::text[])";
constexpr std::string_view upsertPending = R"(
INSERT INTO gatehouse.alert_pending (rule_id, subject, since)
SELECT $1, subject, since FROM unnest($2::text[], $3::timestamptz[]) AS u(subject, since)
    ON CONFLICT (rule_id, subject) DO UPDATE SET since = excluded.since)";

postgres::Value orNull(const std::optional<std::string> &text)
{
    return text ? postgres::Value(*text) : postgres::Value();
}

AlertRule ruleAt(const postgres::Rows &rows, int row)
{
    AlertRule rule{rows.get<Uuid>(row, 0),         rows.get<std::string>(row, 1),
                   rows.get<std::string>(row, 2),  rows.get<std::string>(row, 3),
                   rows.find<std::string>(row, 4), rows.get<std::string>(row, 5),
                   rows.get<std::string>(row, 6),  rows.get<std::string>(row, 7)};
    rule.window = std::chrono::seconds(rows.get<std::int64_t>(row, 8));
    rule.firesBelow = rows.get<bool>(row, 9);
    rule.threshold = rows.get<double>(row, 10);
    rule.clearThreshold = rows.get<double>(row, 11);
    rule.holdFor = std::chrono::seconds(rows.get<std::int64_t>(row, 12));
    rule.minimumCalls = rows.get<std::int64_t>(row, 13);
    rule.changedAt = rows.get<Timestamp>(row, 14);
    return rule;
}

Budget budgetAt(const postgres::Rows &rows, int row)
{
    return {rows.get<Uuid>(row, 0),         rows.get<std::string>(row, 1),
            rows.find<std::string>(row, 2), rows.get<bool>(row, 3),
            rows.get<double>(row, 4),       static_cast<int>(rows.get<std::int64_t>(row, 5)),
            rows.get<Timestamp>(row, 6)};
}

template <typename Row>
Result<std::vector<Row>> readAll(postgres::Session &session, std::string_view sql,
                                 Row (*at)(const postgres::Rows &, int))
{
    return session.execute(sql).map([at](const postgres::Rows &rows) {
        std::vector<Row> all;
        for (int row = 0; row < rows.size(); ++row)
            all.push_back(at(rows, row));
        return all;
    });
}

Result<> writeAlert(postgres::Session &session, const AlertOrigin &origin, const Reading &reading,
                    Timestamp now, const Uuid &id)
{
    const postgres::Value origins[]{origin.id, {}};
    const auto inserted = session.execute(
        insertAlert,
        {id, id.time(), origins[origin.isBudget ? 1 : 0], origins[origin.isBudget ? 0 : 1],
         origin.name, origin.kind, reading.severity, reading.subject, reading.subjectText,
         orNull(reading.tenant), orNull(reading.source), reading.value,
         reading.threshold ? postgres::Value(*reading.threshold) : postgres::Value(),
         reading.unit});
    if (!inserted || inserted->affected() == 0)
        return inserted ? Result<>() : failure(inserted.error());
    return session.execute(insertNotices, {id, now}).map([](const postgres::Rows &) {});
}

Result<> resolve(postgres::Session &session, const std::vector<Uuid> &alerts, Timestamp now)
{
    if (alerts.empty())
        return {};
    return session
        .execute(resolveAlerts, {postgres::Array<Uuid>(alerts.begin(), alerts.end()), now})
        .map([](const postgres::Rows &) {});
}

Result<bool> holdOrigin(postgres::Session &session, const AlertOrigin &origin)
{
    return session.execute(origin.isBudget ? holdBudget : holdRule, {origin.id, origin.changedAt})
        .map([](const postgres::Rows &rows) { return !rows.isEmpty(); });
}

Result<> writePending(postgres::Session &session, const AlertOrigin &origin,
                      const std::vector<PendingSubject> &pending)
{
    postgres::Array<std::string> subjects;
    postgres::Array<Timestamp> times;
    for (const PendingSubject &each : pending) {
        subjects.emplace_back(each.subject);
        times.emplace_back(each.since);
    }
    const auto deleted = session.execute(deletePending, {origin.id, subjects});
    if (!deleted || pending.empty())
        return deleted ? Result<>() : failure(deleted.error());
    return session.execute(upsertPending, {origin.id, subjects, times})
        .map([](const postgres::Rows &) {});
}

} // namespace

Result<std::vector<AlertRule>> readAlertRules(postgres::Session &session)
{
    return readAll<AlertRule>(session, selectRules, ruleAt);
}

Result<std::vector<Budget>> readBudgets(postgres::Session &session)
{
    return readAll<Budget>(session, selectBudgets, budgetAt);
}

Result<Standing> readStanding(postgres::Session &session, const AlertOrigin &origin)
{
    const auto open = session.execute(selectOpen, {origin.id});
    const auto pending = open ? session.execute(selectPending, {origin.id}) : failure(open.error());
    if (!pending)
        return failure(pending.error());
    Standing standing;
    for (int row = 0; row < open->size(); ++row)
        standing.open.push_back({open->get<Uuid>(row, 0), open->get<std::string>(row, 1)});
    for (int row = 0; row < pending->size(); ++row)
        standing.pending.push_back(
            {pending->get<std::string>(row, 0), pending->get<Timestamp>(row, 1)});
    return standing;
}

Result<bool> writeChanges(postgres::Session &session, const AlertOrigin &origin,
                          const Changes &changes, Timestamp now, UuidGenerator &ids)
{
    const auto isHeld = holdOrigin(session, origin);
    if (!isHeld || !*isHeld)
        return isHeld;
    if (const auto resolved = resolve(session, changes.resolved, now); !resolved)
        return failure(resolved.error());
    for (const Reading &reading : changes.fired) {
        const auto written = writeAlert(session, origin, reading, now, ids.next());
        if (!written)
            return failure(written.error());
    }
    const auto pending =
        origin.isBudget ? Result<>() : writePending(session, origin, changes.pending);
    return pending ? Result<bool>(true) : failure(pending.error());
}

Result<std::int64_t> resolveOrphans(postgres::Session &session, Timestamp now)
{
    const auto rows = session.execute(selectOrphans);
    if (!rows)
        return failure(rows.error());
    std::vector<Uuid> orphans;
    for (int row = 0; row < rows->size(); ++row)
        orphans.push_back(rows->get<Uuid>(row, 0));
    return resolve(session, orphans, now).map([&] {
        return static_cast<std::int64_t>(orphans.size());
    });
}

Result<> resolveAlertsOf(postgres::Session &session, const Uuid &origin, Timestamp now)
{
    const auto locked = session.execute(lockOrigin, {origin});
    const auto standing = locked ? readStanding(session, {origin, false, {}, {}, {}})
                                 : Result<Standing>(failure(locked.error()));
    if (!standing)
        return failure(standing.error());
    std::vector<Uuid> open;
    for (const OpenAlert &alert : standing->open)
        open.push_back(alert.id);
    return resolve(session, open, now);
}

Result<OpenAlerts> countOpenAlerts(postgres::Session &session)
{
    return session
        .execute("SELECT count(*) FILTER (WHERE severity = 'warning'),"
                 " count(*) FILTER (WHERE severity = 'critical')"
                 " FROM gatehouse.alert WHERE resolved_at IS NULL")
        .map([](const postgres::Rows &rows) {
            return OpenAlerts{rows.get<std::int64_t>(0, 0), rows.get<std::int64_t>(0, 1)};
        });
}

} // namespace gatehouse::gateway
