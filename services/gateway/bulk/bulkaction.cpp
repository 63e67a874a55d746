#include "services/gateway/bulk/bulkaction.h"

#include <algorithm>
#include <array>

namespace gatehouse::gateway {

namespace {

constexpr std::string_view letterWhyNot = R"(CASE
    WHEN state <> 'open' THEN 'it is not open any more: it is ' || state
    WHEN job_status IN ('pending', 'waiting', 'running') THEN 'its job is already under way again' END)";
constexpr std::string_view retryWhyNot = R"(CASE
    WHEN task_name = 'ai_job' THEN 'it runs in an AI system, which retries it'
    WHEN status <> 'dead' THEN 'it is not dead: it is ' || status END)";
constexpr std::string_view cancelWhyNot = R"(CASE
    WHEN task_name = 'ai_job' THEN 'it runs in an AI system, which cancels it'
    WHEN status NOT IN ('pending', 'waiting') THEN 'it is not waiting: it is ' || status END)";

constexpr std::string_view letterState =
    "jsonb_build_object('state', state, 'job_status', job_status, 'attempts', attempts,"
    " 'reenqueues', reenqueues)";
constexpr std::string_view jobState =
    "jsonb_build_object('status', status, 'attempts', attempts, 'mode', mode)";

constexpr std::string_view rootCauseOfJob = "(SELECT l.root_cause FROM gatehouse.dead_letter l"
                                            " WHERE l.job_id = console.jobs.id)";

constexpr std::array actions{
    BulkAction{"reenqueue", "dead_letter", "console.dead_letters", "dlq.reenqueue", letterWhyNot,
               letterState, "state = 'open'", "job_id", "root_cause", true},
    BulkAction{"retry", "job", "console.jobs", "jobs.retry", retryWhyNot, jobState,
               "status = 'dead'", "id", rootCauseOfJob, true},
    BulkAction{"discard", "dead_letter", "console.dead_letters", "dlq.discard", letterWhyNot,
               letterState, "state = 'open'", "job_id", "root_cause", false},
    BulkAction{"cancel", "job", "console.jobs", "jobs.cancel", cancelWhyNot, jobState,
               "status IN ('pending', 'waiting') AND task_name <> 'ai_job'", "id", "NULL::text",
               false},
};

} // namespace

const BulkAction *findBulkAction(std::string_view name)
{
    const auto found = std::find_if(actions.begin(), actions.end(),
                                    [&](const BulkAction &known) { return known.name == name; });
    return found == actions.end() ? nullptr : &*found;
}

std::string bulkActionNames()
{
    std::string names;
    for (const BulkAction &action : actions)
        names += (names.empty() ? "" : ", ") + std::string(action.name);
    return names;
}

} // namespace gatehouse::gateway
