#include "services/gateway/admin/destinations.h"

#include "services/gateway/admin/baseurl.h"
#include "services/gateway/admin/change.h"
#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/destinationrow.h"
#include "services/gateway/admin/destinationwish.h"
#include "services/gateway/store/destinationsecrets.h"
#include "services/gateway/store/routes.h"
#include "services/signing/digest.h"

#include <boost/json.hpp>

#include <algorithm>

namespace gatehouse::gateway::admin {

namespace {

Outcome withoutMasterKey()
{
    return conflict("master_key_missing",
                    "This gateway has no master key, so it cannot store credentials. Make a file "
                    "with one (openssl rand -hex 32, mode 0600) and start the gateway with "
                    "GATEHOUSE_MASTER_KEY_FILE.");
}

/// What a new secret becomes; all empty when none was given.
struct Sealed
{
    postgres::Value bytes;
    postgres::Value fingerprint;
};

Result<Sealed> seal(const Call &call, const secrets::Secret &secret, const std::string &identity)
{
    if (secret.isEmpty())
        return Sealed{};
    return call.options.vault->seal(secret.view(), identity).map([&secret](std::string &&sealed) {
        return Sealed{postgres::Bytes{std::move(sealed)}, signing::fingerprint(secret.view())};
    });
}

/// What the ledger tells of a wish: addresses and fingerprints.
boost::json::object detailOf(const DestinationWish &wish)
{
    boost::json::object detail;
    if (wish.baseUrl)
        detail["base_url"] = *wish.baseUrl;
    if (wish.hasAuth()) {
        detail["auth_type"] = wish.authType;
        detail["credential_fingerprint"] = signing::fingerprint(wish.credential.view());
    }
    if (wish.hasSigningSecret())
        detail["signing_secret_fingerprint"] = signing::fingerprint(wish.signingSecret.view());
    return detail;
}

constexpr std::string_view insertDestination = R"(
INSERT INTO gatehouse.destination
       (id, name, tenant, base_url, auth_type, credential, credential_fingerprint, signing_secret,
        signing_secret_fingerprint, master_key, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, gatehouse.uuid_time($1))
    ON CONFLICT (name) DO NOTHING)";

// The former signing secret is of use only while it can be unsealed: with the same master key.
constexpr std::string_view updateDestination = R"(
UPDATE gatehouse.destination
   SET base_url = coalesce($2, base_url),
       auth_type = coalesce($3, auth_type),
       credential = coalesce($4, credential),
       credential_fingerprint = coalesce($5, credential_fingerprint),
       previous_signing_secret = CASE WHEN $6::bytea IS NULL THEN previous_signing_secret
            WHEN $8::bigint > 0 AND master_key = $9 THEN signing_secret END,
       previous_fingerprint = CASE WHEN $6 IS NULL THEN previous_fingerprint
            WHEN $8 > 0 AND master_key = $9 THEN signing_secret_fingerprint END,
       previous_expires_at = CASE WHEN $6 IS NULL THEN previous_expires_at
            WHEN $8 > 0 AND master_key = $9 THEN now() + make_interval(secs => $8) END,
       signing_secret = coalesce($6, signing_secret),
       signing_since = CASE WHEN $6 IS NULL THEN signing_since ELSE now() END,
       signing_secret_fingerprint = coalesce($7, signing_secret_fingerprint),
       master_key = coalesce($9, master_key), updated_at = now()
 WHERE id = $1)";

// No later start takes what an operator said for the address of an early version's stand-in.
constexpr std::string_view noteDefault =
    "INSERT INTO gatehouse.setting VALUES ('default_destination', 'operator')"
    " ON CONFLICT (name) DO NOTHING";

bool isComplete(const DestinationWish &wish)
{
    return wish.hasAuth() && wish.hasSigningSecret();
}

bool hasSecrets(const DestinationWish &wish)
{
    return wish.hasAuth() || wish.hasSigningSecret();
}

Outcome secretsMissing()
{
    return unprocessable("secrets_missing",
                         "A destination needs both 'auth' and 'signing_secret': deliveries carry "
                         "the one and are signed with the other.");
}

std::optional<Outcome> creationRefusal(const Call &call, const DestinationWish &wish)
{
    if (!isForAll(call.actor, wish.tenant))
        return refused(outsideScope());
    const bool isStandIn = wish.baseUrl == standInUrl;
    if (isStandIn ? hasSecrets(wish) != isComplete(wish) : !isComplete(wish))
        return secretsMissing();
    if (hasSecrets(wish) && !call.options.vault)
        return withoutMasterKey();
    return std::nullopt;
}

