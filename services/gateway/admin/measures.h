#pragma once

#include "services/gateway/admin/call.h"
#include "services/gateway/alerts/looks.h"

#include <boost/json/value.hpp>

#include <variant>

namespace gatehouse::gateway::admin {

/// GET of what was measured over time, of the actor's scope; 400 names the parameter that cannot be
/// used. See Handler, and docs/contract.md, section 6.
Result<http::Response> queryMeasures(const Call &call, postgres::Session &session);

/// What a rule's filter means of a measure: a list of 20 conditions at the most, each as `filter`
/// takes it. Else 400, which says what is wrong.
std::variant<MeasureConditions, http::Response> measureConditions(const std::string &measure,
                                                                  const boost::json::value &filter);
/// The same of a stored filter; Invalid: it cannot be used.
Result<MeasureConditions> storedConditions(const std::string &measure,
                                           const std::string &filterJson);

} // namespace gatehouse::gateway::admin
