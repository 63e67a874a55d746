#include "services/gateway/bulk/bulkwork.h"

#include "services/gateway/store/jobstore.h"
#include "services/gateway/store/textcolumn.h"

#include <boost/json.hpp>

#include <functional>
#include <map>
#include <optional>

namespace gatehouse::gateway {

using postgres::Array;

namespace {

constexpr std::size_t longestWhy = 500;

// A lease that ends further ahead than one lasts was written by a clock that was set back since.
constexpr std::string_view claimWork = R"(
UPDATE gatehouse.bulk_operation o
   SET runner = $1, lease_until = now() + make_interval(secs => $2), state = 'running',
       started_at = coalesce(o.started_at, now()),
       state_changed_at = CASE o.state WHEN 'planned' THEN now() ELSE o.state_changed_at END,
       state_changed_by = CASE o.state WHEN 'planned' THEN 'gateway' ELSE o.state_changed_by END,
       commit_xid = pg_current_xact_id()
  FROM (SELECT id FROM gatehouse.bulk_operation
         WHERE state IN ('planned', 'running') AND runner IS DISTINCT FROM $1
           AND (lease_until IS NULL OR lease_until < now()
                OR lease_until > now() + make_interval(secs => 2 * $2))
         ORDER BY created_at, id FOR UPDATE SKIP LOCKED) free
 WHERE o.id = free.id
RETURNING o.id, o.action, o.rate_per_second, o.ramp, o.stop_on_failure_ratio, o.created_by, o.created_role,
          o.reason, o.source_ip, o.user_agent)";

constexpr std::string_view releaseWork =
    "UPDATE gatehouse.bulk_operation SET runner = NULL, lease_until = NULL"
    " WHERE runner = $1 AND state = 'running'";

constexpr std::string_view renewLease = R"(
UPDATE gatehouse.bulk_operation SET lease_until = now() + make_interval(secs => $3)
 WHERE id = $1 AND runner = $2 AND state = 'running')";

constexpr std::string_view pickItems = R"(
SELECT id, target_id, job_id, event_id, tenant, source
  FROM gatehouse.bulk_item
 WHERE operation_id = $1 AND outcome = 'pending'
 ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)";

constexpr std::string_view lockItemJobs =
    "SELECT FROM gatehouse.job_execution WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE";
constexpr std::string_view lockItemLetters =
    "SELECT FROM gatehouse.dead_letter WHERE job_id = ANY($1::uuid[]) ORDER BY id FOR UPDATE";

constexpr std::string_view writeLedger = R"(
SELECT gatehouse.append_audit($1::text, $2::text, $3::text, $4::text, u.target::text, $5::text,
                              u.detail::jsonb, $6::text, $7::text)
  FROM unnest($8::uuid[], $9::text[]) WITH ORDINALITY AS u(target, detail, place)
 ORDER BY u.place)";

constexpr std::string_view settleItems = R"(
UPDATE gatehouse.bulk_item i
   SET outcome = u.outcome, why = u.why, settled_at = clock_timestamp(),
       delivery = CASE WHEN u.outcome = 'done' AND $4 THEN 'under_way' END
  FROM unnest($1::bigint[], $2::text[], $3::text[]) AS u(id, outcome, why)
 WHERE i.id = u.id)";

constexpr std::string_view countItems = R"(
WITH counted AS (
    INSERT INTO gatehouse.bulk_second AS known (operation_id, second, done, not_eligible, failed)
    VALUES ($1, date_trunc('second', clock_timestamp()), $2, $3, $4)
        ON CONFLICT (operation_id, second) DO UPDATE
       SET done = known.done + excluded.done, not_eligible = known.not_eligible + excluded.not_eligible,
           failed = known.failed + excluded.failed
)
UPDATE gatehouse.bulk_operation
   SET pending = pending - $2 - $3 - $4, done = done + $2, not_eligible = not_eligible + $3,
       failed = failed + $4, commit_xid = pg_current_xact_id()
 WHERE id = $1 RETURNING pending)";

