#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// Whom alerts are told (gatehouse.alert_channel). Their secrets come in and never go out. See
// Handler.

/// All of them; none for a limited token.
Result<http::Response> showAlertChannels(const Call &call, postgres::Session &session);
/// Replaces those that are named by their id, whose secrets stay where none is given, and makes
/// those without one; others stay. All or none. 409 name_taken, master_key_missing
Result<http::Response> changeAlertChannels(const Call &call, postgres::Session &session);
/// With what it was still to be told.
Result<http::Response> deleteAlertChannel(const Call &call, postgres::Session &session);
/// Sends a message now and says whether it was taken.
Result<http::Response> testAlertChannel(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
