#include "services/gateway/admin/change.h"

#include "services/gateway/admin/parameters.h"
#include "services/postgres/session.h"
#include "services/signing/digest.h"

#include <boost/json.hpp>

#include <algorithm>
#include <variant>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::size_t longestKey = 190;
constexpr std::size_t longestReason = 500; // characters
constexpr int mostTries = 3;

std::variant<std::string, http::Response> idempotencyKey(const http::Request &request)
{
    const auto key = request.headers.find("Idempotency-Key");
    if (!key || key->empty())
        return http::problem(400, "idempotency_key_missing",
                             "A change needs the header Idempotency-Key, new for each change.");
    if (key->size() > longestKey || !isVisibleAscii(*key)
        || request.headers.count("Idempotency-Key") != 1)
        return http::problem(
            400, "idempotency_key_invalid",
            "Idempotency-Key must be one value of 1 to 190 visible ASCII characters.");
    return std::string(*key);
}

std::size_t characterCount(std::string_view utf8)
{
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    }));
}

std::optional<http::Response> takeReason(ChangeRequest &request, Reason demand)
{
    const boost::json::value *given = request.body.if_contains("reason");
    if (given && !given->is_string())
        return http::problem(400, "reason_invalid", "The reason must be a text.");
    if (given)
        request.reason = std::string(given->as_string());
    const bool isBlank = request.reason.find_first_not_of(" \t\r\n") == std::string::npos;
    if (isBlank && demand == Reason::Required)
        return http::problem(400, "reason_missing", "This change needs a reason in its body.");
    if (characterCount(request.reason) > longestReason)
        return http::problem(400, "reason_too_long", "A reason has at most 500 characters.");
    if (!isPlainText(request.reason))
        return http::problem(400, "reason_invalid", "The reason must not hold U+0000.");
    return std::nullopt;
}

std::string fingerprint(const http::Request &request)
{
    std::string text = request.method + '\n' + std::string(request.path()) + '\n';
    return signing::sha256(text + request.body);
}

/// Claims the key in this transaction, or gives the answer that stands under it. A request that
/// runs at the same time under the same key makes this one wait for its end.
Result<std::optional<http::Response>> claimKey(const Call &call, postgres::Session &session,
                                               const std::string &key)
{
    const postgres::Bytes hash{fingerprint(call.request)};
    const auto claimed = session.execute(
        "INSERT INTO gatehouse.admin_request (token_id, idempotency_key, request_hash,"
        " response_status, response_body) VALUES ($1::uuid, $2::text, $3::bytea, 0, '')"
        " ON CONFLICT DO NOTHING",
        {call.actor.tokenId, key, hash});
    if (!claimed)
        return failure(claimed.error());
    if (claimed->affected() == 1)
        return std::optional<http::Response>();
    const auto stored = session.execute(
        "SELECT request_hash = $3::bytea, response_status::bigint, response_body"
        " FROM gatehouse.admin_request WHERE token_id = $1::uuid AND idempotency_key = $2::text",
        {call.actor.tokenId, key, hash});
    if (!stored)
        return failure(stored.error());
    if (stored->isEmpty() || !stored->get<bool>(0, 0))
        return http::problem(422, "idempotency_key_reused",
                             "This Idempotency-Key was used for another request.");
    http::Response answer = http::jsonResponse(static_cast<int>(stored->get<std::int64_t>(0, 1)),
                                               stored->get<std::string>(0, 2));
    if (answer.status >= 400)
        answer.headers.set("Content-Type", "application/problem+json");
    return answer;
}

Result<bool> hasAnswer(const Call &call, postgres::Session &session, const std::string &key)
{
    return session
        .execute("SELECT FROM gatehouse.admin_request"
                 " WHERE token_id = $1::uuid AND idempotency_key = $2::text",
                 {call.actor.tokenId, key})
        .map([](const postgres::Rows &rows) { return !rows.isEmpty(); });
}

/// The answer as a repeat gets it.
std::string bodyForRepeats(const Outcome &outcome)
{
    if (outcome.shownOnce.empty())
        return outcome.response.body;
    boost::json::object body = boost::json::parse(outcome.response.body).as_object();
    if (body.erase(outcome.shownOnce) > 0)
        body["revealed"] = true;
    return boost::json::serialize(body);
}

Result<> storeAnswer(const Call &call, postgres::Session &session, const std::string &key,
                     const Outcome &outcome)
{
    const auto stored = session.execute(
        "UPDATE gatehouse.admin_request SET response_status = $3::integer, response_body = $4::text"
        " WHERE token_id = $1::uuid AND idempotency_key = $2::text",
        {call.actor.tokenId, key, std::int64_t{outcome.response.status}, bodyForRepeats(outcome)});
    if (!stored)
        return failure(stored.error());
    return {};
}

