#include "services/gateway/store/retention.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <optional>

namespace gatehouse::gateway {

namespace {

using namespace std::string_view_literals;

constexpr std::int64_t batchSize = 5000;
constexpr int mostDailyBatches = 400;

constexpr std::array eventStatuses = {"received"sv, "queued"sv, "processed"sv, "failed"sv,
                                      "discarded"sv};
constexpr std::array jobStatuses = {"succeeded"sv, "dead"sv, "cancelled"sv};
constexpr std::array letterStates = {"open"sv, "reenqueued"sv, "recovered"sv, "discarded"sv};
constexpr std::array noStatus = {""sv};

// $1: what is older, $2: the status; for `erase` $3: how many at most; for `count` $3 and $4: open
// letters, and events of that status, that are older go by rules of their own before it is this
// one's turn. Each `count` gives how many rows a rule would delete and what they weigh; each
// `erase` deletes a batch of them. SKIP LOCKED: what an
// operator or a worker has in hand is left to the next round. An event's row is locked before its
// jobs are looked at again, and whoever opens a job changes that row, too.
struct Collection
{
    std::string_view name;
    std::span<const std::string_view> statuses;
    std::string count;
    std::string erase;
};

constexpr std::string_view dueLetters = R"(
  FROM gatehouse.dead_letter l
 WHERE l.created_at < $1 AND l.state = $2
   AND NOT EXISTS (SELECT FROM gatehouse.job_execution j
                    WHERE j.id = l.job_id AND j.status IN ('pending', 'running', 'waiting')))";
constexpr std::string_view eraseLettersOfDue = R"(
     ORDER BY l.created_at, l.id LIMIT $3 FOR UPDATE OF l SKIP LOCKED
), deaths AS (
    DELETE FROM gatehouse.earlier_death d USING due WHERE d.letter_id = due.id
)
DELETE FROM gatehouse.dead_letter l USING due WHERE l.id = due.id)";

/// Behind the conditions of an open letter, in a count.
constexpr std::string_view staysOpen = " AND l.created_at >= $3";

std::string dueJobs(std::string_view whichLetters)
{
    return R"(
  FROM gatehouse.job_execution j
 WHERE j.created_at < $1 AND j.status = $2
   AND NOT EXISTS (SELECT FROM gatehouse.dead_letter l WHERE l.job_id = j.id AND l.state = 'open')"
        + std::string(whichLetters) + ')';
}

constexpr std::string_view eraseJobsOfDue = R"(
     ORDER BY j.created_at, j.id LIMIT $3 FOR UPDATE OF j SKIP LOCKED
), tries AS (
    DELETE FROM gatehouse.delivery_attempt d USING due WHERE d.job_id = due.id
), deaths AS (
    DELETE FROM gatehouse.earlier_death d USING due, gatehouse.dead_letter l
     WHERE l.job_id = due.id AND d.letter_id = l.id
), letters AS (
    DELETE FROM gatehouse.dead_letter l USING due WHERE l.job_id = due.id
)
DELETE FROM gatehouse.job_execution j USING due WHERE j.id = due.id)";

std::string nothingOpen(std::string_view whichLetters)
{
    return R"(
   AND NOT EXISTS (SELECT FROM gatehouse.job_execution j WHERE j.event_id = e.id
                      AND j.status IN ('pending', 'running', 'waiting'))
   AND NOT EXISTS (SELECT FROM gatehouse.dead_letter l WHERE l.event_id = e.id AND l.state = 'open')"
        + std::string(whichLetters) + ')';
}

constexpr std::string_view accepted = " AND e.signature_valid AND e.status = $2";
constexpr std::string_view refused = " AND NOT e.signature_valid AND $2::text = ''";
constexpr std::string_view hasContent = " AND (p.raw_body IS NOT NULL OR p.canonical IS NOT NULL)";

constexpr std::string_view eventStays = " AND e.received_at >= $4";

