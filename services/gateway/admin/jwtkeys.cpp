#include "services/gateway/admin/jwtkeys.h"

#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/overlap.h"
#include "services/gateway/admin/rotation.h"
#include "services/gateway/admin/rotationusage.h"
#include "services/gateway/store/jwtkeyrows.h"
#include "services/secrets/secret.h"
#include "services/signing/jwk.h"
#include "services/signing/keypair.h"

#include <boost/json.hpp>

#include <array>

namespace gatehouse::gateway::admin {

namespace {

using secrets::Secret;
using signing::JwtAlgorithm;
using namespace std::string_view_literals;

constexpr std::array keyAlgorithms = {"RS256"sv, "ES256"sv};
constexpr std::size_t longestParty = 300;
constexpr std::size_t largestPem = 16384;
/// A try that comes later brings a token that was made for it, so only one that is on its way can
/// still be signed with the former key: as long as a token lives at most.
constexpr std::chrono::seconds lateTokens{300};

constexpr UsageSpec keyUsage{.rows = "gatehouse.jwt_key WHERE true",
                             .minutes = jwtKeys.minutes,
                             .minuteOf = jwtKeys.minuteOf,
                             .label = "kid",
                             .members = "'kid', v.kid, 'algorithm', v.algorithm",
                             .listName = "keys",
                             .order = "v.active_since DESC NULLS LAST, v.id DESC"};

Rotated rotatedKeys()
{
    return {jwtKeyList(), "jwt_key"};
}

struct KeyWish
{
    JwtAlgorithm algorithm = JwtAlgorithm::Es256;
    std::int64_t overlapSeconds = defaultOverlap;
    std::string publicKey; ///< empty: a pair is to be made
    std::string issuer, audience; ///< empty: the active one's
};

/// A PEM has line ends, which BodyReader::text takes for slips.
std::string readPem(BodyReader &reader, const boost::json::object &body)
{
    if (!reader.has("public_key"))
        return {};
    const boost::json::value &given = body.at("public_key");
    if (given.is_string() && !given.as_string().empty() && given.as_string().size() <= largestPem)
        return std::string(given.as_string());
    reader.refuse("public_key", "must be a public key in PEM, 16384 bytes at most.");
    return {};
}

std::variant<KeyWish, http::Response> readKeyWish(const boost::json::object &body)
{
    BodyReader reader(body, {"algorithm", "public_key", "overlap_seconds", "issuer", "audience"});
    KeyWish wish;
    const std::string algorithm = reader.choice("algorithm", keyAlgorithms);
    wish.algorithm = signing::jwtAlgorithmOf(algorithm).value_or(JwtAlgorithm::Es256);
    wish.overlapSeconds = reader.number("overlap_seconds", 0, longestOverlap, defaultOverlap);
    wish.publicKey = readPem(reader, body);
    wish.issuer = reader.textIfAny("issuer", longestParty).value_or("");
    wish.audience = reader.textIfAny("audience", longestParty).value_or("");
    if (reader.refusal())
        return *reader.refusal();
    return wish;
}

/// A public half, with the private one when it was made here.
struct FreshKey
{
    JwtKeyRow row;
    Secret privatePem;
};

using FreshOutcome = std::variant<FreshKey, Outcome>;

FreshOutcome publicHalfUnusable(const std::string &why)
{
    return unprocessable("public_key_unusable", "'public_key' cannot be used: " + why);
}

FreshOutcome freshKey(const ChangeRequest &request, const KeyWish &wish, const LockedJwtKeys &keys)
{
    FreshKey fresh;
    std::string publicPem = wish.publicKey;
    if (publicPem.empty()) {
        auto pair = signing::makeKeyPair(wish.algorithm);
        if (!pair)
            return refused(http::problem(503, "key_not_made",
                                         "OpenSSL could not make a key pair. Try again."));
        publicPem = std::move(pair->publicPem);
        fresh.privatePem = Secret(std::move(pair->privatePem));
    }
    const auto key = signing::AsymmetricKey::fromPublicPem(wish.algorithm, publicPem);
    if (!key)
        return publicHalfUnusable(key.error());
    const auto orActive = [&](const std::string &given, std::string JwtKeyRow::*member) {
        return given.empty() && keys.active ? (*keys.active).*member : given;
    };
    fresh.row = {.id = UuidGenerator(request.call.clock).next(),
                 .kid = signing::keyIdOf(*key),
                 .algorithm = std::string(signing::jwtAlgorithmName(wish.algorithm)),
                 .publicKey = key->publicPem(),
                 .issuer = orActive(wish.issuer, &JwtKeyRow::issuer),
                 .audience = orActive(wish.audience, &JwtKeyRow::audience),
                 .state = {},
                 .createdBy = request.call.actor.name};
    return fresh;
}

std::optional<Outcome> rotationRefusal(const JwtKeyRow &fresh, const LockedJwtKeys &keys)
{
    if (keys.active && keys.active->kid == fresh.kid)
        return unprocessable("jwt_key_unchanged", "This is the key that is active already.");
    if (fresh.issuer.empty() || fresh.audience.empty())
        return unprocessable(
            "parties_missing",
            "The first key needs 'issuer' and 'audience': what the tokens must say in "
            "iss and aud.");
    return std::nullopt;
}

boost::json::object detailOf(const JwtKeyRow &row)
{
    return {{"kid", row.kid},
            {"algorithm", row.algorithm},
            {"issuer", row.issuer},
            {"audience", row.audience}};
}

Outcome rotated(const ChangeRequest &request, const JwtKeyRow &made, const LockedJwtKeys &keys,
                const std::optional<std::string> &expires, std::int64_t overlapSeconds)
{
    boost::json::object answer = detailOf(made);
    answer["id"] = made.id.toString();
    answer["public_key"] = made.publicKey;
    answer["previous_expires_at"] = textOrNull(expires);
    boost::json::object detail = detailOf(made);
    detail["before"] =
        keys.active ? boost::json::value{{"active_kid", keys.active->kid}} : boost::json::value();
    detail["after"] = {{"active_kid", made.kid}};
    if (keys.active)
        detail["overlap_seconds"] = overlapSeconds;
    return {http::jsonResponse(201, boost::json::serialize(answer)),
            LedgerEntry{"jwt-keys.rotate", "jwt_key", made.id.toString(), request.reason,
                        boost::json::serialize(detail)}};
}

Result<Outcome> store(const ChangeRequest &request, postgres::Session &session,
                      const LockedJwtKeys &keys, const KeyWish &wish, FreshKey fresh)
{
    const auto expires = keys.active
        ? retireActive(session, jwtKeys, keys.active->id, wish.overlapSeconds)
        : std::optional<std::string>();
    if (!expires)
        return failure(expires.error());
    const auto id = activate(session, fresh.row);
    if (!id)
        return failure(id.error());
    fresh.row.id = *id;
    Outcome outcome = rotated(request, fresh.row, keys, *expires, wish.overlapSeconds);
    if (!fresh.privatePem.isEmpty())
        show(outcome, "private_key", fresh.privatePem);
    return outcome;
}

using KeysWork = std::function<Result<Outcome>(const LockedJwtKeys &)>;

Result<Outcome> onKeys(postgres::Session &session, const KeysWork &work)
{
    const auto keys = lockJwtKeys(session);
    if (!keys)
        return failure(keys.error());
    return work(*keys);
}

Result<Outcome> doRotateKey(const ChangeRequest &request, postgres::Session &session)
{
    auto reading = readKeyWish(request.body);
    if (auto *bad = std::get_if<http::Response>(&reading))
        return refused(std::move(*bad));
    const auto &wish = std::get<KeyWish>(reading);
    return onKeys(session, [&](const LockedJwtKeys &keys) -> Result<Outcome> {
        if (keys.retiring)
            return conflict(
                "rotation_under_way",
                "The key " + keys.retiring->kid
                    + " is still valid beside the active one, and only two can be. Revoke "
                      "it or roll back first.");
        auto fresh = freshKey(request, wish, keys);
        if (auto *refusal = std::get_if<Outcome>(&fresh))
            return std::move(*refusal);
        auto &key = std::get<FreshKey>(fresh);
        if (auto refusal = rotationRefusal(key.row, keys))
            return std::move(*refusal);
        return store(request, session, keys, wish, std::move(key));
    });
}

Result<Outcome> doRollBackKey(const ChangeRequest &request, postgres::Session &session)
{
    BodyReader reader(request.body, {});
    if (reader.refusal())
        return refused(*reader.refusal());
    return onKeys(session, [&](const LockedJwtKeys &keys) -> Result<Outcome> {
        if (!keys.active || !keys.retiring)
            return conflict(
                "nothing_to_roll_back",
                "There is no former key that is still valid. Rotate, and give the old one "
                "as the new one.");
        if (auto done = swapPlaces(session, jwtKeys, keys.active->id, keys.retiring->id); !done)
            return failure(done.error());
        boost::json::object detail = detailOf(*keys.retiring);
        detail["before"] = {{"active_kid", keys.active->kid}};
        detail["after"] = {{"active_kid", keys.retiring->kid}};
        return withRow(request, session, rotatedKeys(), keys.retiring->id, "jwt-keys.rollback",
                       std::move(detail));
    });
}

Result<Outcome> doExtendKey(const ChangeRequest &request, postgres::Session &session)
{
    BodyReader reader(request.body, {"overlap_seconds"});
    const auto seconds = reader.number("overlap_seconds", 1, longestOverlap, defaultOverlap);
    if (reader.refusal())
        return refused(*reader.refusal());
    return onKeys(session, [&](const LockedJwtKeys &keys) -> Result<Outcome> {
        if (!keys.retiring)
            return conflict("not_rotating", "There is no former key that is still valid.");
        const Uuid &id = keys.retiring->id;
        const auto before = findRow(request.call, session, jwtKeyList(), id);
        if (!before)
            return failure(before.error());
        if (auto extended = setOverlap(session, jwtKeys, id, seconds); !extended)
            return failure(extended.error());
        boost::json::object detail = detailOf(*keys.retiring);
        detail["overlap_seconds"] = seconds;
        detail["before"] = stateOf(*before, {"state", "expires_at"});
        return withRow(request, session, rotatedKeys(), id, "jwt-keys.extend", std::move(detail));
    });
}

/// Nothing when it may be revoked.
std::optional<Outcome> revocationRefusal(const std::optional<std::string> &row,
                                         const LockedJwtKeys &keys, const Uuid &id)
{
    if (!row)
        return refused(notFound());
    if (keys.active && keys.active->id == id)
        return conflict("jwt_key_in_use",
                        "This is the active key: without it every event of the source would be "
                        "refused. To replace it at once, rotate with overlap_seconds 0.");
    if (!keys.retiring || keys.retiring->id != id)
        return conflict("already_revoked", "This key was revoked before.");
    return std::nullopt;
}

Result<Outcome> doRevokeKey(const ChangeRequest &request, postgres::Session &session)
{
    BodyReader reader(request.body, {});
    const auto id = idParameter(request.call);
    if (reader.refusal() || !id)
        return refused(reader.refusal().value_or(notFound()));
    return onKeys(session, [&](const LockedJwtKeys &keys) -> Result<Outcome> {
        const auto row = findRow(request.call, session, jwtKeyList(), *id);
        if (!row)
            return failure(row.error());
        if (auto refusal = revocationRefusal(*row, keys, *id))
            return std::move(*refusal);
        if (auto revoked = revokeRow(session, jwtKeys, *id); !revoked)
            return failure(revoked.error());
        boost::json::object detail = detailOf(*keys.retiring);
        detail["before"] = stateOf(*row, {"state", "expires_at"});
        return withRow(request, session, rotatedKeys(), *id, "jwt-keys.revoke", std::move(detail));
    });
}

/// In this process the change holds before the answer is given.
Result<http::Response> changeKeys(const Call &call, postgres::Session &session, const Change &work)
{
    if (!isForAll(call.actor))
        return outsideScope();
    auto answer = change(call, session, Reason::Required, work);
    if (answer && answer->status < 300 && call.options.jwtKeysChanged)
        call.options.jwtKeysChanged();
    return answer;
}

} // namespace

Result<http::Response> listJwtKeys(const Call &call, postgres::Session &session)
{
    return listRows(call, session, jwtKeyList());
}

Result<http::Response> showJwtKey(const Call &call, postgres::Session &session)
{
    if (!isForAll(call.actor))
        return outsideScope();
    const auto id = idParameter(call);
    const auto row = id ? findRow(call, session, jwtKeyList(), *id) : std::optional<std::string>();
    if (!row)
        return failure(row.error());
    return *row ? http::jsonResponse(200, **row) : notFound();
}

Result<http::Response> rotateJwtKey(const Call &call, postgres::Session &session)
{
    return changeKeys(call, session, doRotateKey);
}

Result<http::Response> rollBackJwtKey(const Call &call, postgres::Session &session)
{
    return changeKeys(call, session, doRollBackKey);
}

Result<http::Response> extendJwtKey(const Call &call, postgres::Session &session)
{
    return changeKeys(call, session, doExtendKey);
}

Result<http::Response> revokeJwtKey(const Call &call, postgres::Session &session)
{
    return changeKeys(call, session, doRevokeKey);
}

Result<http::Response> showJwtKeyUsage(const Call &call, postgres::Session &session)
{
    if (!isForAll(call.actor))
        return outsideScope();
    return answerUsage(call, session, keyUsage, {}, lateTokens);
}

} // namespace gatehouse::gateway::admin