// The gateway ends it by itself, and the ledger says so.
constexpr std::string_view endWork = R"(
WITH ended AS (
    UPDATE gatehouse.bulk_operation
       SET state = $3, state_changed_at = now(), state_changed_by = 'gateway', state_reason = $5,
           finished_at = CASE $3 WHEN 'finished' THEN now() END, runner = NULL, lease_until = NULL,
           commit_xid = pg_current_xact_id()
     WHERE id = $1 AND runner = $2 AND state = 'running'
 RETURNING *
)
SELECT gatehouse.append_audit('gateway', 'gateway', $4, 'bulk_operation', id::text, coalesce($5, ''),
           jsonb_build_object('action', action, 'total', total, 'done', done, 'not_eligible', not_eligible,
               'failed', failed, 'tenants', to_jsonb(tenants), 'sources', to_jsonb(sources),
               'before', jsonb_build_object('state', 'running'), 'after', jsonb_build_object('state', state)))
  FROM ended)";

// What has not come back yet says nothing, and is not among the rows of the index
// (bulk_item_known).
constexpr std::string_view judgeItems = R"(
SELECT count(*), count(*) FILTER (WHERE is_failed)
  FROM (SELECT outcome = 'failed' OR delivery <> 'succeeded' AS is_failed
          FROM gatehouse.bulk_item
         WHERE operation_id = $1
           AND id > (SELECT judged_after FROM gatehouse.bulk_operation WHERE id = $1)
           AND (outcome = 'failed' OR delivery IN ('waiting', 'succeeded', 'dead'))
         ORDER BY id DESC LIMIT $2) newest)";

struct Item
{
    std::int64_t id = 0;
    Uuid target, job, event;
    std::optional<std::string> tenant;
    std::string source;
    std::optional<std::string> whyNot;
};

Array<Uuid> idsOf(const std::vector<Item> &items, Uuid Item::*member)
{
    Array<Uuid> ids;
    ids.reserve(items.size());
    for (const Item &item : items)
        ids.emplace_back(item.*member);
    return ids;
}

std::vector<Uuid> listOf(const std::vector<Item> &items, Uuid Item::*member)
{
    std::vector<Uuid> ids;
    ids.reserve(items.size());
    for (const Item &item : items)
        ids.push_back(item.*member);
    return ids;
}

/// One transaction's work on one operation: the steps in the order in which they are called.
class Batch
{
public:
    Batch(postgres::Session &session, const BulkWork &work, const std::string &runner)
        : m_session(session)
        , m_work(work)
        , m_runner(runner)
    {
    }

    /// False: the operation is no longer this runner's.
    Result<bool> hold()
    {
        return m_session.execute(renewLease, {m_work.id, m_runner, double(bulkLease.count())})
            .map([](const postgres::Rows &rows) { return rows.affected() == 1; });
    }

    Result<> pick(std::int64_t most)
    {
        return m_session.execute(pickItems, {m_work.id, most})
            .map([this](const postgres::Rows &rows) {
                for (int row = 0; row < rows.size(); ++row)
                    m_items.push_back({rows.get<std::int64_t>(row, 0), rows.get<Uuid>(row, 1),
                                       rows.get<Uuid>(row, 2), rows.get<Uuid>(row, 3),
                                       rows.find<std::string>(row, 4),
                                       rows.get<std::string>(row, 5), "it is gone"});
            });
    }
    bool isEmpty() const { return m_items.empty(); }

    /// Locks, then finds out what can be done, does it, and writes that down.
    Result<BulkStep> workOff()
    {
        return lock()
            .and_then([this] { return judge(); })
            .and_then([this] { return act(); })
            .and_then([this] { return writeEntries(); })
            .and_then([this] { return settle("done"); });
    }

    Result<BulkStep> giveUp(const std::string &why)
    {
        for (Item &item : m_items)
            item.whyNot.reset();
        return settle("failed", textColumn(why, longestWhy));
    }

    /// The operation has no item left.
    Result<BulkStep> finish(std::int64_t settled)
    {
        return m_session
            .execute(endWork,
                     {m_work.id, m_runner, "finished", "bulk-operations.finish", postgres::Value()})
            .map([settled](const postgres::Rows &) {
                return BulkStep{settled, true};
            });
    }

private:
    Result<> lock()
    {
        const auto jobs = m_session.execute(lockItemJobs, {idsOf(m_items, &Item::job)});
        const auto letters = jobs ? m_session.execute(lockItemLetters, {idsOf(m_items, &Item::job)})
                                  : failure(jobs.error());
        return letters.map([](const postgres::Rows &) {});
    }

