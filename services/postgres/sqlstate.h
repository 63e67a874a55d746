#pragma once

#include "services/core/error.h"

#include <string_view>

struct pg_result;

namespace gatehouse::postgres {

/// What the server said of a failure. `extra` are its DETAIL and HINT.
struct ServerReport
{
    std::string_view sqlState;
    std::string_view message;
    std::string_view extra = {};
};

/// The one place where an SQLSTATE becomes an Error. `timeIsUp`: the statement ran as long as its
/// statement_timeout allows; 57014 then is a Timeout, as it is when the server's words say so.
/// Values of rows and parameters that the server quotes are left out of `detail`.
Error errorFor(const ServerReport &report, bool timeIsUp = false);
Error errorFor(const pg_result *result, bool timeIsUp);

/// The connection went away while it was used.
Error lostConnection(std::string_view libpqMessage);

/// A connection that could not be made, from libpq's message in PQERRORS_VERBOSE and the C locale.
Error refusedConnection(std::string_view libpqMessage);

/// A conninfo that cannot be read. Whatever it quotes of it (a password perhaps) is left out.
Error badConninfo(std::string_view libpqMessage);

} // namespace gatehouse::postgres
