#include "services/gateway/alerts/looks.h"

#include "services/browsing/gauges.h"

#include <algorithm>

namespace gatehouse::gateway {

namespace {

using namespace std::chrono_literals;

/// Measures that end longer ago say nothing of now.
constexpr auto oldestMeasure = 15min;
/// Groups that fire at one look; the next ones are told by the looks behind.
constexpr int mostNewGroups = 100;
/// Subjects of one look at breakers, signatures or secrets.
constexpr int mostReadings = 500;

postgres::Value tenantOf(const std::optional<std::string> &tenant)
{
    return tenant ? postgres::Value(*tenant) : postgres::Value();
}

/// Of a name that several have, none.
std::optional<std::string> textAt(const postgres::Rows &rows, int row, int column)
{
    auto text = rows.find<std::string>(row, column);
    return text && !text->empty() ? text : std::nullopt;
}

// A group is news when it has open letters where it had none, or said to be resolved and has
// another one. $1: since when, $2: the rule, $3: its tenant, $4: so many of the news, oldest first.
// What was told of since its first new letter is no news. Those that are open are told, too, of
// which nobody needs more than whether they have a letter.
constexpr std::string_view lookAtGroups = R"(
WITH candidate AS (
    SELECT l.group_id, min(l.died_at) AS first, coalesce(s.state = 'resolved', false) AS was_resolved
      FROM gatehouse.dead_letter l LEFT JOIN gatehouse.dead_letter_group s ON s.id = l.group_id
     WHERE l.died_at > $1 AND l.state = 'open' AND l.root_cause <> 'mirror'
       AND ($3::text IS NULL OR l.tenant = $3)
       AND s.state IS DISTINCT FROM 'ignored'
       AND (s.state IS DISTINCT FROM 'resolved' OR l.died_at > s.changed_at)
     GROUP BY l.group_id, s.state
), fresh AS (
    SELECT c.group_id, c.first FROM candidate c
     WHERE NOT EXISTS (SELECT FROM gatehouse.alert a
                        WHERE a.rule_id = $2 AND a.subject = c.group_id
                          AND coalesce(a.resolved_at, 'infinity') >= c.first)
       AND (c.was_resolved OR NOT EXISTS (SELECT FROM gatehouse.dead_letter l
                                           WHERE l.group_id = c.group_id AND l.state = 'open' AND l.died_at <= $1
                                             AND ($3::text IS NULL OR l.tenant = $3)))
     ORDER BY c.first, c.group_id LIMIT $4
), known AS (
    SELECT group_id, first, true AS is_fresh FROM fresh
     UNION ALL
    SELECT subject, NULL, false FROM gatehouse.alert WHERE rule_id = $2 AND resolved_at IS NULL
)
SELECT k.group_id, k.is_fresh, concat_ws(' ', one.root_cause, 'at', coalesce(d.name, 'no destination'), j.path),
       letters.open, letters.tenant, letters.source
  FROM known k LEFT JOIN gatehouse.dead_letter_group s ON s.id = k.group_id
 CROSS JOIN LATERAL (SELECT l.root_cause, l.job_id FROM gatehouse.dead_letter l
                      WHERE l.group_id = k.group_id LIMIT 1) one
 CROSS JOIN LATERAL (SELECT count(*) AS open,
                            CASE WHEN min(tenant) = max(tenant) AND count(tenant) = count(*)
                                 THEN min(tenant) END AS tenant,
                            CASE WHEN min(source) = max(source) THEN min(source) END AS source
                       FROM (SELECT l.tenant, l.source FROM gatehouse.dead_letter l
                              WHERE l.group_id = k.group_id AND l.state = 'open'
                                AND ($3::text IS NULL OR l.tenant = $3)
                              LIMIT CASE WHEN k.is_fresh THEN NULL ELSE 1 END) part) letters
  JOIN gatehouse.job_execution j ON j.id = one.job_id
  LEFT JOIN gatehouse.destination d ON d.id = j.destination_id
 WHERE letters.open > 0 AND s.state IS DISTINCT FROM 'ignored'
   AND (s.state IS DISTINCT FROM 'resolved'
        OR EXISTS (SELECT FROM gatehouse.dead_letter l WHERE l.group_id = k.group_id AND l.died_at > s.changed_at))
 ORDER BY k.first, k.group_id)";

// Who is open fires, and so does who opened and closed meanwhile, once. $1: since when, $2: the
// rule, $3: who opened after this may well open again, $4: so many.
constexpr std::string_view lookAtBreakers = R"(
WITH opened AS (
    SELECT host, max(opened_at) AS at FROM gatehouse.breaker_opening
     WHERE opened_at > least($1::timestamptz, $3::timestamptz) GROUP BY host
), standing AS (
    SELECT host, count(*) AS workers FROM console.circuit_breakers GROUP BY host
), found AS (
    SELECT host, coalesce(s.workers, 1) AS workers, o.at,
           s.workers IS NOT NULL
               OR NOT EXISTS (SELECT FROM gatehouse.alert a
                               WHERE a.rule_id = $2 AND a.subject = host
                                 AND coalesce(a.resolved_at, 'infinity') >= o.at) AS fires
      FROM opened o FULL JOIN standing s USING (host)
)
SELECT host, fires, workers FROM found WHERE fires OR at > $3 ORDER BY host LIMIT $4)";

