#include "services/gateway/admin/tokencalls.h"

#include "services/core/log.h"
#include "services/core/random.h"
#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/change.h"
#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/overlap.h"
#include "services/gateway/admin/parameters.h"
#include "services/gateway/admin/scope.h"
#include "services/signing/digest.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace gatehouse::gateway::admin {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t longestTokenName = 100;
constexpr std::size_t longestScopeName = 100;
constexpr std::size_t mostScopeNames = 100;
constexpr std::size_t longestTime = 40;
constexpr std::size_t tokenBytes = 32;
constexpr std::array grantedRoles = {"viewer"sv, "support"sv, "developer"sv, "admin"sv,
                                     "telemetry"sv};

/// The prefix is for those who search files and logs for secrets.
std::string newToken()
{
    return "gatehouse_" + randomHex(tokenBytes);
}

/// What is asked for, checked by itself.
struct TokenWish
{
    std::string name;
    std::string role;
    Names tenants;
    Names sources;
    std::optional<Timestamp> expiresAt;
};

void readTokenName(BodyReader &reader, TokenWish &wish)
{
    wish.name = reader.text("name", longestTokenName);
    if (!isPlainText(wish.name) || wish.name.starts_with(' ') || wish.name.ends_with(' '))
        reader.refuse("name", "must be UTF-8, without a blank at either end.");
}

void readScope(BodyReader &reader, TokenWish &wish)
{
    wish.tenants = reader.textsIfAny("tenants", longestScopeName, mostScopeNames);
    wish.sources = reader.textsIfAny("sources", longestScopeName, mostScopeNames);
    for (const Names &names : {wish.tenants, wish.sources}) {
        if (names && !std::all_of(names->begin(), names->end(), isPlainText))
            reader.refuse("tenants", "or 'sources' is not UTF-8.");
    }
}

void readExpiry(BodyReader &reader, TokenWish &wish, Timestamp now)
{
    const auto text = reader.textIfAny("expires_at", longestTime);
    if (!text)
        return;
    wish.expiresAt = parseTime(*text);
    if (!wish.expiresAt || *wish.expiresAt <= now)
        reader.refuse("expires_at", "must be a time to come, like 2027-03-31T00:00:00Z.");
}

std::variant<TokenWish, http::Response> readTokenWish(const boost::json::object &body,
                                                      Timestamp now)
{
    BodyReader reader(body, {"name", "role", "tenants", "sources", "expires_at"});
    TokenWish wish;
    readTokenName(reader, wish);
    wish.role = reader.choice("role", grantedRoles);
    readScope(reader, wish);
    readExpiry(reader, wish, now);
    if (reader.refusal())
        return *reader.refusal();
    return wish;
}

/// Nobody gives what he does not have.
std::optional<http::Response> scopeRefusal(const Actor &actor, const TokenWish &wish)
{
    for (const std::string &source : wish.sources.value_or(std::vector<std::string>())) {
        if (auto unknown = unknownSource(actor, source))
            return unknown;
    }
    if (covers(actor.tenants, wish.tenants) && covers(actor.sources, wish.sources))
        return std::nullopt;
    return outsideScope();
}

boost::json::value namesOrNull(const Names &names)
{
    return names ? boost::json::array(names->begin(), names->end()) : boost::json::value();
}

/// For the ledger; by `tenants` and `sources` it is found who may read it.
boost::json::object tokenDetail(const TokenWish &token)
{
    return {
        {"name", token.name},
        {"role", token.role},
        {"tenants", namesOrNull(token.tenants)},
        {"sources", namesOrNull(token.sources)},
        {"expires_at",
         token.expiresAt ? boost::json::value(toRfc3339(*token.expiresAt)) : boost::json::value()}};
}

/// `before` and `after`: null where there was or is none.
LedgerEntry tokenEntry(const ChangeRequest &request, std::string_view action, const Uuid &id,
                       const TokenWish &token, boost::json::value before, boost::json::value after)
{
    boost::json::object detail = tokenDetail(token);
    detail["before"] = std::move(before);
    detail["after"] = std::move(after);
    return {std::string(action), "token", id.toString(), request.reason,
            boost::json::serialize(detail)};
}