constexpr std::string_view contentSize =
    "coalesce(pg_column_size(p.raw_body), 0) + coalesce(pg_column_size(p.canonical), 0)"
    " + coalesce(pg_column_size(p.headers), 0)";

constexpr std::string_view withPayload = R"(
  FROM gatehouse.webhook_event e
  LEFT JOIN gatehouse.webhook_payload p ON p.received_at = e.received_at AND p.event_id = e.id
 WHERE e.received_at < $1)";

constexpr std::string_view eraseEventsOfDue = R"(), tries AS (
    DELETE FROM gatehouse.delivery_attempt d USING due WHERE d.event_id = due.id
), deaths AS (
    DELETE FROM gatehouse.earlier_death d USING due WHERE d.event_id = due.id
), letters AS (
    DELETE FROM gatehouse.dead_letter l USING due WHERE l.event_id = due.id
), jobs AS (
    DELETE FROM gatehouse.job_execution j USING due WHERE j.event_id = due.id
), payloads AS (
    DELETE FROM gatehouse.webhook_payload p USING due
     WHERE p.received_at = due.received_at AND p.event_id = due.id
)
DELETE FROM gatehouse.webhook_event e USING due WHERE e.received_at = due.received_at AND e.id = due.id)";

constexpr std::string_view forgetContentOfDue = R"(), edits AS (
    UPDATE gatehouse.payload_edit e SET payload = NULL FROM due WHERE e.event_id = due.id
)
UPDATE gatehouse.webhook_payload p
   SET raw_body = NULL, canonical = NULL, headers = '[]', request_url = '', explanation = NULL
  FROM due WHERE p.received_at = due.received_at AND p.event_id = due.id)";

constexpr std::string_view countMinutes = R"(
SELECT count(*), coalesce(sum(pg_column_size(m.*)), 0)::bigint FROM gatehouse.secret_minute m
 WHERE m.minute < $1 AND $2::text = '')";
constexpr std::string_view eraseMinutes = R"(
DELETE FROM gatehouse.secret_minute WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM gatehouse.secret_minute WHERE minute < $1 AND $2::text = '' LIMIT $3)))";

/// What a rule is about, counted; `due` is its FROM and WHERE.
std::string countOf(std::string_view size, std::string_view due)
{
    return "SELECT count(*), coalesce(sum(" + std::string(size) + "), 0)::bigint"
        + std::string(due);
}

/// `what` goes on behind the WHERE of those that are due.
std::string eraseOf(std::string_view id, std::string_view due, std::string_view what)
{
    return "WITH due AS MATERIALIZED (SELECT " + std::string(id) + std::string(due)
        + std::string(what);
}

std::string countEvents(std::string_view which, std::string_view size)
{
    return countOf(size, std::string(withPayload).append(which).append(nothingOpen(staysOpen)));
}

std::string eraseEvents(std::string_view which, std::string_view what)
{
    return eraseOf(
        "e.received_at, e.id", std::string(withPayload).append(which).append(nothingOpen({})),
        " ORDER BY e.received_at, e.id LIMIT $3 FOR UPDATE OF e SKIP LOCKED" + std::string(what));
}

/// In the order in which they are erased: what is open is seen before what it belongs to.
std::vector<Collection> makeCollections()
{
    const std::string rowSize = "pg_column_size(e.*) + " + std::string(contentSize);
    const std::string content = std::string(accepted).append(hasContent);
    return {{"dead_letters", letterStates, countOf("pg_column_size(l.*)", dueLetters),
             eraseOf("l.id", dueLetters, eraseLettersOfDue)},
            {"jobs", jobStatuses, countOf("pg_column_size(j.*)", dueJobs(staysOpen)),
             eraseOf("j.id", dueJobs({}), eraseJobsOfDue)},
            {"events", eventStatuses, countEvents(accepted, rowSize),
             eraseEvents(accepted, eraseEventsOfDue)},
            {"refused", noStatus, countEvents(refused, rowSize),
             eraseEvents(refused, eraseEventsOfDue)},
            {"payloads", eventStatuses, countEvents(content + std::string(eventStays), contentSize),
             eraseEvents(content, forgetContentOfDue)},
            {"minutes", noStatus, std::string(countMinutes), std::string(eraseMinutes)}};
}

