#include "services/gateway/alerts/dryrun.h"

#include "services/browsing/gauges.h"

#include <algorithm>
#include <map>

namespace gatehouse::gateway {

namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

constexpr int mostSteps = 1440;

/// The times at which it is looked, and what is measured by the minute for that: a look is about
/// its rule's whole window, however far apart the looks are.
struct Grid
{
    Timestamp from; ///< the first look is a step behind
    std::chrono::minutes step{1};
    int looks = 0;
    std::chrono::minutes window{0};

    Timestamp at(int look) const { return from + (look + 1) * step; }
    /// Of the minutes that a look is about, the first and the one behind the last.
    int first(int look) const { return static_cast<int>((look + 1) * step / 1min); }
    int end(int look) const { return first(look) + static_cast<int>(window / 1min); }
    Timestamp start() const { return from - window; }
    /// Of the minutes.
    std::vector<Timestamp> edges() const
    {
        std::vector<Timestamp> all;
        for (Timestamp edge = start(); edge <= at(looks - 1); edge += 1min)
            all.push_back(edge);
        return all;
    }
};

Grid gridOf(const AlertRule &rule, std::chrono::hours hours, Timestamp until)
{
    Grid grid;
    const auto minutes = hours / 1min;
    grid.step = 1min * ((minutes + mostSteps - 1) / mostSteps);
    grid.looks = static_cast<int>(hours / grid.step);
    grid.from = until - grid.looks * grid.step;
    grid.window = std::chrono::ceil<std::chrono::minutes>(rule.window);
    return grid;
}

/// Plays looks one after the other, as the evaluation would take them.
class Player
{
public:
    Player(seconds holdFor, DryRun &run)
        : m_holdFor(holdFor)
        , m_run(run)
    {
    }

    void take(const Look &look, Timestamp at)
    {
        Changes changes = decide(look, m_standing, m_holdFor, at);
        for (const Uuid &id : changes.resolved)
            m_run.fired[m_indexes.at(id)].resolvedAt = at;
        std::erase_if(m_standing.open, [&](const OpenAlert &open) {
            return std::find(changes.resolved.begin(), changes.resolved.end(), open.id)
                != changes.resolved.end();
        });
        for (Reading &reading : changes.fired)
            fire(std::move(reading), at);
        m_standing.pending = std::move(changes.pending);
    }

private:
    void fire(Reading reading, Timestamp at)
    {
        if (m_run.fired.size() >= mostTried) {
            m_run.isCut = true;
            return;
        }
        const Uuid id = randomUuid();
        m_indexes[id] = m_run.fired.size();
        m_standing.open.push_back({id, reading.subject});
        m_run.fired.push_back({std::move(reading), at, std::nullopt});
    }