constexpr std::string_view insertToken = R"(
INSERT INTO gatehouse.admin_token (id, created_at, name, role, tenants, sources, expires_at, token_hash)
VALUES ($1, gatehouse.uuid_time($1), $2, $3, $4::text[], $5::text[], $6::timestamptz, $7)
    ON CONFLICT (name) DO NOTHING)";

Result<Outcome> makeToken(const ChangeRequest &request, postgres::Session &session,
                          const TokenWish &wish)
{
    const Uuid id = UuidGenerator(request.call.clock).next();
    const std::string token = newToken();
    const auto inserted =
        session.execute(insertToken,
                        {id, wish.name, wish.role, nullable(wish.tenants), nullable(wish.sources),
                         wish.expiresAt ? postgres::Value(*wish.expiresAt) : postgres::Value(),
                         postgres::Bytes{signing::sha256(token)}});
    if (!inserted)
        return failure(inserted.error());
    if (inserted->affected() == 0)
        return conflict("token_exists",
                        "There is or was a token of this name. The ledger says by it who did "
                        "what, so choose another.");
    const boost::json::object shown{{"id", id.toString()}, {"token", token}};
    return Outcome{http::jsonResponse(201, boost::json::serialize(shown)),
                   tokenEntry(request, "tokens.create", id, wish, nullptr, tokenDetail(wish)),
                   "token"};
}

Result<Outcome> doCreateToken(const ChangeRequest &request, postgres::Session &session)
{
    auto reading = readTokenWish(request.body, request.call.clock.now());
    if (auto *bad = std::get_if<http::Response>(&reading))
        return refused(std::move(*bad));
    const auto &wish = std::get<TokenWish>(reading);
    if (auto refusal = scopeRefusal(request.call.actor, wish))
        return refused(std::move(*refusal));
    return makeToken(request, session, wish);
}

/// The row of {id}.
struct KeptToken
{
    Uuid id;
    TokenWish token;
    bool isRevoked = false;
    std::optional<Timestamp> previousExpiresAt; ///< of the token before; nothing: there is none
};

Names namesAt(const postgres::Rows &rows, int column)
{
    const auto array = rows.find<postgres::Array<std::string>>(0, column);
    if (!array)
        return std::nullopt;
    std::vector<std::string> names;
    for (const auto &element : *array)
        names.push_back(element.value_or(""));
    return names;
}

// NO KEY: every request under way holds its own token's row against being deleted.
Result<std::optional<KeptToken>> lockToken(const Call &call, postgres::Session &session)
{
    const auto id = idParameter(call);
    if (!id)
        return std::optional<KeptToken>();
    Query query;
    query.require("id = " + query.bind(*id) + "::uuid");
    requireScope(query, call.actor, tokenList().scope);
    const auto rows =
        session.execute("SELECT name, role, tenants, sources, expires_at,"
                        " revoked_at IS NOT NULL, previous_expires_at FROM gatehouse.admin_token"
                            + query.where() + " FOR NO KEY UPDATE",
                        query.parameters());
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return std::optional<KeptToken>();
    return std::optional(
        KeptToken{*id,
                  {rows->get<std::string>(0, 0), rows->get<std::string>(0, 1), namesAt(*rows, 2),
                   namesAt(*rows, 3), rows->find<Timestamp>(0, 4)},
                  rows->get<bool>(0, 5),
                  rows->find<Timestamp>(0, 6)});
}

/// Locks the tokens that may do everything, in one order, so that of two that revoke each other the
/// second sees what the first did; the ids of those that count now.
Result<std::vector<Uuid>> lockUnlimitedAdmins(const Call &call, postgres::Session &session)
{
    const auto rows = session.execute(
        "SELECT id, expires_at IS NULL OR expires_at > $1::timestamptz FROM gatehouse.admin_token"
        " WHERE role = 'admin' AND tenants IS NULL AND sources IS NULL AND revoked_at IS NULL"
        " ORDER BY id FOR NO KEY UPDATE",
        {call.clock.now()});
    if (!rows)
        return failure(rows.error());
    std::vector<Uuid> ids;
    for (int row = 0; row < rows->size(); ++row) {
        if (rows->get<bool>(row, 1))
            ids.push_back(rows->get<Uuid>(row, 0));
    }
    return ids;
}

