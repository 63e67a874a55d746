#pragma once

#include "services/gateway/admin/call.h"
#include "services/gateway/worker/job.h"
#include "services/patch/jsonpatch.h"
#include "services/privacy/masker.h"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace gatehouse::gateway::admin {

/// A dead letter's job as it would be tried next, its payload in the clear.
struct LetterJob
{
    ClaimedJob job;
    std::optional<Error> whyClosed; ///< why its body cannot be opened; then job.rawBody is empty
    privacy::Owner owner() const { return {job.source, job.tenant}; }
};
/// Nothing: there is none.
Result<std::optional<LetterJob>> readLetterJob(const Call &call, postgres::Session &session,
                                               const Uuid &job);

/// What a request says of another payload: one of the two, or nothing.
struct PayloadWish
{
    std::optional<std::string> payload; ///< the document
    std::optional<std::string> patch; ///< RFC 6902
    std::optional<std::int64_t> edits; ///< how often it had been changed when the caller read it
    bool isAny() const { return payload || patch; }
};
/// Reads payload, patch and payload_edits; 400 for what is no such thing, or for both. Numbers
/// stay as they were sent.
std::variant<PayloadWish, http::Response> readPayloadWish(const Call &call,
                                                          const boost::json::object &body);

/// A payload that passed, and what is other in it.
struct EditedPayload
{
    std::string text;
    std::vector<patch::Change> changes;
};
/// The job's payload as it is wished, or why it cannot be (400, 409, 413, 422).
std::variant<EditedPayload, http::Response> editedPayload(const Call &call, const LetterJob &letter,
                                                          const PayloadWish &wish,
                                                          const privacy::Masker &masker);

/// {"changes": [{op, path, before, after}], "changes_total"}, bounded and masked; of a body that is
/// sealed where it is stored without values.
boost::json::object changesJson(const std::vector<patch::Change> &changes, const LetterJob &letter,
                                const privacy::Masker &masker);

} // namespace gatehouse::gateway::admin
