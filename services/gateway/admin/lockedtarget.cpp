#include "services/gateway/admin/lockedtarget.h"

#include "services/gateway/admin/collections.h"

#include <boost/json.hpp>

namespace gatehouse::gateway::admin {

namespace {

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

} // namespace

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

Result<http::Response> changeLocked(const Call &call, postgres::Session &session, FindTarget find,
                                    const ListSpec &spec, ActOnLocked act, bool isDueChanged)
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

Result<Outcome> changed(const ChangeRequest &request, postgres::Session &session,
                        const ListSpec &spec, const Target &target, const Deed &deed)
{
    const auto row = findRow(request.call, session, spec, target.id);
    if (!row)
        return failure(row.error());
    boost::json::object detail = detailOf(target, deed.jobs);
    detail["after"] = actionState(target, *row);
    for (const auto &member : deed.more)
        detail[member.key()] = member.value();
    return Outcome{http::jsonResponse(200, row->value_or("null")),
                   LedgerEntry{std::string(deed.action), std::string(deed.targetType),
                               target.id.toString(), request.reason,
                               boost::json::serialize(detail)}};
}

Result<std::string> lockLetter(postgres::Session &session, const Uuid &id)
{
    const auto rows = session.execute(
        "SELECT state FROM gatehouse.dead_letter WHERE id = $1::uuid FOR UPDATE", {id});
    if (!rows)
        return failure(rows.error());
    return rows->isEmpty() ? std::string() : rows->get<std::string>(0, 0);
}

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

} // namespace gatehouse::gateway::admin
