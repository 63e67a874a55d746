#pragma once

#include "services/gateway/admin/change.h"
#include "services/gateway/admin/list.h"
#include "services/gateway/store/jobstore.h"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::gateway::admin {

// The frame of every action on one event, job or dead letter: found within the actor's scope,
// locked, judged, changed, told to the ledger.

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

/// A target and its jobs, found within the actor's scope and locked.
struct Locked
{
    Target target;
    std::vector<LockedJob> jobs;
};

using FindTarget = Result<std::optional<Target>> (*)(const Call &, postgres::Session &);

Result<std::optional<Target>> findEvent(const Call &call, postgres::Session &session);
Result<std::optional<Target>> findJob(const Call &call, postgres::Session &session);
Result<std::optional<Target>> findLetter(const Call &call, postgres::Session &session);

using ActOnLocked = Result<Outcome> (*)(const ChangeRequest &request, postgres::Session &session,
                                        const Locked &locked);

/// Finds and locks the item, then acts; 404 when there is none. `isDueChanged`: see Target.
Result<http::Response> changeLocked(const Call &call, postgres::Session &session, FindTarget find,
                                    const ListSpec &spec, ActOnLocked act,
                                    bool isDueChanged = false);

/// Which action it was, and the jobs that it was about.
struct Deed
{
    std::string_view action;
    std::string_view targetType;
    std::vector<Uuid> jobs;
    boost::json::object more = {}; ///< further members of the entry's detail
};

/// 200 with the item's new state, and the ledger's entry.
Result<Outcome> changed(const ChangeRequest &request, postgres::Session &session,
                        const ListSpec &spec, const Target &target, const Deed &deed);

/// The letter's state, locked after its job.
Result<std::string> lockLetter(postgres::Session &session, const Uuid &id);
/// Why an operator cannot act on this letter now.
Result<std::optional<Outcome>> letterRefusal(postgres::Session &session, const Target &letter,
                                             const std::vector<LockedJob> &jobs);

/// These dead jobs of the target once more.
Result<> putBack(const ChangeRequest &request, postgres::Session &session, const Target &target,
                 const std::vector<Uuid> &jobs);

} // namespace gatehouse::gateway::admin