// $1: since when, $2: the rule's tenant, $3: so many are no more fine, $4: so many rows.
constexpr std::string_view lookAtSignatures = R"(
SELECT source, coalesce(tenant, ''), count(*)::double precision FROM gatehouse.webhook_event
 WHERE status = 'discarded' AND NOT signature_valid AND received_at >= $1 AND error LIKE '401 %'
   AND ($2::text IS NULL OR tenant = $2)
 GROUP BY source, tenant HAVING count(*) > $3::double precision ORDER BY 1, 2 LIMIT $4)";

// $1: now, $2: the rule's tenant, $3: so many.
constexpr std::string_view lookAtSecrets = R"(
SELECT source, tenant, (extract(epoch FROM $1 - due_at) / 86400)::double precision FROM console.secrets
 WHERE state = 'active' AND due_at <= $1 AND ($2::text IS NULL OR tenant = $2)
 ORDER BY 1, 2 LIMIT $3)";

// By tenant, and of all together where the tenant is NULL. $1: the month's first day, $2: today.
constexpr std::string_view sumUsage = R"(
SELECT tenant, coalesce(sum(cost_usd) FILTER (WHERE day = d.today), 0)::double precision,
       coalesce(sum(cost_usd), 0)::double precision
  FROM (SELECT ($1::timestamptz AT TIME ZONE 'UTC')::date AS first, ($2::timestamptz AT TIME ZONE 'UTC')::date AS today)
       d LEFT JOIN gatehouse.ai_usage_day u ON u.day BETWEEN d.first AND d.today
 GROUP BY GROUPING SETS ((tenant), ()))";

Result<Look> lookAtMeasure(postgres::Session &session, const AlertRule &rule,
                           const ReadConditions &readConditions, Timestamp now)
{
    const auto until = measuredUntil(session);
    if (!until)
        return failure(until.error());
    if (!*until || now - **until > oldestMeasure)
        return Look();
    const auto wish = wishOf(rule, readConditions, {**until - rule.window, **until});
    const auto told = wish ? browsing::readMetrics(session, *wish) : failure(wish.error());
    if (!told)
        return failure(told.error());
    browsing::MetricCell all; // nothing came: of that there is a number, too
    for (const auto &series : told->series) {
        for (const auto &[bucket, cell] : series.cells)
            all.merge(cell);
    }
    const auto value = valueOf(all, rule.value);
    return judge(rule, value ? std::optional(Measured{*value, all.calls}) : std::nullopt);
}

