#pragma once

#include "services/gateway/alerts/alertrule.h"
#include "services/gateway/http/message.h"

#include <boost/json/object.hpp>

#include <variant>

namespace gatehouse::gateway::admin {

/// A rule as it is to be, checked by itself.
struct AlertRuleWish
{
    std::optional<Uuid> id; ///< of the rule that it replaces; nothing: a new one
    AlertRule rule;
    bool isEnabled = true;
};

/// `{id?, name, kind, severity, is_enabled?, tenant?, ...}` with the members that the kind has;
/// else 400 that names the field.
std::variant<AlertRuleWish, http::Response> readAlertRule(const boost::json::object &body);

} // namespace gatehouse::gateway::admin