    /// Those that can be done go to the front of m_eligible, with their state as it is now.
    Result<> judge()
    {
        const std::string sql = "SELECT id, " + std::string(m_work.action->whyNot) + " FROM "
            + std::string(m_work.action->view) + " WHERE id = ANY($1::uuid[])";
        const auto rows = m_session.execute(sql, {idsOf(m_items, &Item::target)});
        if (!rows)
            return failure(rows.error());
        std::map<Uuid, std::optional<std::string>> found;
        for (int row = 0; row < rows->size(); ++row)
            found[rows->get<Uuid>(row, 0)] = rows->find<std::string>(row, 1);
        for (Item &item : m_items) {
            if (const auto known = found.find(item.target); known != found.end())
                item.whyNot = known->second;
            if (!item.whyNot)
                m_eligible.push_back(item);
        }
        return states().map([this](auto read) { m_before = std::move(read); });
    }

    Result<std::map<Uuid, boost::json::value>> states()
    {
        const std::string sql = "SELECT id, (" + std::string(m_work.action->state) + ")::text FROM "
            + std::string(m_work.action->view) + " WHERE id = ANY($1::uuid[])";
        return m_session.execute(sql, {idsOf(m_eligible, &Item::target)})
            .map([](const postgres::Rows &rows) {
                std::map<Uuid, boost::json::value> states;
                for (int row = 0; row < rows.size(); ++row)
                    states[rows.get<Uuid>(row, 0)] =
                        boost::json::parse(rows.get<std::string>(row, 1));
                return states;
            });
    }

    Result<> act()
    {
        if (m_eligible.empty())
            return {};
        const std::vector<Uuid> jobs = listOf(m_eligible, &Item::job);
        Result<> done;
        if (m_work.action->isDelivering)
            done = requeueJobs(m_work.actor, m_session, jobs, true);
        else if (m_work.action->name == "discard")
            done = discardLetters(m_work.actor, m_session, jobs).map([](std::int64_t) {});
        else
            done = cancelJobs(m_work.actor, m_session, jobs);
        return done ? settleEvents(m_work.actor, m_session, listOf(m_eligible, &Item::event))
                    : done;
    }

    std::string detailOf(const Item &item, const boost::json::value &after) const
    {
        const boost::json::object detail{
            {"event_id", item.event.toString()},
            {"tenant", item.tenant ? boost::json::value(*item.tenant) : boost::json::value()},
            {"source", item.source},
            {"job_ids", boost::json::array{item.job.toString()}},
            {"bulk_operation", m_work.id.toString()},
            {"before", m_before.at(item.target)},
            {"after", after}};
        return boost::json::serialize(detail);
    }

    Result<> writeEntries()
    {
        if (m_eligible.empty())
            return {};
        const auto after = states();
        if (!after)
            return failure(after.error());
        Array<std::string> details;
        for (const Item &item : m_eligible)
            details.emplace_back(detailOf(item, after->at(item.target)));
        const BulkAction &action = *m_work.action;
        return m_session
            .execute(writeLedger,
                     {m_work.actor, m_work.role, std::string(action.ledgerAction),
                      std::string(action.targetType), m_work.reason, m_work.sourceAddress,
                      m_work.userAgent, idsOf(m_eligible, &Item::target), details})
            .map([](const postgres::Rows &) {});
    }

    Result<BulkStep> settle(const std::string &outcome, const std::optional<std::string> &why = {})
    {
        Array<std::int64_t> ids;
        Array<std::string> outcomes, reasons;
        std::int64_t refused = 0;
        for (const Item &item : m_items) {
            ids.emplace_back(item.id);
            outcomes.emplace_back(item.whyNot ? "not_eligible" : outcome);
            reasons.push_back(item.whyNot ? item.whyNot : why);
            refused += item.whyNot ? 1 : 0;
        }
        const auto settled =
            m_session.execute(settleItems, {ids, outcomes, reasons, m_work.action->isDelivering});
        if (!settled)
            return failure(settled.error());
        const auto count = static_cast<std::int64_t>(m_items.size());
        const std::int64_t rest = count - refused;
        const bool isDone = outcome == "done";
        const auto left = m_session.execute(
            countItems,
            {m_work.id, isDone ? rest : std::int64_t(0), refused, isDone ? std::int64_t(0) : rest});
        if (!left)
            return failure(left.error());
        return left->get<std::int64_t>(0, 0) > 0 ? BulkStep{count, false} : finish(count);
    }

