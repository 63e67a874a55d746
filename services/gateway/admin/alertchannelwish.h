#pragma once

#include "services/core/uuid.h"
#include "services/gateway/http/message.h"
#include "services/secrets/secret.h"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace gatehouse::gateway::admin {

/// A channel as it is to be, checked by itself.
struct AlertChannelWish
{
    std::optional<Uuid> id; ///< of the channel that it replaces; nothing: a new one
    std::string name;
    std::string kind; ///< slack or email
    bool isEnabled = true;
    std::string minimumSeverity;
    std::string host; ///< of the URL; empty: it stays as it is
    std::string smtpUrl; ///< of e-mail, as the next three
    std::string from;
    std::vector<std::string> to;
    std::string user; ///< empty: without a login
    secrets::Secret secret; ///< the webhook's URL, or the user's password; empty: it stays

    bool isMail() const { return kind == "email"; }
    /// Whether it can be used with one alone.
    bool needsSecret() const { return !isMail() || !user.empty(); }
};

/// `{id?, name, kind, is_enabled?, minimum_severity?}` with `url` of slack, or `smtp_url, from, to,
/// user?, password?` of email; else 400 that names the field.
std::variant<AlertChannelWish, http::Response> readAlertChannel(const boost::json::object &body);

} // namespace gatehouse::gateway::admin