const std::vector<Collection> &collections()
{
    static const std::vector<Collection> all = makeCollections();
    return all;
}

const Collection *find(std::string_view name)
{
    for (const Collection &collection : collections()) {
        if (collection.name == name)
            return &collection;
    }
    return nullptr;
}

Timestamp before(Timestamp now, int days)
{
    return now - std::chrono::hours(24) * days;
}

const RetentionRule *find(const std::vector<RetentionRule> &rules, std::string_view collection,
                          std::string_view status)
{
    const auto found = std::find_if(rules.begin(), rules.end(), [&](const RetentionRule &rule) {
        return rule.collection == collection && rule.status == status;
    });
    return found == rules.end() ? nullptr : &*found;
}

/// What is older goes by the rule; without one nothing is.
Timestamp endOf(const RetentionRule *rule, Timestamp now)
{
    return rule ? before(now, rule->days) : Timestamp::min();
}

/// Does it in a transaction of its own, unless the caller has one for all.
Result<> doBatch(postgres::Session &session, const RetentionRun &run,
                 const std::function<Result<>()> &work)
{
    return run.record ? session.inTransaction(work) : work();
}

Result<> recordBatch(const RetentionRun &run, const RetentionCount &batch)
{
    return run.record && batch.rows > 0 ? run.record(batch) : Result<>();
}

/// How many rows it was.
Result<std::int64_t> eraseBatch(postgres::Session &session, const Collection &collection,
                                const RetentionRule &rule, const RetentionRun &run)
{
    std::int64_t count = 0;
    const auto done = doBatch(session, run, [&]() -> Result<> {
        const auto rows =
            session.execute(collection.erase, {before(run.now, rule.days), rule.status, batchSize});
        if (!rows)
            return failure(rows.error());
        count = rows->affected();
        return recordBatch(run, {rule, count});
    });
    return done.map([&] { return count; });
}

/// Whether it may go on.
Result<bool> eraseBatches(postgres::Session &session, const RetentionRule &rule,
                          const RetentionRun &run, RetentionReport &report)
{
    const Collection *collection = find(rule.collection);
    RetentionCount deleted{rule};
    bool hasMore = collection != nullptr;
    for (int i = 0; hasMore && i < run.mostBatches && !run.stop.stop_requested(); ++i) {
        const auto count = eraseBatch(session, *collection, rule, run);
        if (!count)
            return failure(count.error());
        deleted.rows += *count;
        hasMore = *count == batchSize;
    }
    if (deleted.rows > 0)
        report.deleted.push_back(deleted);
    return !hasMore;
}

/// After how many days nothing of an event is kept, whatever it came to; nothing: some are kept.
std::optional<int> daysOfEverything(const std::vector<RetentionRule> &rules)
{
    int longest = 0;
    const auto take = [&](std::string_view collection, std::string_view status) {
        const RetentionRule *found = find(rules, collection, status);
        if (found)
            longest = std::max(longest, found->days);
        return found != nullptr;
    };
    bool isWhole = take("refused", "");
    for (const std::string_view status : eventStatuses)
        isWhole = take("events", status) && isWhole;
    return isWhole ? std::optional(longest) : std::nullopt;
}