using TokenWork = std::function<Result<Outcome>(const KeptToken &)>;

/// The work on the row of {id}, locked, of a token that may still be used.
Result<Outcome> onUsableToken(const ChangeRequest &request, postgres::Session &session,
                              const TokenWork &work)
{
    const auto kept = lockToken(request.call, session);
    if (!kept)
        return failure(kept.error());
    if (!*kept)
        return refused(notFound());
    const auto &expiresAt = (*kept)->token.expiresAt;
    if ((*kept)->isRevoked)
        return conflict("already_revoked", "This token was revoked. Make a new one.");
    if (expiresAt && *expiresAt <= request.call.clock.now())
        return conflict("token_expired", "This token has expired. Make a new one.");
    if ((*kept)->token.name == request.call.options.environmentToken)
        return conflict(
            "set_by_environment",
            "The gateway was started with this token (GATEHOUSE_ADMIN_TOKEN), and every "
            "start makes it the one that counts. Change it there and start it again.");
    return work(**kept);
}

/// How far the replacing of a token has come; null where nothing is replaced.
boost::json::value overlapState(const std::optional<Timestamp> &previousExpiresAt)
{
    return previousExpiresAt
        ? boost::json::object{{"previous_expires_at", toRfc3339(*previousExpiresAt)}}
        : boost::json::value();
}

/// The answer with the row as it is now.
Result<Outcome> withToken(const ChangeRequest &request, postgres::Session &session,
                          std::string_view action, const KeptToken &kept, boost::json::value after)
{
    const auto row = findRow(request.call, session, tokenList(), kept.id);
    if (!row)
        return failure(row.error());
    return Outcome{http::jsonResponse(200, row->value_or("null")),
                   tokenEntry(request, action, kept.id, kept.token,
                              overlapState(kept.previousExpiresAt), std::move(after))};
}

constexpr std::string_view replaceToken = R"(
UPDATE gatehouse.admin_token
   SET previous_hash = CASE WHEN $3::bigint > 0 THEN token_hash END,
       previous_expires_at = CASE WHEN $3 > 0 THEN $4::timestamptz + make_interval(secs => $3) END,
       previous_used_at = NULL, token_hash = $2, rotated_at = $4
 WHERE id = $1
RETURNING previous_expires_at)";

Result<Outcome> replace(const ChangeRequest &request, postgres::Session &session,
                        const KeptToken &kept, std::int64_t overlapSeconds)
{
    const std::string token = newToken();
    const auto replaced = session.execute(replaceToken,
                                          {kept.id, postgres::Bytes{signing::sha256(token)},
                                           overlapSeconds, request.call.clock.now()});
    if (!replaced)
        return failure(replaced.error());
    const auto expires = replaced->find<Timestamp>(0, 0);
    const boost::json::object shown{
        {"id", kept.id.toString()},
        {"token", token},
        {"previous_expires_at",
         expires ? boost::json::value(toRfc3339(*expires)) : boost::json::value()}};
    return Outcome{http::jsonResponse(200, boost::json::serialize(shown)),
                   tokenEntry(request, "tokens.rotate", kept.id, kept.token,
                              overlapState(kept.previousExpiresAt), overlapState(expires)),
                   "token"};
}

Result<Outcome> doRotateToken(const ChangeRequest &request, postgres::Session &session)
{
    BodyReader reader(request.body, {"overlap_seconds"});
    const auto overlap = reader.number("overlap_seconds", 0, longestOverlap, defaultOverlap);
    if (reader.refusal())
        return refused(*reader.refusal());
    return onUsableToken(request, session, [&](const KeptToken &kept) -> Result<Outcome> {
        const bool isUnderWay =
            kept.previousExpiresAt.value_or(Timestamp()) > request.call.clock.now();
        if (isUnderWay && overlap > 0)
            return conflict("rotation_under_way",
                            "The former token is still valid, and a further one would end it. "
                            "Retire it first, or rotate with overlap_seconds 0: then both are "
                            "refused at once.");
        return replace(request, session, kept, overlap);
    });
}