    seconds m_holdFor;
    DryRun &m_run;
    Standing m_standing;
    std::map<Uuid, std::size_t> m_indexes;
};

void notePeak(const AlertRule &rule, double value, DryRun &run)
{
    const double peak = run.peak.value_or(value);
    run.peak = rule.firesBelow ? std::min(peak, value) : std::max(peak, value);
}

void playMeasured(const AlertRule &rule, const std::optional<Measured> &measured, Timestamp at,
                  Player &player, DryRun &run)
{
    if (measured)
        notePeak(rule, measured->value, run);
    player.take(judge(rule, measured), at);
}

/// The cells of all series, by minute.
template <typename Cell>
std::map<int, Cell> mergedCells(const std::vector<browsing::LabelledSeries<Cell>> &series)
{
    std::map<int, Cell> all;
    for (const auto &each : series) {
        for (const auto &[bucket, cell] : each.cells)
            all[static_cast<int>(bucket)].merge(cell);
    }
    return all;
}

Result<> tryMeasure(postgres::Session &session, const AlertRule &rule,
                    const ReadConditions &readConditions, std::chrono::hours hours, DryRun &run)
{
    if (!run.measuredUntil)
        return {};
    const Grid grid = gridOf(rule, hours, std::min(run.range.until, *run.measuredUntil));
    run.range = {grid.from, grid.at(grid.looks - 1)};
    run.step = grid.step;
    const auto wish = wishOf(rule, readConditions, grid.edges());
    const auto told = wish ? browsing::readMetrics(session, *wish) : failure(wish.error());
    if (!told)
        return failure(told.error());
    const auto cells = mergedCells(told->series);
    Player player(rule.holdFor, run);
    for (int look = 0; look < grid.looks; ++look) {
        browsing::MetricCell window;
        for (auto cell = cells.lower_bound(grid.first(look));
             cell != cells.lower_bound(grid.end(look)); ++cell)
            window.merge(cell->second);
        const auto value = valueOf(window, rule.value);
        playMeasured(rule, value ? std::optional(Measured{*value, window.calls}) : std::nullopt,
                     grid.at(look), player, run);
    }
    return {};
}

Result<> tryGauge(postgres::Session &session, const AlertRule &rule,
                  const ReadConditions &readConditions, std::chrono::hours hours, DryRun &run)
{
    const Grid grid = gridOf(rule, hours, run.range.until);
    run.step = grid.step;
    const auto wish = wishOf(rule, readConditions, grid.edges());
    const auto told = wish ? browsing::readGauges(session, *wish) : failure(wish.error());
    if (!told)
        return failure(told.error());
    const auto cells = mergedCells(told->series);
    Player player(rule.holdFor, run);
    for (int look = 0; look < grid.looks; ++look) {
        const auto end = cells.lower_bound(grid.end(look));
        const bool isMeasured = end != cells.begin() && std::prev(end)->first >= grid.first(look);
        playMeasured(rule,
                     isMeasured ? std::optional(Measured{std::prev(end)->second.value, 0})
                                : std::nullopt,
                     grid.at(look), player, run);
    }
    return {};
}

constexpr std::string_view countBadSignatures = R"(
SELECT floor(extract(epoch FROM received_at - $1) / 60)::bigint, source, coalesce(tenant, ''), count(*)
  FROM gatehouse.webhook_event
 WHERE status = 'discarded' AND NOT signature_valid AND received_at >= $1 AND received_at < $2
   AND error LIKE '401 %' AND ($3::text IS NULL OR tenant = $3)
 GROUP BY 1, 2, 3 ORDER BY 1 LIMIT $4)";
constexpr int mostCounts = 100'000;

using SourceAndTenant = std::pair<std::string, std::string>;

Reading signaturesReading(const AlertRule &rule, const SourceAndTenant &of, double count)
{
    const auto &[source, tenant] = of;
    return {source + '/' + tenant,
            tenant.empty() ? source : source + " of " + tenant,
            tenant.empty() ? std::nullopt : std::optional(tenant),
            source,
            rule.severity,
            count,
            rule.threshold,
            "",
            count >= rule.threshold};
}

Result<> tryBadSignatures(postgres::Session &session, const AlertRule &rule,
                          std::chrono::hours hours, DryRun &run)
{
    const Grid grid = gridOf(rule, hours, run.range.until);
    run.step = grid.step;
    const auto rows =
        session.execute(countBadSignatures,
                        {grid.start(), run.range.until,
                         rule.tenant ? postgres::Value(*rule.tenant) : postgres::Value(),
                         std::int64_t(mostCounts + 1)});
    if (!rows)
        return failure(rows.error());
    run.isCut = rows->size() > mostCounts;
    std::map<SourceAndTenant, std::map<int, std::int64_t>> counts;
    for (int row = 0; row < std::min(rows->size(), mostCounts); ++row)
        counts[{rows->get<std::string>(row, 1), rows->get<std::string>(row, 2)}]
              [static_cast<int>(rows->get<std::int64_t>(row, 0))] = rows->get<std::int64_t>(row, 3);
    Player player(rule.holdFor, run);
    for (int look = 0; look < grid.looks; ++look) {
        Look found{true, {}};
        for (const auto &[of, minutes] : counts) {
            double count = 0;
            for (auto minute = minutes.lower_bound(grid.first(look));
                 minute != minutes.lower_bound(grid.end(look)); ++minute)
                count += static_cast<double>(minute->second);
            if (count > rule.clearThreshold)
                found.readings.push_back(signaturesReading(rule, of, count));
        }
        player.take(found, grid.at(look));
    }
    return {};
}