Result<Outcome> makeDestination(const ChangeRequest &request, postgres::Session &session,
                                const DestinationWish &wish)
{
    const Call &call = request.call;
    const Destination made{
        UuidGenerator(call.clock).next(), wish.name, wish.tenant, wish.baseUrl.value_or(""), {}};
    auto credential = seal(call, wish.credential, credentialIdentity(made.id));
    auto secret = seal(call, wish.signingSecret, signingSecretIdentity(made.id));
    if (!credential || !secret)
        return failure(credential ? secret.error() : credential.error());
    const auto inserted = session.execute(
        insertDestination,
        {made.id, made.name, nullable(made.tenant), made.baseUrl,
         wish.hasAuth() ? postgres::Value(wish.authType) : postgres::Value(), credential->bytes,
         credential->fingerprint, secret->bytes, secret->fingerprint,
         hasSecrets(wish) ? postgres::Value(call.options.vault->fingerprint())
                          : postgres::Value()});
    if (!inserted)
        return failure(inserted.error());
    if (inserted->affected() == 0)
        return conflict("destination_exists",
                        "There is a destination of this name. Change that one, or choose another "
                        "name.");
    boost::json::object detail = detailOf(wish);
    detail["before"] = nullptr;
    return withDestination(request, session, made, "destinations.create", std::move(detail), 201);
}

Result<Outcome> doCreateDestination(const ChangeRequest &request, postgres::Session &session)
{
    auto reading = readNewDestination(request.body);
    if (auto *bad = std::get_if<http::Response>(&reading))
        return refused(std::move(*bad));
    const auto &wish = std::get<DestinationWish>(reading);
    if (auto refusal = creationRefusal(request.call, wish))
        return std::move(*refusal);
    return makeDestination(request, session, wish);
}

std::optional<Outcome> changeRefusal(const Call &call, const Destination &destination,
                                     const DestinationWish &wish)
{
    const std::string baseUrl = wish.baseUrl.value_or(destination.baseUrl);
    const bool isStored = !destination.masterKey.empty();
    if (auto refusal = environmentRefusal(call, destination))
        return refusal;
    if (wish.hasAuth() || originOf(baseUrl) != originOf(destination.baseUrl)) {
        if (auto refusal = formerPasswordRefusal(destination))
            return refusal;
    }
    if (hasSecrets(wish) && !call.options.vault)
        return withoutMasterKey();
    if (!isStored && !isComplete(wish) && (hasSecrets(wish) || baseUrl != standInUrl))
        return secretsMissing();
    if (isStored && !wish.hasAuth() && baseUrl != standInUrl
        && originOf(baseUrl) != originOf(destination.baseUrl))
        return unprocessable("auth_missing",
                             "The base URL leads to another host. Give 'auth', too, so that the "
                             "stored credential is not sent where it was not meant to go.");
    if (isStored && hasSecrets(wish) && !isComplete(wish)
        && destination.masterKey != call.options.vault->fingerprint())
        return conflict("master_key_differs",
                        "The stored secrets were encrypted with another master key. Give both "
                        "'auth' and 'signing_secret', or use a gateway that has that key.");
    return std::nullopt;
}

/// The secret that is in use, given again: there is nothing to rotate, and the way back stays.
Result<bool> isSecretInUse(const Call &call, postgres::Session &session,
                           const Destination &destination, const DestinationWish &wish)
{
    if (!wish.hasSigningSecret() || destination.masterKey != call.options.vault->fingerprint())
        return false;
    const auto rows = session.execute(
        "SELECT signing_secret FROM gatehouse.destination WHERE id = $1", {destination.id});
    if (!rows)
        return failure(rows.error());
    const auto inUse = call.options.vault->unseal(rows->get<postgres::Bytes>(0, 0).data,
                                                  signingSecretIdentity(destination.id));
    return inUse && signing::equalsInConstantTime(inUse->view(), wish.signingSecret.view());
}