// The months that ended before $1 and of which nothing is open, oldest first.
constexpr std::string_view findMonths = R"(
SELECT to_char(month, 'YYYY-MM-DD')
  FROM (SELECT to_date(right(c.relname, 7), 'YYYY_MM') AS month
          FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
         WHERE i.inhparent = 'gatehouse.webhook_event'::regclass AND c.relname ~ '_\d{4}_\d\d$') AS months
 WHERE (month + interval '1 month')::timestamp AT TIME ZONE 'UTC' <= $1
   AND NOT EXISTS (SELECT FROM gatehouse.job_execution j
                    WHERE j.status IN ('pending', 'running', 'waiting')
                      AND j.event_id >= gatehouse.uuid_floor(month::timestamp AT TIME ZONE 'UTC')
                      AND j.event_id < gatehouse.uuid_floor((month + interval '1 month')::timestamp AT TIME ZONE 'UTC'))
   AND NOT EXISTS (SELECT FROM gatehouse.dead_letter l
                    WHERE l.state = 'open'
                      AND l.event_id >= gatehouse.uuid_floor(month::timestamp AT TIME ZONE 'UTC')
                      AND l.event_id < gatehouse.uuid_floor((month + interval '1 month')::timestamp AT TIME ZONE 'UTC'))
 ORDER BY month)";

/// Of the events of the month that begins at $1; what is left of them beside their partitions.
struct EraseOfMonth
{
    std::string_view name; ///< in the ledger
    std::string_view sql;
};
constexpr EraseOfMonth eraseOfMonth[] = {
    {"attempts_of_months",
     R"(DELETE FROM gatehouse.delivery_attempt WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM gatehouse.delivery_attempt
         WHERE event_id >= gatehouse.uuid_floor($1::text::timestamp AT TIME ZONE 'UTC')
           AND event_id < gatehouse.uuid_floor(($1::text::timestamp + interval '1 month') AT TIME ZONE 'UTC')
         LIMIT $2)))"},
    {"jobs_of_months",
     R"(WITH due AS MATERIALIZED (
        SELECT j.id FROM gatehouse.job_execution j
         WHERE j.event_id >= gatehouse.uuid_floor($1::text::timestamp AT TIME ZONE 'UTC')
           AND j.event_id < gatehouse.uuid_floor(($1::text::timestamp + interval '1 month') AT TIME ZONE 'UTC')
           AND j.status NOT IN ('pending', 'running', 'waiting')
         LIMIT $2 FOR UPDATE SKIP LOCKED
    ), deaths AS (
        DELETE FROM gatehouse.earlier_death d USING due, gatehouse.dead_letter l
         WHERE l.job_id = due.id AND d.letter_id = l.id
    ), letters AS (
        DELETE FROM gatehouse.dead_letter l USING due WHERE l.job_id = due.id
    )
    DELETE FROM gatehouse.job_execution j USING due WHERE j.id = due.id)"},
};

/// Whether all of them are gone; not when there were more batches than may be.
Result<bool> eraseOfMonthBy(postgres::Session &session, const EraseOfMonth &erase,
                            const std::string &month, const RetentionRun &run)
{
    std::int64_t affected = batchSize;
    const auto eraseSome = [&]() -> Result<> {
        const auto rows = session.execute(erase.sql, {month, batchSize});
        if (!rows)
            return failure(rows.error());
        affected = rows->affected();
        return recordBatch(run, {{std::string(erase.name), ""}, affected});
    };
    for (int i = 0; i < run.mostBatches && affected == batchSize && !run.stop.stop_requested();
         ++i) {
        if (auto done = doBatch(session, run, eraseSome); !done)
            return failure(done.error());
    }
    return affected < batchSize;
}

/// Whether the month is gone.
Result<bool> dropMonth(postgres::Session &session, const std::string &month, Timestamp until,
                       const RetentionRun &run)
{
    for (const EraseOfMonth &erase : eraseOfMonth) {
        if (auto isDone = eraseOfMonthBy(session, erase, month, run); !isDone || !*isDone)
            return isDone;
    }
    bool isDropped = false;
    const auto done = doBatch(session, run, [&]() -> Result<> {
        const auto rows = session.execute(
            "SELECT gatehouse.drop_month($1::text::date, $2::timestamptz)", {month, until});
        if (!rows)
            return failure(rows.error());
        isDropped = rows->get<bool>(0, 0);
        return recordBatch(run, {{"months", ""}, isDropped ? 1 : 0});
    });
    return done.map([&] { return isDropped; });
}