Outcome nothingBefore(std::string_view code)
{
    return conflict(code, "There is no former token: it was not replaced, or its time is over.");
}

constexpr std::string_view swapTokens = R"(
UPDATE gatehouse.admin_token
   SET token_hash = previous_hash, previous_hash = token_hash,
       last_used_at = previous_used_at, previous_used_at = last_used_at
 WHERE id = $1)";

Result<Outcome> doRollBackToken(const ChangeRequest &request, postgres::Session &session)
{
    return onUsableToken(request, session, [&](const KeptToken &kept) -> Result<Outcome> {
        if (kept.previousExpiresAt.value_or(Timestamp()) <= request.call.clock.now())
            return nothingBefore("nothing_to_roll_back");
        if (const auto swapped = session.execute(swapTokens, {kept.id}); !swapped)
            return failure(swapped.error());
        return withToken(request, session, "tokens.rollback", kept,
                         overlapState(kept.previousExpiresAt));
    });
}

constexpr std::string_view forgetPrevious =
    "UPDATE gatehouse.admin_token SET previous_hash = NULL, previous_expires_at = NULL,"
    " previous_used_at = NULL WHERE id = $1";

Result<Outcome> doRetireToken(const ChangeRequest &request, postgres::Session &session)
{
    return onUsableToken(request, session, [&](const KeptToken &kept) -> Result<Outcome> {
        if (kept.previousExpiresAt.value_or(Timestamp()) <= request.call.clock.now())
            return nothingBefore("nothing_to_retire");
        if (const auto forgotten = session.execute(forgetPrevious, {kept.id}); !forgotten)
            return failure(forgotten.error());
        return withToken(request, session, "tokens.retire", kept, nullptr);
    });
}

std::optional<Outcome> revocationRefusal(const KeptToken &kept, const std::vector<Uuid> &admins)
{
    if (kept.isRevoked)
        return conflict("already_revoked", "This token was revoked already.");
    if (admins.size() == 1 && admins.front() == kept.id)
        return conflict("last_admin",
                        "This is the last token that may do everything. Make another admin token "
                        "without limits first.");
    return std::nullopt;
}

Result<Outcome> doRevokeToken(const ChangeRequest &request, postgres::Session &session)
{
    const auto admins = lockUnlimitedAdmins(request.call, session);
    if (!admins)
        return failure(admins.error());
    const auto kept = lockToken(request.call, session);
    if (!kept)
        return failure(kept.error());
    if (!*kept)
        return refused(notFound());
    if (auto refusal = revocationRefusal(**kept, *admins))
        return std::move(*refusal);
    const auto revoked = session.execute(
        "UPDATE gatehouse.admin_token SET revoked_at = now() WHERE id = $1", {(*kept)->id});
    if (!revoked)
        return failure(revoked.error());
    const auto row = findRow(request.call, session, tokenList(), (*kept)->id);
    if (!row)
        return failure(row.error());
    return Outcome{http::jsonResponse(200, row->value_or("null")),
                   tokenEntry(request, "tokens.revoke", (*kept)->id, (*kept)->token,
                              boost::json::object{{"revoked", false}},
                              boost::json::object{{"revoked", true}})};
}

} // namespace

Result<http::Response> listTokens(const Call &call, postgres::Session &session)
{
    return listRows(call, session, tokenList());
}

Result<http::Response> createToken(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doCreateToken);
}

Result<http::Response> rotateToken(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doRotateToken);
}

Result<http::Response> rollBackToken(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doRollBackToken);
}

Result<http::Response> retireToken(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doRetireToken);
}

Result<http::Response> revokeToken(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doRevokeToken);
}

} // namespace gatehouse::gateway::admin
