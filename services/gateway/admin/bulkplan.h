#pragma once

#include "services/gateway/admin/change.h"
#include "services/gateway/admin/query.h"
#include "services/gateway/bulk/bulkaction.h"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <variant>

namespace gatehouse::gateway::admin {

/// What a bulk operation is asked to do, checked.
struct BulkWish
{
    const BulkAction *action = nullptr;
    boost::json::object selection; ///< as it was asked for
    /// The conditions of the selection and of the actor's scope, over BulkAction::view.
    Query rows;
    std::int64_t namedIds = 0; ///< of a selection by ids
    std::int64_t perSecond = 0;
    bool hasRamp = false;
    double stopRatio = 1;
    bool isDryRun = false;
    std::optional<std::string> confirmed; ///< the environment's name, as it was typed
};

/// `{action, selection: {ids} | {filter} | {all: true}, rate_per_second, ramp,
/// stop_on_failure_ratio, dry_run, confirm}`, or 400 that names what is wrong; 403 for an action
/// that the actor has not.
Result<std::variant<BulkWish, http::Response>> readBulkWish(const ChangeRequest &request,
                                                            postgres::Session &session);

/// No more items than that are frozen.
inline constexpr std::int64_t mostBulkItems = 200'000;

/// What an operation would be, before it is started.
struct BulkPlan
{
    std::int64_t selected = 0; ///< at most mostBulkItems + 1
    std::int64_t eligible = 0;
    /// {action, selected, total, candidates, is_everything, by_root_cause, by_tenant, not_eligible,
    /// estimated_seconds, estimated_ai, notes}: docs/contract.md, section 6
    boost::json::object json;
};

Result<BulkPlan> planBulk(const ChangeRequest &request, postgres::Session &session,
                          const BulkWish &wish);

/// `WITH chosen AS (...)`: the rows of the selection, oldest first, with target_id, job_id,
/// event_id, tenant, source, root_cause and why (it cannot be done).
std::string chosenSql(const BulkWish &wish);

} // namespace gatehouse::gateway::admin