Result<> dropMonths(postgres::Session &session, Timestamp until, const RetentionRun &run,
                    RetentionReport &report)
{
    const auto months = session.execute(findMonths, {until});
    if (!months)
        return failure(months.error());
    for (int row = 0; row < months->size() && !run.stop.stop_requested(); ++row) {
        const auto dropped = dropMonth(session, months->get<std::string>(row, 0), until, run);
        if (!dropped)
            return failure(dropped.error());
        report.droppedMonths += *dropped ? 1 : 0;
        report.isDone = report.isDone && *dropped;
    }
    return {};
}

constexpr std::string_view claimDay = R"(
INSERT INTO gatehouse.setting VALUES ('retention_ran_at', $1::timestamptz::text)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value
 WHERE gatehouse.setting.value::timestamptz < $1::timestamptz - interval '1 day')";

constexpr std::string_view recordProgress = R"(
INSERT INTO gatehouse.retention_progress AS p VALUES ($1, $2, $3, $4)
    ON CONFLICT (collection, status, days) DO UPDATE SET rows = p.rows + excluded.rows)";

// $2: why it ended; NULL: it is a whole run.
constexpr std::string_view tellProgress = R"(
WITH told AS (
    DELETE FROM gatehouse.retention_progress RETURNING *
), summary AS (
    SELECT count(*) AS parts, coalesce(sum(rows) FILTER (WHERE collection = 'months'), 0)::bigint AS months,
           coalesce(jsonb_agg(jsonb_build_object('collection', collection, 'status', status, 'days', days,
                                                 'rows', rows)
                              ORDER BY collection, status, days)
                    FILTER (WHERE collection <> 'months'), '[]') AS deleted
      FROM told
)
SELECT gatehouse.append_audit('gateway', 'gateway', 'retention.run', 'retention', 'rules', '',
           jsonb_build_object('deleted', deleted, 'dropped_months', months, 'is_done', $1::boolean)
               || CASE WHEN $2::text IS NULL THEN '{}' ELSE jsonb_build_object('error', $2::text) END)
  FROM summary WHERE parts > 0 OR $2::text IS NOT NULL)";

/// An entry of what was deleted and not told yet; none when that is nothing and nothing failed.
Result<> writeEntry(postgres::Session &session, bool isDone, const postgres::Value &error = {})
{
    return session.execute(tellProgress, {isDone, error}).map([](const postgres::Rows &) {});
}

/// Of a run that another process, or this one a day ago, did not bring to an end.
Result<> tellOfInterrupted(postgres::Session &session)
{
    const auto left = session.execute("SELECT FROM gatehouse.retention_progress LIMIT 1");
    if (!left)
        return failure(left.error());
    return left->isEmpty()
        ? Result<>()
        : writeEntry(session, false, std::string("The run was cut off before it could tell."));
}

/// By the stored rules. A statement that a stop has cancelled is no failure.
Result<RetentionReport> runStoredRules(postgres::Session &session, const RetentionRun &run)
{
    const auto rules = readRetentionRules(session);
    auto report = rules ? runRetention(session, *rules, run) : failure(rules.error());
    if (!report && report.error().kind == ErrorKind::Cancelled && run.stop.stop_requested())
        return RetentionReport{{}, 0, false};
    return report;
}

} // namespace

std::span<const std::string_view> retentionStatuses(std::string_view collection)
{
    const Collection *found = find(collection);
    return found ? found->statuses : std::span<const std::string_view>();
}

Result<std::vector<RetentionRule>> readRetentionRules(postgres::Session &session)
{
    return session
        .execute("SELECT collection, status, days::bigint FROM gatehouse.retention_rule"
                 " ORDER BY collection, status")
        .map([](const postgres::Rows &rows) {
            std::vector<RetentionRule> rules;
            rules.reserve(std::size_t(rows.size()));
            for (int row = 0; row < rows.size(); ++row)
                rules.push_back({rows.get<std::string>(row, 0), rows.get<std::string>(row, 1),
                                 static_cast<int>(rows.get<std::int64_t>(row, 2))});
            return rules;
        });
}

