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

// $1: what is older, $2: the status, $3: how many at most. Each `count` gives how many rows
// a rule is about and what they weigh; each `erase` deletes a batch of them. SKIP LOCKED: what an
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

constexpr std::string_view dueJobs = R"(
  FROM gatehouse.job_execution j
 WHERE j.created_at < $1 AND j.status = $2
   AND NOT EXISTS (SELECT FROM gatehouse.dead_letter l WHERE l.job_id = j.id AND l.state = 'open'))";
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

constexpr std::string_view nothingOpen = R"(
   AND NOT EXISTS (SELECT FROM gatehouse.job_execution j WHERE j.event_id = e.id
                      AND j.status IN ('pending', 'running', 'waiting'))
   AND NOT EXISTS (SELECT FROM gatehouse.dead_letter l WHERE l.event_id = e.id AND l.state = 'open'))";

constexpr std::string_view accepted = " AND e.signature_valid AND e.status = $2";
constexpr std::string_view refused = " AND NOT e.signature_valid AND $2::text = ''";
constexpr std::string_view hasContent = " AND (p.raw_body IS NOT NULL OR p.canonical IS NOT NULL)";

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

constexpr std::string_view forgetContentOfDue = R"()
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
    return countOf(size, std::string(withPayload).append(which).append(nothingOpen));
}

std::string eraseEvents(std::string_view which, std::string_view what)
{
    return eraseOf(
        "e.received_at, e.id", std::string(withPayload).append(which).append(nothingOpen),
        " ORDER BY e.received_at, e.id LIMIT $3 FOR UPDATE OF e SKIP LOCKED" + std::string(what));
}

/// In the order in which they are erased: what is open is seen before what it belongs to.
std::vector<Collection> makeCollections()
{
    const std::string rowSize = "pg_column_size(e.*) + " + std::string(contentSize);
    const std::string content = std::string(accepted).append(hasContent);
    return {{"dead_letters", letterStates, countOf("pg_column_size(l.*)", dueLetters),
             eraseOf("l.id", dueLetters, eraseLettersOfDue)},
            {"jobs", jobStatuses, countOf("pg_column_size(j.*)", dueJobs),
             eraseOf("j.id", dueJobs, eraseJobsOfDue)},
            {"events", eventStatuses, countEvents(accepted, rowSize),
             eraseEvents(accepted, eraseEventsOfDue)},
            {"refused", noStatus, countEvents(refused, rowSize),
             eraseEvents(refused, eraseEventsOfDue)},
            {"payloads", eventStatuses, countEvents(content, contentSize),
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

/// Whether it may go on.
Result<bool> eraseBatches(postgres::Session &session, const RetentionRule &rule, Timestamp now,
                          int mostBatches, RetentionReport &report)
{
    const Collection *collection = find(rule.collection);
    RetentionCount deleted{rule};
    bool hasMore = collection != nullptr;
    for (int i = 0; hasMore && i < mostBatches; ++i) {
        const auto rows =
            session.execute(collection->erase, {before(now, rule.days), rule.status, batchSize});
        if (!rows)
            return failure(rows.error());
        deleted.rows += rows->affected();
        hasMore = rows->affected() == batchSize;
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
        const auto found = std::find_if(rules.begin(), rules.end(), [&](const RetentionRule &rule) {
            return rule.collection == collection && rule.status == status;
        });
        if (found != rules.end())
            longest = std::max(longest, found->days);
        return found != rules.end();
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
constexpr std::string_view eraseOfMonth[] = {
    R"(DELETE FROM gatehouse.delivery_attempt WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM gatehouse.delivery_attempt
         WHERE event_id >= gatehouse.uuid_floor($1::text::timestamp AT TIME ZONE 'UTC')
           AND event_id < gatehouse.uuid_floor(($1::text::timestamp + interval '1 month') AT TIME ZONE 'UTC')
         LIMIT $2)))",
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
    DELETE FROM gatehouse.job_execution j USING due WHERE j.id = due.id)",
};

/// Whether the month is gone; not when there were more batches than may be.
Result<bool> dropMonth(postgres::Session &session, const std::string &month, Timestamp until,
                       int mostBatches)
{
    for (const std::string_view erase : eraseOfMonth) {
        std::int64_t affected = batchSize;
        for (int i = 0; i < mostBatches && affected == batchSize; ++i) {
            const auto rows = session.execute(erase, {month, batchSize});
            if (!rows)
                return failure(rows.error());
            affected = rows->affected();
        }
    }
    return session
        .execute("SELECT gatehouse.drop_month($1::text::date, $2::timestamptz)", {month, until})
        .map([](const postgres::Rows &rows) { return rows.get<bool>(0, 0); });
}

Result<> dropMonths(postgres::Session &session, Timestamp until, int mostBatches,
                    RetentionReport &report)
{
    const auto months = session.execute(findMonths, {until});
    if (!months)
        return failure(months.error());
    for (int row = 0; row < months->size(); ++row) {
        const auto dropped =
            dropMonth(session, months->get<std::string>(row, 0), until, mostBatches);
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

constexpr std::string_view appendEntry =
    "SELECT gatehouse.append_audit('gateway', 'gateway', 'retention.run', 'retention', 'rules', '',"
    " $1::jsonb)";

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
            for (int row = 0; row < rows.size(); ++row)
                rules.push_back({rows.get<std::string>(row, 0), rows.get<std::string>(row, 1),
                                 static_cast<int>(rows.get<std::int64_t>(row, 2))});
            return rules;
        });
}

Result<std::vector<RetentionCount>> countRetention(postgres::Session &session,
                                                   const std::vector<RetentionRule> &rules,
                                                   Timestamp now)
{
    std::vector<RetentionCount> counts;
    for (const RetentionRule &rule : rules) {
        const Collection *collection = find(rule.collection);
        if (!collection)
            continue;
        const auto rows = session.execute(collection->count, {before(now, rule.days), rule.status});
        if (!rows)
            return failure(rows.error());
        counts.push_back({rule, rows->get<std::int64_t>(0, 0), rows->get<std::int64_t>(0, 1)});
    }
    return counts;
}

Result<RetentionReport> runRetention(postgres::Session &session,
                                     const std::vector<RetentionRule> &rules, Timestamp now,
                                     int mostBatches)
{
    RetentionReport report;
    for (const Collection &collection : collections()) {
        for (const RetentionRule &rule : rules) {
            if (rule.collection != collection.name)
                continue;
            const auto isDone = eraseBatches(session, rule, now, mostBatches, report);
            if (!isDone)
                return failure(isDone.error());
            report.isDone = report.isDone && *isDone;
        }
    }
    // Last, because dropping locks everybody out until the transaction is over.
    if (const auto days = daysOfEverything(rules)) {
        if (auto dropped = dropMonths(session, before(now, *days), mostBatches, report); !dropped)
            return failure(dropped.error());
    }
    return report;
}

Result<std::optional<RetentionReport>> runDailyRetention(postgres::Session &session, Timestamp now)
{
    const auto claimed = session.execute(claimDay, {now});
    if (!claimed)
        return failure(claimed.error());
    if (claimed->affected() == 0)
        return std::optional<RetentionReport>();
    const auto rules = readRetentionRules(session);
    const auto report =
        rules ? runRetention(session, *rules, now, mostDailyBatches) : failure(rules.error());
    if (!report)
        return failure(report.error());
    if (!report->deleted.empty() || report->droppedMonths > 0) {
        const auto written = session.execute(appendEntry, {postgres::Json{reportJson(*report)}});
        if (!written)
            return failure(written.error());
    }
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