constexpr std::string_view firstLetters = R"(
SELECT g.group_id, concat_ws(' ', one.root_cause, 'at', coalesce(d.name, 'no destination'), j.path), g.letters,
       g.first, g.tenant
  FROM (SELECT group_id, min(died_at) AS first, count(*) AS letters,
               CASE WHEN min(tenant) = max(tenant) AND count(tenant) = count(*) THEN min(tenant) END AS tenant
          FROM gatehouse.dead_letter
         WHERE died_at > $1 AND root_cause <> 'mirror' AND ($2::text IS NULL OR tenant = $2)
         GROUP BY group_id) g
 CROSS JOIN LATERAL (SELECT l.root_cause, l.job_id FROM gatehouse.dead_letter l
                      WHERE l.group_id = g.group_id LIMIT 1) one
  JOIN gatehouse.job_execution j ON j.id = one.job_id
  LEFT JOIN gatehouse.destination d ON d.id = j.destination_id
 WHERE NOT EXISTS (SELECT FROM gatehouse.dead_letter old
                    WHERE old.group_id = g.group_id AND old.created_at <= $1
                      AND ($2::text IS NULL OR old.tenant = $2))
 ORDER BY g.first LIMIT 501)";

// Openings that follow within five minutes are one.
constexpr std::string_view openings = R"(
SELECT host, host, 1::bigint, opened_at, NULL::text
  FROM (SELECT host, opened_at, lag(opened_at) OVER (PARTITION BY host ORDER BY opened_at) AS before
          FROM gatehouse.breaker_opening WHERE opened_at > $1 AND $2::text IS NULL) opened
 WHERE before IS NULL OR opened_at - before > interval '5 minutes'
 ORDER BY opened_at LIMIT 501)";

constexpr std::string_view overdueSince = R"(
SELECT source || '/' || tenant, source || ' of ' || tenant, floor(extract(epoch FROM now() - due_at) / 86400)::bigint,
       due_at, tenant
  FROM console.secrets
 WHERE state = 'active' AND due_at > $1 AND due_at <= now() AND ($2::text IS NULL OR tenant = $2)
 ORDER BY due_at LIMIT 501)";

/// Each row fired once.
Result<> tryEvents(postgres::Session &session, const AlertRule &rule, std::string_view sql,
                   DryRun &run)
{
    const auto rows = session.execute(
        sql, {run.range.from, rule.tenant ? postgres::Value(*rule.tenant) : postgres::Value()});
    if (!rows)
        return failure(rows.error());
    run.isCut = rows->size() > static_cast<int>(mostTried);
    for (int row = 0; row < std::min(rows->size(), static_cast<int>(mostTried)); ++row)
        run.fired.push_back(
            {{rows->get<std::string>(row, 0), rows->get<std::string>(row, 1),
              rows->find<std::string>(row, 4), std::nullopt, rule.severity,
              static_cast<double>(rows->get<std::int64_t>(row, 2)), std::nullopt, run.unit, true},
             rows->get<Timestamp>(row, 3),
             std::nullopt});
    return {};
}

Result<> tryKind(postgres::Session &session, const AlertRule &rule,
                 const ReadConditions &readConditions, std::chrono::hours hours, DryRun &run)
{
    if (rule.kind == "measure")
        return isGauge(rule.measure) ? tryGauge(session, rule, readConditions, hours, run)
                                     : tryMeasure(session, rule, readConditions, hours, run);
    if (rule.kind == "bad_signatures")
        return tryBadSignatures(session, rule, hours, run);
    return tryEvents(session, rule,
                     rule.kind == "dead_letter_group"    ? firstLetters
                         : rule.kind == "breaker_opened" ? openings
                                                         : overdueSince,
                     run);
}

