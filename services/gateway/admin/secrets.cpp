#include "services/gateway/admin/secrets.h"

#include "services/core/random.h"
#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/overlap.h"
#include "services/gateway/admin/rotation.h"
#include "services/gateway/admin/secrettarget.h"
#include "services/gateway/store/secretrows.h"
#include "services/secrets/secret.h"
#include "services/signing/base64.h"
#include "services/signing/digest.h"

#include <boost/json.hpp>

namespace gatehouse::gateway::admin {

namespace {

using secrets::Secret;

constexpr std::size_t shortestSecret = 8;
constexpr std::size_t longestSecret = 1024;
constexpr std::size_t secretBytes = 32;
constexpr std::string_view standardPrefix = "whsec_";

struct RotationWish
{
    std::int64_t overlapSeconds = defaultOverlap;
    Secret given; ///< empty: one is to be made
};

std::variant<RotationWish, http::Response> readWish(const boost::json::object &body)
{
    BodyReader reader(body, {"overlap_seconds", "secret"});
    RotationWish wish;
    wish.overlapSeconds = reader.number("overlap_seconds", 0, longestOverlap, defaultOverlap);
    if (auto secret = reader.textIfAny("secret", longestSecret))
        wish.given = Secret(std::move(*secret));
    if (!wish.given.isEmpty() && wish.given.view().size() < shortestSecret)
        reader.refuse("secret", "must have 8 characters at least.");
    if (reader.refusal())
        return *reader.refusal();
    return wish;
}

/// As Standard Webhooks wants it; every other scheme takes the text as it is.
Secret makeSecret(const std::string &source)
{
    std::string bytes(secretBytes, '\0');
    fillRandom({reinterpret_cast<std::uint8_t *>(bytes.data()), bytes.size()});
    const Secret raw(std::move(bytes));
    return source == "standard"
        ? Secret(std::string(standardPrefix) + signing::toBase64(raw.view()))
        : Secret(randomHex(secretBytes));
}

/// Standard's is base64; of any other text its sender would have made another key.
bool isUsable(const std::string &source, const Secret &secret)
{
    std::string_view text = secret.view();
    if (source != "standard")
        return true;
    if (text.starts_with(standardPrefix))
        text.remove_prefix(standardPrefix.size());
    return signing::fromBase64(text).has_value();
}

Outcome noMasterKey()
{
    return conflict("master_key_missing",
                    "This gateway has no master key, so it stores no secrets; those of its "
                    "environment count. Start it with GATEHOUSE_MASTER_KEY_FILE: the environment's "
                    "secrets are then taken over once.");
}

Outcome underWay(const SecretVersion &retiring)
{
    return conflict("rotation_under_way",
                    "Version " + std::to_string(retiring.version)
                        + " is still valid beside the active one, and only two can be. Revoke it "
                          "or roll back first.");
}

std::optional<Outcome> rotationRefusal(const ChangeRequest &request, const RotationWish &wish,
                                       const LockedSecrets &secrets)
{
    if (!request.call.options.vault)
        return noMasterKey();
    if (secrets.retiring)
        return underWay(*secrets.retiring);
    if (!isUsable(secrets.target.source, wish.given))
        return unprocessable("secret_unusable",
                             "A Standard Webhooks secret is base64, with or without whsec_ in "
                             "front. This text is not.");
    if (secrets.active && secrets.active->fingerprint == signing::fingerprint(wish.given.view()))
        return unprocessable("secret_unchanged", "This is the secret that is active already.");
    return std::nullopt;
}

boost::json::object detailOf(const SecretTarget &target)
{
    return {{"source", target.source}, {"tenant", target.tenant}};
}

LedgerEntry entryOf(const ChangeRequest &request, std::string_view action, const Uuid &id,
                    const boost::json::object &detail)
{
    return {std::string(action), "secret", id.toString(), request.reason,
            boost::json::serialize(detail)};
}

Outcome rotated(const ChangeRequest &request, const LockedSecrets &secrets, const NewSecret &made,
                const std::string &fingerprint, const std::optional<std::string> &expires,
                std::int64_t overlapSeconds)
{
    boost::json::object answer{
        {"id", made.id.toString()},   {"source", made.source},
        {"tenant", made.tenant},      {"version", made.version},
        {"fingerprint", fingerprint}, {"previous_expires_at", textOrNull(expires)}};
    boost::json::object detail = detailOf(secrets.target);
    detail["version"] = made.version;
    detail["fingerprint"] = fingerprint;
    detail["before"] = secrets.active
        ? boost::json::value{{"active_version", secrets.active->version},
                             {"fingerprint", secrets.active->fingerprint}}
        : boost::json::value();
    detail["after"] = {{"active_version", made.version}, {"fingerprint", fingerprint}};
    if (secrets.active) {
        detail["former_version"] = secrets.active->version;
        detail["former_fingerprint"] = secrets.active->fingerprint;
        detail["overlap_seconds"] = overlapSeconds;
    }
    return {http::jsonResponse(201, boost::json::serialize(answer)),
            entryOf(request, "secrets.rotate", made.id, detail)};
}

Result<Outcome> store(const ChangeRequest &request, postgres::Session &session,
                      const LockedSecrets &secrets, const RotationWish &wish)
{
    const Secret fresh = wish.given.isEmpty() ? makeSecret(secrets.target.source) : Secret();
    const Secret &secret = wish.given.isEmpty() ? fresh : wish.given;
    const auto expires = secrets.active
        ? retireActive(session, providerSecrets, secrets.active->id, wish.overlapSeconds)
        : std::optional<std::string>();
    if (!expires)
        return failure(expires.error());
    const NewSecret made{UuidGenerator(request.call.clock).next(), secrets.target.source,
                         secrets.target.tenant, secrets.newest + 1, request.call.actor.name};
    if (auto stored = insertActive(session, *request.call.options.vault, made, secret.view());
        !stored)
        return failure(stored.error());
    Outcome outcome = rotated(request, secrets, made, signing::fingerprint(secret.view()), *expires,
                              wish.overlapSeconds);
    if (!fresh.isEmpty())
        show(outcome, "secret", fresh);
    return outcome;
}

/// Of rows in the list of secrets.
Result<Outcome> withSecret(const ChangeRequest &request, postgres::Session &session, const Uuid &id,
                           std::string_view action, boost::json::object detail)
{
    return withRow(request, session, {secretList(), "secret"}, id, action, std::move(detail));
}

using SecretsWork = std::function<Result<Outcome>(const LockedSecrets &)>;

Result<Outcome> onSecrets(const ChangeRequest &request, postgres::Session &session,
                          const SecretsWork &work)
{
    const auto target = secretTarget(request.call);
    if (!target)
        return refused(notFound());
    const auto secrets = lockSecrets(session, *target);
    if (!secrets)
        return failure(secrets.error());
    return work(*secrets);
}

Result<Outcome> doRotate(const ChangeRequest &request, postgres::Session &session)
{
    auto reading = readWish(request.body);
    if (auto *bad = std::get_if<http::Response>(&reading))
        return refused(std::move(*bad));
    const auto &wish = std::get<RotationWish>(reading);
    return onSecrets(request, session, [&](const LockedSecrets &secrets) -> Result<Outcome> {
        if (auto refusal = rotationRefusal(request, wish, secrets))
            return std::move(*refusal);
        return store(request, session, secrets, wish);
    });
}

Result<Outcome> doRollBack(const ChangeRequest &request, postgres::Session &session)
{
    BodyReader reader(request.body, {});
    if (reader.refusal())
        return refused(*reader.refusal());
    return onSecrets(request, session, [&](const LockedSecrets &secrets) -> Result<Outcome> {
        if (!secrets.active || !secrets.retiring)
            return conflict("nothing_to_roll_back",
                            "There is no former secret that is still valid. Rotate, and give the "
                            "old one as the new one.");
        if (auto done =
                swapPlaces(session, providerSecrets, secrets.active->id, secrets.retiring->id);
            !done)
            return failure(done.error());
        boost::json::object detail = detailOf(secrets.target);
        detail["version"] = secrets.retiring->version;
        detail["former_version"] = secrets.active->version;
        detail["before"] = {{"active_version", secrets.active->version}};
        detail["after"] = {{"active_version", secrets.retiring->version}};
        return withSecret(request, session, secrets.retiring->id, "secrets.rollback",
                          std::move(detail));
    });
}

Result<Outcome> extend(const ChangeRequest &request, postgres::Session &session,
                       const LockedSecrets &secrets, std::int64_t seconds)
{
    if (!secrets.retiring)
        return conflict("not_rotating", "There is no former secret that is still valid.");
    const auto before = findRow(request.call, session, secretList(), secrets.retiring->id);
    if (!before)
        return failure(before.error());
    const auto extended = setOverlap(session, providerSecrets, secrets.retiring->id, seconds);
    if (!extended)
        return failure(extended.error());
    boost::json::object detail = detailOf(secrets.target);
    detail["version"] = secrets.retiring->version;
    detail["overlap_seconds"] = seconds;
    detail["before"] = stateOf(*before, {"state", "expires_at"});
    return withSecret(request, session, secrets.retiring->id, "secrets.extend", std::move(detail));
}

Result<Outcome> doExtend(const ChangeRequest &request, postgres::Session &session)
{
    BodyReader reader(request.body, {"overlap_seconds"});
    const auto seconds = reader.number("overlap_seconds", 1, longestOverlap, defaultOverlap);
    if (reader.refusal())
        return refused(*reader.refusal());
    return onSecrets(request, session, [&](const LockedSecrets &secrets) {
        return extend(request, session, secrets, seconds);
    });
}

/// The row's state and what the ledger tells of it; locks it.
struct RevokedRow
{
    std::string source, tenant, state, fingerprint;
    std::int64_t version = 0;
};

Result<std::optional<RevokedRow>> findSecret(const Call &call, postgres::Session &session,
                                             const Uuid &id)
{
    Query query;
    query.require("id = " + query.bind(id) + "::uuid");
    requireScope(query, call.actor);
    const auto rows = session.execute("SELECT source, tenant, state, fingerprint, version::bigint"
                                      "  FROM gatehouse.provider_secret"
                                          + query.where() + " FOR UPDATE",
                                      query.parameters());
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return std::optional<RevokedRow>();
    return std::optional(RevokedRow{rows->get<std::string>(0, 0), rows->get<std::string>(0, 1),
                                    rows->get<std::string>(0, 2), rows->get<std::string>(0, 3),
                                    rows->get<std::int64_t>(0, 4)});
}

std::optional<Outcome> revocationRefusal(const RevokedRow &row)
{
    if (row.state == "revoked")
        return conflict("already_revoked", "This secret was revoked before.");
    if (row.state == "active")
        return conflict("secret_in_use",
                        "This is the active secret: without it every webhook of this tenant would "
                        "be refused. To replace it at once, rotate with overlap_seconds 0.");
    return std::nullopt;
}

Result<Outcome> doRevoke(const ChangeRequest &request, postgres::Session &session)
{
    BodyReader reader(request.body, {});
    const auto id = idParameter(request.call);
    if (reader.refusal() || !id)
        return refused(reader.refusal().value_or(notFound()));
    const auto row = findSecret(request.call, session, *id);
    if (!row)
        return failure(row.error());
    if (!*row)
        return refused(notFound());
    if (auto refusal = revocationRefusal(**row))
        return std::move(*refusal);
    const auto revoked = revokeRow(session, providerSecrets, *id);
    if (!revoked)
        return failure(revoked.error());
    boost::json::object detail = detailOf({(*row)->source, (*row)->tenant});
    detail["version"] = (*row)->version;
    detail["fingerprint"] = (*row)->fingerprint;
    detail["before"] = {{"state", (*row)->state}};
    return withSecret(request, session, *id, "secrets.revoke", std::move(detail));
}

/// In this process the change holds before the answer is given.
Result<http::Response> changeSecrets(const Call &call, postgres::Session &session,
                                     const Change &work)
{
    auto answer = change(call, session, Reason::Required, work);
    if (answer && answer->status < 300 && call.options.secretsChanged)
        call.options.secretsChanged();
    return answer;
}

} // namespace

Result<http::Response> rotateSecret(const Call &call, postgres::Session &session)
{
    return changeSecrets(call, session, doRotate);
}

Result<http::Response> rollBackSecret(const Call &call, postgres::Session &session)
{
    return changeSecrets(call, session, doRollBack);
}

Result<http::Response> extendSecret(const Call &call, postgres::Session &session)
{
    return changeSecrets(call, session, doExtend);
}

Result<http::Response> revokeSecret(const Call &call, postgres::Session &session)
{
    return changeSecrets(call, session, doRevoke);
}

} // namespace gatehouse::gateway::admin