    postgres::Session &m_session;
    const BulkWork &m_work;
    const std::string &m_runner;
    std::vector<Item> m_items, m_eligible;
    std::map<Uuid, boost::json::value> m_before;
};

/// Holds the operation and picks items; then does with them what `work` says.
Result<BulkStep> inBatch(postgres::Session &session, const BulkWork &work,
                         const std::string &runner, std::int64_t most,
                         const std::function<Result<BulkStep>(Batch &)> &doWith)
{
    BulkStep step{0, true};
    const auto done = session.inTransaction([&]() -> Result<> {
        Batch batch(session, work, runner);
        const auto isHeld = batch.hold();
        if (!isHeld || !*isHeld)
            return isHeld.map([](bool) {});
        if (auto picked = batch.pick(most); !picked)
            return picked;
        return (batch.isEmpty() ? batch.finish(0) : doWith(batch)).map([&](const BulkStep &made) {
            step = made;
        });
    });
    return done.map([&] { return step; });
}

BulkWork workOfRow(const postgres::Rows &rows, int row)
{
    BulkWork work;
    work.id = rows.get<Uuid>(row, 0);
    work.action = findBulkAction(rows.get<std::string>(row, 1));
    work.perSecond = static_cast<int>(rows.get<std::int64_t>(row, 2));
    work.hasRamp = rows.get<bool>(row, 3);
    work.stopRatio = rows.get<double>(row, 4);
    work.actor = rows.get<std::string>(row, 5);
    work.role = rows.get<std::string>(row, 6);
    work.reason = rows.get<std::string>(row, 7);
    work.sourceAddress = rows.value(row, 8);
    work.userAgent = rows.value(row, 9);
    return work;
}

} // namespace

Result<std::vector<BulkWork>> claimBulkWork(postgres::Session &session, const std::string &runner)
{
    return session.execute(claimWork, {runner, double(bulkLease.count())})
        .map([](const postgres::Rows &rows) {
            std::vector<BulkWork> claimed;
            for (int row = 0; row < rows.size(); ++row)
                claimed.push_back(workOfRow(rows, row));
            return claimed;
        });
}

Result<> releaseBulkWork(postgres::Session &session, const std::string &runner)
{
    return session.execute(releaseWork, {runner}).map([](const postgres::Rows &) {});
}

Result<BulkStep> workOff(postgres::Session &session, const BulkWork &work,
                         const std::string &runner, std::int64_t most)
{
    return inBatch(session, work, runner, most, [](Batch &batch) { return batch.workOff(); });
}

Result<BulkStep> giveUpNext(postgres::Session &session, const BulkWork &work,
                            const std::string &runner, const std::string &why)
{
    return inBatch(session, work, runner, 1, [&](Batch &batch) { return batch.giveUp(why); });
}

Result<BulkVerdict> judgeBulkWork(postgres::Session &session, const BulkWork &work)
{
    return session.execute(judgeItems, {work.id, bulkWindow}).map([](const postgres::Rows &rows) {
        return BulkVerdict{rows.get<std::int64_t>(0, 0), rows.get<std::int64_t>(0, 1)};
    });
}

bool isTooBad(const BulkVerdict &verdict, double stopRatio)
{
    return verdict.judged >= fewestJudged
        && double(verdict.failed) > stopRatio * double(verdict.judged);
}

Result<> stopBulkWork(postgres::Session &session, const BulkWork &work, const std::string &runner,
                      const BulkVerdict &verdict)
{
    const std::string why = std::to_string(verdict.failed) + " of the last "
        + std::to_string(verdict.judged) + " items that came back failed";
    return session.execute(endWork, {work.id, runner, "stopped", "bulk-operations.stop", why})
        .map([](const postgres::Rows &) {});
}

} // namespace gatehouse::gateway