/// What AI calls cost, by the end of the hour or minute that they were in.
using Costs = std::map<Timestamp, double>;

/// Those between edges that are a step apart; nothing where that is not a whole step.
Result<> addCosts(postgres::Session &session, const Budget &budget, TimeRange range,
                  std::chrono::minutes step, Costs &costs)
{
    browsing::MetricWish wish{"ai", {}, 1, {}, {}, {}};
    wish.tellsLatencies = false;
    for (Timestamp edge = range.from; edge <= range.until; edge += step)
        wish.edges.push_back(edge);
    if (wish.edges.size() < 2)
        return {};
    if (budget.tenant) {
        wish.conditions = {"tenant = $1::text"};
        wish.parameters = {*budget.tenant};
    }
    const auto told = browsing::readMetrics(session, wish);
    if (!told)
        return failure(told.error());
    for (const auto &series : told->series) {
        for (const auto &[bucket, cell] : series.cells)
            costs[wish.edges[bucket + 1]] += cell.costUsd;
    }
    return {};
}

/// Hours are measured when they are over, so the last one is read by its minutes.
Result<Costs> readCosts(postgres::Session &session, const Budget &budget, TimeRange range)
{
    const Timestamp lastHour = floorTo(range.until, 1h);
    Costs costs;
    return addCosts(session, budget, {range.from, lastHour}, 1h, costs)
        .and_then([&] {
            return addCosts(session, budget, {lastHour, range.until}, 1min, costs);
        })
        .map([&] { return std::move(costs); });
}

/// Within one period; what the former one left open is over when it begins.
void playPeriod(const Budget &budget, TimeRange period, const Costs &costs, Player &player,
                DryRun &run)
{
    double used = 0;
    player.take(judge(budget, used, period.from), period.from);
    for (auto cost = costs.upper_bound(period.from); cost != costs.upper_bound(period.until);
         ++cost) {
        used += cost->second;
        run.peak = std::max(run.peak.value_or(0), used);
        player.take(judge(budget, used, period.from), cost->first);
    }
}

} // namespace

Result<DryRun> tryRule(postgres::Session &session, const AlertRule &rule,
                       const ReadConditions &readConditions, std::chrono::hours hours,
                       Timestamp now)
{
    const auto until = measuredUntil(session);
    if (!until)
        return failure(until.error());
    DryRun run;
    run.range = {floorTo(now, 1min) - hours, floorTo(now, 1min)};
    run.measuredUntil = *until;
    run.unit = rule.kind == "secret_overdue" ? "days" : unitOf(rule.measure, rule.value);
    const auto tried = tryKind(session, rule, readConditions, hours, run);
    if (!tried)
        return failure(tried.error());
    return run;
}

Result<DryRun> tryBudget(postgres::Session &session, const Budget &budget, Timestamp now)
{
    const TimeRange current = periodOf(budget, now);
    const TimeRange former = periodOf(budget, current.from - 1h);
    const auto until = measuredUntil(session);
    if (!until)
        return failure(until.error());
    DryRun run;
    run.range = {former.from, std::min(now, until->value_or(now))};
    run.step = 1h;
    run.measuredUntil = *until;
    run.unit = "USD";
    if (!*until || run.range.until <= former.from) {
        run.measuredUntil.reset(); // of that time nothing is known
        run.range.until = now;
        return run;
    }
    const auto costs = readCosts(session, budget, run.range);
    if (!costs)
        return failure(costs.error());
    Player player(0s, run);
    playPeriod(budget, former, *costs, player, run);
    playPeriod(budget, current, *costs, player, run);
    return run;
}

} // namespace gatehouse::gateway