Result<Look> lookAtGauge(postgres::Session &session, const AlertRule &rule,
                         const ReadConditions &readConditions, Timestamp now)
{
    const Timestamp until = floorTo(now, 1min) + 1min;
    const auto wish = wishOf(rule, readConditions, {until - rule.window, until});
    const auto told = wish ? browsing::readGauges(session, *wish) : failure(wish.error());
    if (!told)
        return failure(told.error());
    browsing::GaugeCell all;
    bool isMeasured = false;
    for (const auto &series : told->series) {
        for (const auto &[bucket, cell] : series.cells) {
            all.merge(cell);
            isMeasured = true;
        }
    }
    return judge(rule, isMeasured ? std::optional(Measured{all.value, 0}) : std::nullopt);
}

Result<Look> lookAtGroup(postgres::Session &session, const AlertRule &rule, const LookTime &time)
{
    const auto rows = session.execute(
        lookAtGroups,
        {time.since, rule.id, tenantOf(rule.tenant), std::int64_t(mostNewGroups + 1)});
    if (!rows)
        return failure(rows.error());
    Look look{true, {}};
    for (int row = 0; row < rows->size(); ++row) {
        const bool isFresh = rows->get<bool>(row, 1); // which come first
        look.hasMoreNews |= isFresh && row == mostNewGroups;
        if (isFresh && row == mostNewGroups)
            continue;
        look.readings.push_back({rows->get<std::string>(row, 0), rows->get<std::string>(row, 2),
                                 textAt(*rows, row, 4), textAt(*rows, row, 5), rule.severity,
                                 static_cast<double>(rows->get<std::int64_t>(row, 3)), std::nullopt,
                                 "", isFresh});
    }
    return look;
}

/// Of as many rows as were asked for, one more than are told.
Look emptyLook(const postgres::Rows &rows)
{
    Look look{true, {}};
    look.isCut = rows.size() > mostReadings;
    return look;
}

Result<Look> lookAtBreaker(postgres::Session &session, const AlertRule &rule, const LookTime &time)
{
    const auto rows = session.execute(
        lookAtBreakers, {time.since, rule.id, time.now - lateness, std::int64_t(mostReadings + 1)});
    if (!rows)
        return failure(rows.error());
    Look look = emptyLook(*rows);
    for (int row = 0; row < std::min(rows->size(), mostReadings); ++row) {
        const auto host = rows->get<std::string>(row, 0);
        look.readings.push_back({host, host, std::nullopt, std::nullopt, rule.severity,
                                 static_cast<double>(rows->get<std::int64_t>(row, 2)), std::nullopt,
                                 "", rows->get<bool>(row, 1)});
    }
    return look;
}

/// Rows of a source, a tenant and a value.
Result<Look> lookAtSources(const Result<postgres::Rows> &rows, const AlertRule &rule,
                           std::optional<double> threshold, const char *unit)
{
    if (!rows)
        return failure(rows.error());
    Look look = emptyLook(*rows);
    for (int row = 0; row < std::min(rows->size(), mostReadings); ++row) {
        const auto source = rows->get<std::string>(row, 0), tenant = rows->get<std::string>(row, 1);
        const auto value = rows->get<double>(row, 2);
        const auto joined = [&](const char *between) {
            return std::string(source).append(between).append(tenant);
        };
        look.readings.push_back({joined("/"), tenant.empty() ? source : joined(" of "),
                                 textAt(*rows, row, 1), source, rule.severity, value, threshold,
                                 unit, !threshold || value >= *threshold});
    }
    return look;
}

Result<Look> lookAtBadSignatures(postgres::Session &session, const AlertRule &rule, Timestamp now)
{
    return lookAtSources(session.execute(lookAtSignatures,
                                         {now - rule.window, tenantOf(rule.tenant),
                                          rule.clearThreshold, std::int64_t(mostReadings + 1)}),
                         rule, rule.threshold, "");
}

Result<Look> lookAtOverdue(postgres::Session &session, const AlertRule &rule, Timestamp now)
{
    return lookAtSources(
        session.execute(lookAtSecrets,
                        {now, tenantOf(rule.tenant), std::int64_t(mostReadings + 1)}),
        rule, std::nullopt, "days");
}

