#include "services/gateway/admin/actions.h"

#include "services/gateway/admin/change.h"
#include "services/gateway/admin/collections.h"
#include "services/gateway/store/jobstore.h"

#include <boost/json.hpp>

#include <algorithm>

namespace gatehouse::gateway::admin {

namespace {

/// What {id} names, as far as the actor's scope reaches.
struct Target
{
    Uuid id;
    Uuid eventId;
    std::optional<Uuid> jobId;
    std::optional<std::string> tenant;
    std::string source;
    boost::json::value before = nullptr; ///< its state once it is locked
    bool isDueChanged = false; ///< the state has when the next try is, too
};

/// `eventColumn` and `jobColumn` are SQL of our own.
Result<std::optional<Target>> findTarget(const Call &call, postgres::Session &session,
                                         const ListSpec &spec, const std::string &eventColumn,
                                         const std::string &jobColumn)
{
    const auto id = idParameter(call);
    if (!id)
        return std::optional<Target>();
    Query query;
    const std::string bound = query.bind(*id) + "::uuid";
    query.require("id = " + bound);
    if (spec.sortColumn == "received_at")
        query.require("received_at = console.uuid_time(" + bound + ')');
    requireScope(query, call.actor, spec.scope);
    const auto rows =
        session.execute("SELECT " + eventColumn + ", " + jobColumn + ", tenant, source FROM "
                            + std::string(spec.view) + query.where(),
                        query.parameters());
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return std::optional<Target>();
    return std::optional(Target{*id, rows->get<Uuid>(0, 0), rows->find<Uuid>(0, 1),
                                rows->find<std::string>(0, 2), rows->get<std::string>(0, 3),
                                nullptr, false});
}

Result<std::optional<Target>> findEvent(const Call &call, postgres::Session &session)
{
    return findTarget(call, session, eventList(), "id", "NULL::uuid");
}

Result<std::optional<Target>> findJob(const Call &call, postgres::Session &session)
{
    return findTarget(call, session, jobList(), "event_id", "id");
}

Result<std::optional<Target>> findLetter(const Call &call, postgres::Session &session)
{
    return findTarget(call, session, deadLetterList(), "event_id", "job_id");
}

/// What actions change of an event, a job or a letter.
boost::json::value actionState(const Target &target, const std::optional<std::string> &row)
{
    if (target.isDueChanged)
        return stateOf(row, {"status", "next_attempt_at"});
    return stateOf(row, {"status", "state", "job_status", "attempts", "mode", "reenqueues"});
}

/// The target's jobs, locked; and its state, which stays from then on until it is changed here.
Result<std::vector<LockedJob>> lockTarget(const Call &call, postgres::Session &session,
                                          const ListSpec &spec, Target &target)
{
    auto jobs = lockJobs(session, target.eventId, target.jobId);
    if (!jobs)
        return jobs;
    const auto row = findRow(call, session, spec, target.id);
    if (!row)
        return failure(row.error());
    target.before = actionState(target, *row);
    return jobs;
}

/// A target and its jobs, found within the actor's scope and locked.
struct Locked
{
    Target target;
    std::vector<LockedJob> jobs;
};

using FindTarget = Result<std::optional<Target>> (*)(const Call &, postgres::Session &);

/// Nothing: there is none. `isDueChanged`: see Target.
Result<std::optional<Locked>> lock(const Call &call, postgres::Session &session, FindTarget find,
                                   const ListSpec &spec, bool isDueChanged)
{
    auto found = find(call, session);
    if (!found)
        return failure(found.error());
    if (!*found)
        return std::optional<Locked>();
    Locked locked{std::move(**found), {}};
    locked.target.isDueChanged = isDueChanged;
    auto jobs = lockTarget(call, session, spec, locked.target);
    if (!jobs)
        return failure(jobs.error());
    locked.jobs = std::move(*jobs);
    return std::optional(std::move(locked));
}

boost::json::object detailOf(const Target &target, const std::vector<Uuid> &jobs)
{
    boost::json::object detail;
    detail["event_id"] = target.eventId.toString();
    detail["tenant"] = textOrNull(target.tenant);
    detail["source"] = target.source;
    boost::json::array &ids = detail["job_ids"].emplace_array();
    for (const Uuid &job : jobs)
        ids.emplace_back(job.toString());
    detail["before"] = target.before;
    return detail;
}

/// Which action it was, and the jobs that it was about.
struct Deed
{
    std::string_view action;
    std::string_view targetType;
    std::vector<Uuid> jobs;
};

/// 200 with the item's new state, and the ledger's entry.
Result<Outcome> changed(const ChangeRequest &request, postgres::Session &session,
                        const ListSpec &spec, const Target &target, const Deed &deed)
{
    const auto row = findRow(request.call, session, spec, target.id);
    if (!row)
        return failure(row.error());
    boost::json::object detail = detailOf(target, deed.jobs);
    detail["after"] = actionState(target, *row);
    return Outcome{http::jsonResponse(200, row->value_or("null")),
                   LedgerEntry{std::string(deed.action), std::string(deed.targetType),
                               target.id.toString(), request.reason,
                               boost::json::serialize(detail)}};
}

/// The letter's state, locked after its job.
Result<std::string> lockLetter(postgres::Session &session, const Uuid &id)
{
    const auto rows = session.execute(
        "SELECT state FROM gatehouse.dead_letter WHERE id = $1::uuid FOR UPDATE", {id});
    if (!rows)
        return failure(rows.error());
    return rows->isEmpty() ? std::string() : rows->get<std::string>(0, 0);
}

/// Why an operator cannot act on this letter now.
Result<std::optional<Outcome>> letterRefusal(postgres::Session &session, const Target &letter,
                                             const std::vector<LockedJob> &jobs)
{
    const auto state = lockLetter(session, letter.id);
    if (!state)
        return failure(state.error());
    if (*state != "open")
        return conflict("not_open", "This dead letter is not open any more: it is " + *state + '.');
    if (jobs.empty() || jobs.front().isOpen())
        return conflict("not_open", "The job of this dead letter is already under way again.");
    return std::optional<Outcome>();
}

Result<> putBack(const ChangeRequest &request, postgres::Session &session, const Target &target,
                 const std::vector<Uuid> &jobs)
{
    const std::string &actor = request.call.actor.name;
    auto requeued = requeueJobs(actor, session, jobs);
    return requeued ? settleEvents(actor, session, {target.eventId}) : requeued;
}

Result<Outcome> doReenqueueLetter(const ChangeRequest &request, postgres::Session &session,
                                  const Locked &locked)
{
    const auto &[target, jobs] = locked;
    auto refusal = letterRefusal(session, target, jobs);
    if (!refusal)
        return failure(refusal.error());
    if (*refusal)
        return std::move(**refusal);
    if (auto done = putBack(request, session, target, {*target.jobId}); !done)
        return failure(done.error());
    return changed(request, session, deadLetterList(), target,
                   {"dlq.reenqueue", "dead_letter", {*target.jobId}});
}

Result<Outcome> doDiscardLetter(const ChangeRequest &request, postgres::Session &session,
                                const Locked &locked)
{
    const auto &[target, jobs] = locked;
    auto refusal = letterRefusal(session, target, jobs);
    if (!refusal)
        return failure(refusal.error());
    if (*refusal)
        return std::move(**refusal);
    if (auto done = discardLetters(request.call.actor.name, session, {*target.jobId}); !done)
        return failure(done.error());
    if (auto done = settleEvents(request.call.actor.name, session, {target.eventId}); !done)
        return failure(done.error());
    return changed(request, session, deadLetterList(), target,
                   {"dlq.discard", "dead_letter", {*target.jobId}});
}

Result<Outcome> doUndoDiscard(const ChangeRequest &request, postgres::Session &session,
                              const Locked &locked)
{
    const auto &[target, jobs] = locked;
    const auto state = lockLetter(session, target.id);
    if (!state)
        return failure(state.error());
    if (*state != "discarded" || jobs.empty() || jobs.front().status != "dead")
        return conflict("not_discarded",
                        "Only a dead letter that was discarded, and whose job is still dead, can "
                        "be opened again; this one is "
                            + *state + '.');
    const std::string &actor = request.call.actor.name;
    if (auto done = reopenLetters(actor, session, {*target.jobId}); !done)
        return failure(done.error());
    if (auto done = settleEvents(actor, session, {target.eventId}); !done)
        return failure(done.error());
    return changed(request, session, deadLetterList(), target,
                   {"dlq.undo", "dead_letter", {*target.jobId}});
}

Outcome notADelivery()
{
    return conflict(
        "not_a_delivery",
        "This job runs in an AI system. Retry or cancel it there; its callback changes it "
        "here.");
}

Result<Outcome> doRetryJob(const ChangeRequest &request, postgres::Session &session,
                           const Locked &locked)
{
    const auto &[target, jobs] = locked;
    if (jobs.empty())
        return notADelivery();
    if (jobs.front().status != "dead")
        return conflict("not_dead",
                        "Only a dead job can be retried; this one is " + jobs.front().status + '.');
    if (auto done = putBack(request, session, target, {target.id}); !done)
        return failure(done.error());
    return changed(request, session, jobList(), target, {"jobs.retry", "job", {target.id}});
}

/// Why an open job is none that `what` is possible with; nothing: it is.
std::optional<Outcome> unlessWaiting(const std::vector<LockedJob> &jobs, const std::string &code,
                                     const std::string &what)
{
    if (jobs.empty())
        return notADelivery();
    const std::string &status = jobs.front().status;
    if (status == "pending" || status == "waiting")
        return std::nullopt;
    return conflict(
        code, "Only a pending or waiting job can be " + what + "; this one is " + status + '.');
}

Result<Outcome> doRunJobNow(const ChangeRequest &request, postgres::Session &session,
                            const Locked &locked)
{
    const auto &[target, jobs] = locked;
    if (auto refusal = unlessWaiting(jobs, "not_waiting", "run now"))
        return std::move(*refusal);
    if (auto done = makeJobDue(session, target.id); !done)
        return failure(done.error());
    return changed(request, session, jobList(), target, {"jobs.run_now", "job", {target.id}});
}

Result<Outcome> doCancelJob(const ChangeRequest &request, postgres::Session &session,
                            const Locked &locked)
{
    const auto &[target, jobs] = locked;
    if (auto refusal = unlessWaiting(jobs, "not_cancellable", "cancelled"))
        return std::move(*refusal);
    if (auto done = cancelJobs(request.call.actor.name, session, {target.id}); !done)
        return failure(done.error());
    if (auto done = settleEvents(request.call.actor.name, session, {target.eventId}); !done)
        return failure(done.error());
    return changed(request, session, jobList(), target, {"jobs.cancel", "job", {target.id}});
}

std::vector<Uuid> idsWithStatus(const std::vector<LockedJob> &jobs,
                                std::initializer_list<std::string_view> statuses)
{
    std::vector<Uuid> ids;
    for (const LockedJob &job : jobs) {
        if (std::find(statuses.begin(), statuses.end(), job.status) != statuses.end())
            ids.push_back(job.id);
    }
    return ids;
}

Result<Outcome> doReenqueueEvent(const ChangeRequest &request, postgres::Session &session,
                                 const Locked &locked)
{
    const auto &[target, jobs] = locked;
    const std::vector<Uuid> dead = idsWithStatus(jobs, {"dead"});
    if (dead.empty())
        return conflict("nothing_to_reenqueue", "This event has no dead job.");
    if (auto done = putBack(request, session, target, dead); !done)
        return failure(done.error());
    return changed(request, session, eventList(), target, {"events.reenqueue", "event", dead});
}

/// Cancels and discards; false when there was nothing to do.
Result<bool> discardJobs(const Actor &actor, postgres::Session &session,
                         const std::vector<LockedJob> &jobs)
{
    const std::vector<Uuid> open = idsWithStatus(jobs, {"pending", "waiting"});
    if (auto done = cancelJobs(actor.name, session, open); !done)
        return failure(done.error());
    const auto letters =
        discardLetters(actor.name, session, idsWithStatus(jobs, {"dead", "succeeded"}));
    if (!letters)
        return failure(letters.error());
    return !open.empty() || *letters > 0;
}

Result<Outcome> doDiscardEvent(const ChangeRequest &request, postgres::Session &session,
                               const Locked &locked)
{
    const auto &[target, jobs] = locked;
    if (!idsWithStatus(jobs, {"running"}).empty())
        return conflict("job_running",
                        "A delivery of this event is under way. Try again in a moment.");
    const auto anything = discardJobs(request.call.actor, session, jobs);
    if (!anything)
        return failure(anything.error());
    if (!*anything)
        return conflict("nothing_to_discard",
                        "This event has no open job and no open dead letter.");
    if (auto done = settleEvents(request.call.actor.name, session, {target.eventId}); !done)
        return failure(done.error());
    return changed(
        request, session, eventList(), target,
        {"events.discard", "event", idsWithStatus(jobs, {"pending", "waiting", "dead"})});
}

using ActOnLocked = Result<Outcome> (*)(const ChangeRequest &request, postgres::Session &session,
                                        const Locked &locked);

/// Finds and locks the item, then acts; 404 when there is none. `isDueChanged`: see Target.
Result<http::Response> changeLocked(const Call &call, postgres::Session &session, FindTarget find,
                                    const ListSpec &spec, ActOnLocked act,
                                    bool isDueChanged = false)
{
    return change(
        call, session, Reason::Required,
        [&](const ChangeRequest &request, postgres::Session &within) -> Result<Outcome> {
            const auto locked = lock(request.call, within, find, spec, isDueChanged);
            if (!locked)
                return failure(locked.error());
            return *locked ? act(request, within, **locked) : Outcome{notFound(), std::nullopt};
        });
}

} // namespace

Result<http::Response> reenqueueDeadLetter(const Call &call, postgres::Session &session)
{
    return changeLocked(call, session, findLetter, deadLetterList(), doReenqueueLetter);
}

Result<http::Response> discardDeadLetter(const Call &call, postgres::Session &session)
{
    return changeLocked(call, session, findLetter, deadLetterList(), doDiscardLetter);
}

Result<http::Response> undoDiscard(const Call &call, postgres::Session &session)
{
    return changeLocked(call, session, findLetter, deadLetterList(), doUndoDiscard);
}

Result<http::Response> retryJob(const Call &call, postgres::Session &session)
{
    return changeLocked(call, session, findJob, jobList(), doRetryJob);
}

Result<http::Response> runJobNow(const Call &call, postgres::Session &session)
{
    return changeLocked(call, session, findJob, jobList(), doRunJobNow, true);
}

Result<http::Response> cancelJob(const Call &call, postgres::Session &session)
{
    return changeLocked(call, session, findJob, jobList(), doCancelJob);
}

Result<http::Response> reenqueueEvent(const Call &call, postgres::Session &session)
{
    return changeLocked(call, session, findEvent, eventList(), doReenqueueEvent);
}

Result<http::Response> discardEvent(const Call &call, postgres::Session &session)
{
    return changeLocked(call, session, findEvent, eventList(), doDiscardEvent);
}

} // namespace gatehouse::gateway::admin
