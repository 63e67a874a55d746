#include "services/gateway/admin/actions.h"

#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/lockedtarget.h"
#include "services/gateway/store/jobstore.h"

#include <boost/json.hpp>

#include <algorithm>

namespace gatehouse::gateway::admin {

namespace {

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
