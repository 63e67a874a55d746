#include "services/gateway/admin/tokens.h"

#include "services/gateway/admin/roles.h"
#include "services/postgres/session.h"
#include "services/signing/digest.h"

#include <QCoreApplication>

#include <chrono>

namespace gatehouse::gateway {

namespace {

constexpr std::size_t shortestToken = 8;

struct AdminTokenText
{
    Q_DECLARE_TR_FUNCTIONS(AdminTokenText)
};

} // namespace

Result<> ensureAdminToken(postgres::Session &session, const std::string &name,
                          const std::string &role, const std::string &token)
{
    if (!admin::isRole(role))
        return failure(ErrorKind::Invalid,
                       AdminTokenText::tr("%1 is not a role.").arg(QString::fromStdString(role)));
    if (token.size() < shortestToken)
        return failure(ErrorKind::Invalid,
                       AdminTokenText::tr(
                           "The admin token is too short. Use at least 8 characters, best random "
                           "ones."));
    const auto stored = session.execute(
        "INSERT INTO gatehouse.admin_token (id, name, role, token_hash)"
        " VALUES ($1::uuid, $2::text, $3::text, $4::bytea)"
        " ON CONFLICT (name) DO UPDATE SET token_hash = EXCLUDED.token_hash, role = EXCLUDED.role,"
        " tenants = NULL, sources = NULL, expires_at = NULL, revoked_at = NULL,"
        " rotated_at = NULL, previous_hash = NULL, previous_expires_at = NULL,"
        " previous_used_at = NULL"
        " WHERE (admin_token.token_hash, admin_token.role)"
        "       IS DISTINCT FROM (EXCLUDED.token_hash, EXCLUDED.role)",
        {randomUuid(), name, role, postgres::Bytes{signing::sha256(token)}});
    if (!stored)
        return failure(stored.error());
    return {};
}

Result<TokenNews> newsOfToken(postgres::Session &session, const std::string &name,
                              const std::string &token)
{
    const auto rows = session.execute(
        "SELECT EXISTS (SELECT FROM gatehouse.admin_token WHERE token_hash = $2::bytea"
        "   AND role = 'admin' AND tenants IS NULL AND sources IS NULL AND revoked_at IS NULL"
        "   AND expires_at IS NULL),"
        " EXISTS (SELECT FROM gatehouse.admin_token WHERE name = $1::text"
        "   AND token_hash <> $2::bytea)",
        {name, postgres::Bytes{signing::sha256(token)}});
    if (!rows)
        return failure(rows.error());
    if (rows->get<bool>(0, 0))
        return TokenNews::Known;
    return rows->get<bool>(0, 1) ? TokenNews::Replacing : TokenNews::New;
}

namespace admin {

namespace {

struct StoredToken
{
    Actor actor;
    std::string hash;
    std::string previousHash; ///< of the one that it replaced; empty: none
    std::optional<Timestamp> expiresAt, lastUsedAt, previousExpiresAt, previousUsedAt;
    bool isRevoked = false;
};

std::optional<std::vector<std::string>> textList(const postgres::Rows &rows, int column)
{
    const auto array = rows.find<postgres::Array<std::string>>(0, column);
    if (!array)
        return std::nullopt;
    std::vector<std::string> list;
    for (const auto &element : *array) {
        if (element)
            list.push_back(*element);
    }
    return list;
}

StoredToken readToken(const postgres::Rows &rows)
{
    StoredToken token;
    token.actor = Actor{rows.get<Uuid>(0, 0), rows.get<std::string>(0, 1),
                        rows.get<std::string>(0, 2), textList(rows, 3), textList(rows, 4)};
    token.hash = rows.get<postgres::Bytes>(0, 5).data;
    token.expiresAt = rows.find<Timestamp>(0, 6);
    token.lastUsedAt = rows.find<Timestamp>(0, 7);
    token.isRevoked = !rows.isNull(0, 8);
    token.previousHash = rows.find<postgres::Bytes>(0, 9).value_or(postgres::Bytes()).data;
    token.previousExpiresAt = rows.find<Timestamp>(0, 10);
    token.previousUsedAt = rows.find<Timestamp>(0, 11);
    return token;
}

constexpr std::string_view noteCurrent =
    "UPDATE gatehouse.admin_token SET last_used_at = $2::timestamptz WHERE id = $1::uuid"
    " AND (last_used_at IS NULL OR last_used_at <= $2 - interval '1 minute')";
constexpr std::string_view notePrevious =
    "UPDATE gatehouse.admin_token SET previous_used_at = $2::timestamptz WHERE id = $1::uuid"
    " AND (previous_used_at IS NULL OR previous_used_at <= $2 - interval '1 minute')";

Result<> noteUse(postgres::Session &session, const StoredToken &token, bool isPrevious,
                 Timestamp now)
{
    const auto lastUsedAt = isPrevious ? token.previousUsedAt : token.lastUsedAt;
    if (lastUsedAt && now - *lastUsedAt < std::chrono::minutes(1))
        return {};
    const auto noted =
        session.execute(isPrevious ? notePrevious : noteCurrent, {token.actor.tokenId, now});
    if (!noted)
        return failure(noted.error());
    return {};
}

LoginRefusal unknownToken()
{
    return {unauthorized("token_invalid", "This token is not known to the gateway."), true};
}

/// Why a token that is known does not count; nothing when it does.
std::optional<LoginRefusal> refusalOf(const StoredToken &token, bool isPrevious, Timestamp now)
{
    if (token.isRevoked)
        return LoginRefusal{unauthorized("token_revoked", "This token was revoked.")};
    if (token.expiresAt && *token.expiresAt <= now)
        return LoginRefusal{unauthorized("token_expired", "This token has expired.")};
    if (isPrevious && token.previousExpiresAt.value_or(now) <= now)
        return LoginRefusal{
            unauthorized("token_expired",
                         "This token was replaced, and the time for both is over. Use the new "
                         "one.")};
    return std::nullopt;
}

} // namespace

std::string_view bearerToken(const http::RequestHead &head)
{
    constexpr std::string_view scheme = "Bearer ";
    const auto value = head.headers.find("Authorization");
    if (!value || head.headers.count("Authorization") != 1 || value->size() <= scheme.size()
        || !http::equalsIgnoringCase(value->substr(0, scheme.size()), scheme))
        return {};
    return value->substr(scheme.size());
}

http::Response unauthorized(std::string_view code, std::string_view detail)
{
    http::Response response = http::problem(401, code, detail);
    response.headers.set("WWW-Authenticate", R"(Bearer realm="gatehouse")");
    return response;
}

Result<std::variant<Actor, LoginRefusal>> authenticate(postgres::Session &session,
                                                       std::string_view token, Timestamp now)
{
    const std::string hash = signing::sha256(token);
    const auto rows = session.execute(
        "SELECT id, name, role, tenants, sources, token_hash, expires_at, last_used_at, revoked_at,"
        " previous_hash, previous_expires_at, previous_used_at"
        " FROM gatehouse.admin_token WHERE token_hash = $1::bytea OR previous_hash = $1",
        {postgres::Bytes{hash}});
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return unknownToken();
    const StoredToken stored = readToken(*rows);
    const bool isPrevious = signing::equalsInConstantTime(stored.previousHash, hash);
    if (!isPrevious && !signing::equalsInConstantTime(stored.hash, hash))
        return unknownToken();
    if (const auto refusal = refusalOf(stored, isPrevious, now))
        return *refusal;
    if (const auto noted = noteUse(session, stored, isPrevious, now); !noted)
        return failure(noted.error());
    return stored.actor;
}

} // namespace admin
} // namespace gatehouse::gateway