Result<> writeDestination(const Call &call, postgres::Session &session,
                          const Destination &destination, const DestinationWish &wish)
{
    const auto isInUse = isSecretInUse(call, session, destination, wish);
    if (!isInUse)
        return failure(isInUse.error());
    auto credential = seal(call, wish.credential, credentialIdentity(destination.id));
    auto secret = *isInUse ? Result<Sealed>()
                           : seal(call, wish.signingSecret, signingSecretIdentity(destination.id));
    if (!credential || !secret)
        return failure(credential ? secret.error() : credential.error());
    const auto updated = session.execute(
        updateDestination,
        {destination.id, nullable(wish.baseUrl),
         wish.hasAuth() ? postgres::Value(wish.authType) : postgres::Value(), credential->bytes,
         credential->fingerprint, secret->bytes, secret->fingerprint, wish.overlapSeconds,
         hasSecrets(wish) ? postgres::Value(call.options.vault->fingerprint())
                          : postgres::Value()});
    if (!updated)
        return failure(updated.error());
    if (destination.name != "default" || !wish.baseUrl)
        return {};
    return session.execute(noteDefault).map([](const postgres::Rows &) {});
}

Result<Outcome> applyChange(const ChangeRequest &request, postgres::Session &session,
                            const Destination &destination, const DestinationWish &wish)
{
    if (auto refusal = changeRefusal(request.call, destination, wish))
        return std::move(*refusal);
    const auto before = currentState(request.call, session, destination.id);
    if (!before)
        return failure(before.error());
    if (auto updated = writeDestination(request.call, session, destination, wish); !updated)
        return failure(updated.error());
    boost::json::object detail = detailOf(wish);
    detail["before"] = *before;
    detail["former_base_url"] = destination.baseUrl;
    if (wish.hasSigningSecret())
        detail["overlap_seconds"] = wish.overlapSeconds;
    return withDestination(request, session, destination, "destinations.change", std::move(detail));
}

Result<Outcome> doChangeDestination(const ChangeRequest &request, postgres::Session &session)
{
    auto reading = readDestinationChange(request.body);
    if (auto *bad = std::get_if<http::Response>(&reading))
        return refused(std::move(*bad));
    const auto &wish = std::get<DestinationWish>(reading);
    return onDestination(request, session, [&](const Destination &destination) {
        return applyChange(request, session, destination, wish);
    });
}

/// Why it cannot be deleted; empty when it can.
Result<std::string> useOf(postgres::Session &session, const Uuid &destination)
{
    const auto rows =
        session.execute("SELECT (SELECT count(*) FROM gatehouse.route WHERE destination_id = $1),"
                        " EXISTS (SELECT FROM gatehouse.job_execution WHERE destination_id = $1"
                        " AND status IN ('pending', 'waiting'))"
                        " OR EXISTS (SELECT FROM gatehouse.job_execution WHERE destination_id = $1"
                        " AND status = 'running')",
                        {destination});
    if (!rows)
        return failure(rows.error());
    if (const auto routes = rows->get<std::int64_t>(0, 0); routes > 0)
        return std::to_string(routes) + " route(s) lead to this destination. Delete them first.";
    return rows->get<bool>(0, 1)
        ? std::string("This destination has open jobs. Wait until they are done, or cancel them.")
        : std::string();
}

Result<Outcome> applyDelete(const ChangeRequest &request, postgres::Session &session,
                            const Destination &destination)
{
    if (auto refusal = formerPasswordRefusal(destination))
        return std::move(*refusal);
    const auto use = useOf(session, destination.id);
    if (!use)
        return failure(use.error());
    if (!use->empty())
        return conflict("destination_in_use", *use);
    const auto before = currentState(request.call, session, destination.id);
    if (!before)
        return failure(before.error());
    auto outcome = withDestination(
        request, session, destination, "destinations.delete",
        {{"base_url", destination.baseUrl}, {"before", *before}, {"after", nullptr}});
    const auto deleted =
        session.execute("DELETE FROM gatehouse.destination WHERE id = $1", {destination.id});
    return deleted ? std::move(outcome) : failure(deleted.error());
}

Result<Outcome> doDeleteDestination(const ChangeRequest &request, postgres::Session &session)
{
    return onDestination(request, session, [&](const Destination &destination) {
        return applyDelete(request, session, destination);
    });
}

} // namespace

Result<http::Response> listDestinations(const Call &call, postgres::Session &session)
{
    return listRows(call, session, destinationList());
}

Result<http::Response> showDestination(const Call &call, postgres::Session &session)
{
    const auto found = findDestination(call, session, {});
    if (!found)
        return failure(found.error());
    if (!*found)
        return notFound();
    const auto row = findRow(call, session, destinationList(), (*found)->id);
    if (!row)
        return failure(row.error());
    return *row ? http::jsonResponse(200, **row) : notFound();
}

Result<http::Response> createDestination(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Optional, doCreateDestination);
}

Result<http::Response> changeDestination(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doChangeDestination);
}

Result<http::Response> deleteDestination(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doDeleteDestination);
}

} // namespace gatehouse::gateway::admin
