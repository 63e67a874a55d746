#pragma once

#include "services/core/clock.h"
#include "services/core/result.h"
#include "services/postgres/session.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::gateway {

/// How long things of a collection and status are kept. What no rule names is kept.
struct RetentionRule
{
    std::string collection; ///< events, payloads, jobs, dead_letters, refused, minutes
    std::string status; ///< of the event, job or letter; empty where there is none
    int days = 0;
};

/// The statuses that rules of a collection may name; empty: it knows no such collection.
std::span<const std::string_view> retentionStatuses(std::string_view collection);

/// What a rule comes to.
struct RetentionCount
{
    RetentionRule rule;
    std::int64_t rows = 0;
    std::int64_t bytes = 0; ///< about; of what was deleted none are counted
};

Result<std::vector<RetentionRule>> readRetentionRules(postgres::Session &session);

/// By which everything here goes, like the other jobs on the database.
Result<Timestamp> databaseTime(postgres::Session &session);

/// What a run would delete now, rule by rule, beside the other rules; deletes nothing.
Result<std::vector<RetentionCount>> countRetention(postgres::Session &session,
                                                   const std::vector<RetentionRule> &rules,
                                                   Timestamp now);

struct RetentionReport
{
    std::vector<RetentionCount> deleted; ///< rules that something was deleted for
    std::int64_t droppedMonths = 0; ///< whole partitions; their rows are in no count
    bool isDone = true; ///< false: there is more, after `mostBatches` of a rule
};

struct RetentionRun
{
    Timestamp now; ///< databaseTime
    int mostBatches; ///< of each rule
    std::stop_token stop = {}; ///< ends it behind the batch; the caller cancels the statement
    /// What a batch deleted, or {"months", ""}, or what was left of a month beside its events
    /// ("attempts_of_months", "jobs_of_months"), in that batch's transaction. Null: the caller has
    /// one transaction for all.
    std::function<Result<>(const RetentionCount &)> record = {};
};

/// Deletes what the rules say, in batches, so that no lock is held for long: letters first, then
/// jobs, events and bodies. Nothing goes of an event that has an open job (pending, running,
/// waiting) or, but by a rule for open letters, an open dead letter. A month that is past the rules
/// of every status is dropped as a partition. Any number of gateways may do it at once.
Result<RetentionReport> runRetention(postgres::Session &session,
                                     const std::vector<RetentionRule> &rules,
                                     const RetentionRun &run);

/// runRetention with the stored rules, unless some gateway did within the last day (nothing: it was
/// not due), and an entry of the ledger by `gateway` when something was deleted or it failed. What
/// is deleted is written down with each batch: when the run is cut off before its entry, the next
/// one writes it.
Result<std::optional<RetentionReport>> runDailyRetention(postgres::Session &session, Timestamp now,
                                                         const std::stop_token &stop = {});

/// [{"collection", "status", "days", "rows", "bytes"}, ...].
std::string countsJson(const std::vector<RetentionCount> &counts, bool withBytes);
/// For the ledger and answers: {"deleted": [counts], "dropped_months", "is_done"}.
std::string reportJson(const RetentionReport &report);

} // namespace gatehouse::gateway