Result<Timestamp> databaseTime(postgres::Session &session)
{
    return session.execute("SELECT now()").map([](const postgres::Rows &rows) {
        return rows.get<Timestamp>(0, 0);
    });
}

Result<std::vector<RetentionCount>> countRetention(postgres::Session &session,
                                                   const std::vector<RetentionRule> &rules,
                                                   Timestamp now)
{
    std::vector<RetentionCount> counts;
    const Timestamp openLetters = endOf(find(rules, "dead_letters", "open"), now);
    for (const RetentionRule &rule : rules) {
        const Collection *collection = find(rule.collection);
        if (!collection)
            continue;
        const auto rows = session.execute(collection->count,
                                          {before(now, rule.days), rule.status, openLetters,
                                           endOf(find(rules, "events", rule.status), now)});
        if (!rows)
            return failure(rows.error());
        counts.push_back({rule, rows->get<std::int64_t>(0, 0), rows->get<std::int64_t>(0, 1)});
    }
    return counts;
}

Result<RetentionReport> runRetention(postgres::Session &session,
                                     const std::vector<RetentionRule> &rules,
                                     const RetentionRun &run)
{
    RetentionReport report;
    for (const Collection &collection : collections()) {
        for (const RetentionRule &rule : rules) {
            if (rule.collection != collection.name)
                continue;
            const auto isDone = eraseBatches(session, rule, run, report);
            if (!isDone)
                return failure(isDone.error());
            report.isDone = report.isDone && *isDone;
        }
    }
    // Last, because dropping locks everybody out until the transaction is over.
    if (const auto days = daysOfEverything(rules)) {
        if (auto dropped = dropMonths(session, before(run.now, *days), run, report); !dropped)
            return failure(dropped.error());
    }
    report.isDone = report.isDone && !run.stop.stop_requested();
    return report;
}

Result<std::optional<RetentionReport>> runDailyRetention(postgres::Session &session, Timestamp now,
                                                         const std::stop_token &stop)
{
    const auto claimed = session.execute(claimDay, {now});
    if (!claimed)
        return failure(claimed.error());
    if (claimed->affected() == 0)
        return std::optional<RetentionReport>();
    if (auto told = tellOfInterrupted(session); !told)
        return failure(told.error());
    const auto record = [&](const RetentionCount &batch) {
        return session
            .execute(recordProgress,
                     {batch.rule.collection, batch.rule.status, std::int64_t{batch.rule.days},
                      batch.rows})
            .map([](const postgres::Rows &) {});
    };
    const auto report = runStoredRules(session, {now, mostDailyBatches, stop, record});
    const auto told = report ? writeEntry(session, report->isDone)
                             : writeEntry(session, false, report.error().message.toStdString());
    if (!report || !told)
        return failure(report ? told.error() : report.error());
    return std::optional(*report);
}

std::string countsJson(const std::vector<RetentionCount> &counts, bool withBytes)
{
    QJsonArray list;
    for (const RetentionCount &count : counts) {
        QJsonObject item{
            {QStringLiteral("collection"), QString::fromStdString(count.rule.collection)},
            {QStringLiteral("status"), QString::fromStdString(count.rule.status)},
            {QStringLiteral("days"), count.rule.days},
            {QStringLiteral("rows"), qint64(count.rows)}};
        if (withBytes)
            item.insert(QStringLiteral("bytes"), qint64(count.bytes));
        list.append(item);
    }
    return QJsonDocument(list).toJson(QJsonDocument::Compact).toStdString();
}

std::string reportJson(const RetentionReport &report)
{
    return R"({"deleted":)" + countsJson(report.deleted, false) + R"(,"dropped_months":)"
        + std::to_string(report.droppedMonths) + R"(,"is_done":)"
        + (report.isDone ? "true}" : "false}");
}

} // namespace gatehouse::gateway
