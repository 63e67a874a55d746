#pragma once

#include "services/gateway/admin/call.h"
#include "services/gateway/admin/ledger.h"

#include <boost/json/object.hpp>

#include <functional>
#include <optional>
#include <string>
#include <variant>

namespace gatehouse::gateway::admin {

/// What a change came to: the answer, and its entry in the ledger. Without an entry nothing was
/// changed (a refusal).
struct Outcome
{
    http::Response response;
    std::optional<LedgerEntry> entry;
    /// The member of the answer that holds a new secret. It is not stored: a repeat is answered
    /// with
    /// `"revealed": true` in its place. Empty: there is none.
    std::string shownOnce = {};
};

/// What is asked for, checked.
struct ChangeRequest
{
    const Call &call;
    boost::json::object body; ///< empty when there was none
    std::string reason; ///< empty when none is asked for and none was given
};

enum class Reason { Required, Optional };

/// Does the work of a POST. Called inside a transaction, possibly again after a deadlock; so
/// what it changes besides the database may be changed twice.
using Change = std::function<Result<Outcome>(const ChangeRequest &, postgres::Session &)>;

/// The frame of every POST: checks Idempotency-Key, body and reason, then in ONE transaction claims
/// the key, does the work, stores the answer and writes the ledger; after the commit calls
/// AdminOptions::changed. A repeat gives the first answer (also when that was a refusal by the
/// work), the same key with another method, path or body is 422.
Result<http::Response> change(const Call &call, postgres::Session &session, Reason reason,
                              const Change &work);

/// Asks others than the database for what a change needs; what it gives back refuses the change.
using Preparation =
    std::function<Result<std::optional<Outcome>>(const ChangeRequest &, postgres::Session &)>;

/// change(), where `prepare` may wait as long as it has to: it is called before, outside of any
/// transaction, once; not at all when the key has its answer already. Two requests under one key at
/// the same time may both prepare, and one of them works.
Result<http::Response> changeAfter(const Call &call, postgres::Session &session, Reason reason,
                                   const Preparation &prepare, const Change &work);

/// The JSON object that a request holds, empty for an empty body; else 400.
std::variant<boost::json::object, http::Response> parseBody(const std::string &body);

/// For the ledger and answers.
boost::json::value textOrNull(const std::optional<std::string> &text);

/// Nothing was changed.
Outcome refused(http::Response response);
/// 409 with a code.
Outcome conflict(std::string_view code, std::string_view detail);
/// 422 with a code.
Outcome unprocessable(std::string_view code, std::string_view detail);

} // namespace gatehouse::gateway::admin
