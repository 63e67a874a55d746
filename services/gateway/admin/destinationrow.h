#pragma once

#include "services/gateway/admin/change.h"

#include <boost/json.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::gateway::admin {

/// The row of {destination}, as far as a change has to know it.
struct Destination
{
    Uuid id;
    std::string name;
    std::optional<std::string> tenant;
    std::string baseUrl;
    std::string masterKey; ///< empty: it keeps no secrets
    bool hasFormerPassword = false; ///< still at WordPress; see applicationpassword.h
};

/// The one that {destination} names, by name or id, when the actor may see it; nothing else. `lock`
/// ends the statement: " FOR UPDATE", or nothing.
Result<std::optional<Destination>> findDestination(const Call &call, postgres::Session &session,
                                                   std::string_view lock);

using DestinationWork = std::function<Result<Outcome>(const Destination &)>;

/// The work on the row of {destination}, locked, when the actor may change it.
Result<Outcome> onDestination(const ChangeRequest &request, postgres::Session &session,
                              const DestinationWork &work);

/// What people may see of it now: addresses and fingerprints.
Result<boost::json::value> currentState(const Call &call, postgres::Session &session,
                                        const Uuid &destination);

/// 200, or the given status, with the row as it is now, and the ledger's entry. `detail` has its
/// `before`; `after` is added where it is not given.
Result<Outcome> withDestination(const ChangeRequest &request, postgres::Session &session,
                                const Destination &destination, std::string_view action,
                                boost::json::object detail, int status = 200);

/// 409: its former application password has yet to be taken away where it is now, with what it has
/// now; nothing when there is none.
std::optional<Outcome> formerPasswordRefusal(const Destination &destination);

/// 409: this gateway has its credentials from the environment; nothing when it has not.
std::optional<Outcome> environmentRefusal(const Call &call, const Destination &destination);

} // namespace gatehouse::gateway::admin