/// Of that tenant: the budget may have been another one's before.
Result<bool> wasTold(postgres::Session &session, const Budget &budget, const std::string &subject)
{
    return session
        .execute("SELECT EXISTS (SELECT FROM gatehouse.alert WHERE budget_id = $1 AND subject = $2"
                 " AND tenant IS NOT DISTINCT FROM $3)",
                 {budget.id, subject, tenantOf(budget.tenant)})
        .map([](const postgres::Rows &rows) { return rows.get<bool>(0, 0); });
}

} // namespace

Result<browsing::MetricWish> wishOf(const AlertRule &rule, const ReadConditions &readConditions,
                                    std::vector<Timestamp> edges)
{
    auto read = readConditions(rule.measure, rule.filterJson);
    if (!read)
        return failure(read.error());
    browsing::MetricWish wish{rule.measure,
                              {},
                              1,
                              std::move(edges),
                              std::move(read->conditions),
                              std::move(read->parameters)};
    wish.tellsLatencies = rule.value.ends_with("_ms");
    if (rule.tenant) {
        wish.parameters.emplace_back(postgres::Value(*rule.tenant));
        wish.conditions.push_back("tenant = $" + std::to_string(wish.parameters.size()) + "::text");
    }
    return wish;
}

Result<std::optional<Timestamp>> measuredUntil(postgres::Session &session)
{
    return session.execute("SELECT max(rolled_until) FROM console.metric_progress")
        .map([](const postgres::Rows &rows) { return rows.find<Timestamp>(0, 0); });
}

Result<Look> lookAt(postgres::Session &session, const AlertRule &rule,
                    const ReadConditions &readConditions, const LookTime &time)
{
    if (rule.kind == "measure")
        return isGauge(rule.measure) ? lookAtGauge(session, rule, readConditions, time.now)
                                     : lookAtMeasure(session, rule, readConditions, time.now);
    if (rule.kind == "dead_letter_group")
        return lookAtGroup(session, rule, time);
    if (rule.kind == "breaker_opened")
        return lookAtBreaker(session, rule, time);
    if (rule.kind == "bad_signatures")
        return lookAtBadSignatures(session, rule, time.now);
    return rule.kind == "secret_overdue" ? lookAtOverdue(session, rule, time.now) : Look();
}

Result<AiUsage> readUsage(postgres::Session &session, Timestamp now)
{
    const auto until = measuredUntil(session);
    if (!until)
        return failure(until.error());
    AiUsage usage;
    usage.now = now;
    usage.measuredUntil = *until;
    Budget month;
    month.isMonthly = true;
    const auto rows = session.execute(sumUsage, {periodOf(month, now).from, now});
    if (!rows)
        return failure(rows.error());
    for (int row = 0; row < rows->size(); ++row)
        usage.byTenant[rows->find<std::string>(row, 0)] = {rows->get<double>(row, 1),
                                                           rows->get<double>(row, 2)};
    return usage;
}

std::optional<double> usedOf(const Budget &budget, const AiUsage &usage)
{
    if (!usage.measuredUntil || *usage.measuredUntil <= periodOf(budget, usage.now).from)
        return std::nullopt;
    const auto used = usage.byTenant.find(budget.tenant);
    if (used == usage.byTenant.end())
        return 0;
    return budget.isMonthly ? used->second.monthUsd : used->second.dayUsd;
}

Result<Look> lookAt(postgres::Session &session, const Budget &budget, const AiUsage &usage)
{
    const auto used = usedOf(budget, usage);
    if (!used)
        return Look();
    Look look = judge(budget, *used, usage.now);
    for (Reading &reading : look.readings) {
        const auto told = wasTold(session, budget, reading.subject);
        if (!told)
            return failure(told.error());
        reading.fires = !*told;
    }
    return look;
}

} // namespace gatehouse::gateway