Result<> runOnce(const ChangeRequest &request, postgres::Session &session, const std::string &key,
                 const Change &work, Outcome &outcome)
{
    return session.inTransaction([&]() -> Result<> {
        auto earlier = claimKey(request.call, session, key);
        if (!earlier)
            return failure(earlier.error());
        if (*earlier) {
            outcome = Outcome{std::move(**earlier), std::nullopt};
            return {};
        }
        auto done = work(request, session);
        if (!done)
            return failure(done.error());
        outcome = std::move(*done);
        if (auto stored = storeAnswer(request.call, session, key, outcome); !stored)
            return stored;
        return outcome.entry ? appendToLedger(session, request.call, *outcome.entry) : Result<>();
    });
}

bool isWorthAnotherTry(const Error &error)
{
    const auto *state = std::get_if<SqlState>(&error.cause);
    return state && (state->code == "40P01" || state->code == "40001"); // deadlock, serialization
}

Result<http::Response> run(const ChangeRequest &request, postgres::Session &session,
                           const std::string &key, const Change &work)
{
    for (int tries = 1;; ++tries) {
        Outcome outcome;
        const auto done = runOnce(request, session, key, work, outcome);
        if (!done && tries < mostTries && isWorthAnotherTry(done.error()))
            continue;
        if (!done)
            return failure(done.error());
        if (outcome.entry && request.call.options.changed)
            request.call.options.changed();
        return std::move(outcome.response);
    }
}

struct Wanted
{
    ChangeRequest request;
    std::string key;
};

/// Idempotency-Key, body and reason, or what is wrong with them.
std::variant<Wanted, http::Response> check(const Call &call, Reason reason)
{
    auto key = idempotencyKey(call.request);
    if (auto *refused = std::get_if<http::Response>(&key))
        return std::move(*refused);
    auto body = parseBody(call.request.body);
    if (auto *refused = std::get_if<http::Response>(&body))
        return std::move(*refused);
    ChangeRequest request{call, std::move(std::get<boost::json::object>(body)), {}};
    if (auto refused = takeReason(request, reason))
        return std::move(*refused);
    return Wanted{std::move(request), std::move(std::get<std::string>(key))};
}

} // namespace

std::variant<boost::json::object, http::Response> parseBody(const std::string &body)
{
    if (body.empty())
        return boost::json::object();
    boost::system::error_code error;
    boost::json::parse_options options;
    options.max_depth = 32;
    boost::json::value parsed = boost::json::parse(body, error, {}, options);
    if (error)
        return http::problem(400, "json_invalid", "The body is not JSON.");
    if (!parsed.is_object())
        return http::problem(400, "json_invalid", "The body must be a JSON object.");
    return std::move(parsed.as_object());
}

boost::json::value textOrNull(const std::optional<std::string> &text)
{
    return text ? boost::json::value(*text) : boost::json::value();
}

Outcome refused(http::Response response)
{
    return {std::move(response), std::nullopt};
}

Outcome conflict(std::string_view code, std::string_view detail)
{
    return refused(http::problem(409, code, detail));
}

Outcome unprocessable(std::string_view code, std::string_view detail)
{
    return refused(http::problem(422, code, detail));
}

Result<http::Response> change(const Call &call, postgres::Session &session, Reason reason,
                              const Change &work)
{
    auto checked = check(call, reason);
    if (auto *refused = std::get_if<http::Response>(&checked))
        return std::move(*refused);
    const auto &wanted = std::get<Wanted>(checked);
    return run(wanted.request, session, wanted.key, work);
}

Result<http::Response> changeAfter(const Call &call, postgres::Session &session, Reason reason,
                                   const Preparation &prepare, const Change &work)
{
    auto checked = check(call, reason);
    if (auto *refused = std::get_if<http::Response>(&checked))
        return std::move(*refused);
    const auto &wanted = std::get<Wanted>(checked);
    const auto isAnswered = hasAnswer(call, session, wanted.key);
    if (!isAnswered)
        return failure(isAnswered.error());
    const auto refusal = *isAnswered ? Result<std::optional<Outcome>>(std::nullopt)
                                     : prepare(wanted.request, session);
    if (!refusal)
        return failure(refusal.error());
    const Change refuse = [&](const ChangeRequest &, postgres::Session &) { return **refusal; };
    return run(wanted.request, session, wanted.key, *refusal ? refuse : work);
}

} // namespace gatehouse::gateway::admin
