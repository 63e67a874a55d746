#include "services/gateway/admin/applicationpassword.h"

#include "services/core/log.h"
#include "services/core/random.h"
#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/change.h"
#include "services/gateway/admin/destinationrow.h"
#include "services/gateway/admin/overlap.h"
#include "services/gateway/delivery/applicationpasswords.h"
#include "services/gateway/store/destinationsecrets.h"
#include "services/gateway/store/passwordattempts.h"
#include "services/signing/digest.h"

namespace gatehouse::gateway::admin {

namespace {

using secrets::Secret;

/// A destination whose application password can be rotated.
struct Rotatable
{
    Destination destination;
    Secret credential; ///< user:password
    std::optional<std::string> previousId;
};

using Reading = std::variant<Rotatable, Outcome>;

/// 502 or 503: what WordPress said, or that it said nothing.
Outcome wordpressRefusal(const Error &error)
{
    const bool isAway = error.kind == ErrorKind::Unavailable;
    std::string detail = error.message.toStdString();
    if (!error.detail.isEmpty())
        detail += " (" + error.detail.toStdString() + ')';
    return refused(
        http::problem(isAway ? 503 : 502, isAway ? "wordpress_away" : "wordpress_refuses", detail));
}

constexpr std::string_view readCredential =
    "SELECT coalesce(auth_type, ''), credential, previous_password_id FROM gatehouse.destination"
    " WHERE id = $1";

Result<Reading> readCredentialOf(const Call &call, postgres::Session &session,
                                 Destination destination)
{
    if (auto refusal = environmentRefusal(call, destination))
        return Reading(std::move(*refusal));
    const auto rows = session.execute(readCredential, {destination.id});
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return Reading(refused(notFound()));
    if (rows->get<std::string>(0, 0) != "basic")
        return Reading(conflict("not_basic",
                                "This destination has no user and password. Application passwords "
                                "are for those with 'auth' of the type basic."));
    if (!call.options.vault || !call.options.vault->opens(destination.masterKey))
        return Reading(conflict("master_key_differs",
                                "The stored credential was encrypted with another master key. Use "
                                "a gateway that has that key."));
    auto credential = call.options.vault->unseal(rows->get<postgres::Bytes>(0, 1).data,
                                                 credentialIdentity(destination.id));
    if (!credential)
        return failure(credential.error());
    return Reading(
        Rotatable{std::move(destination), std::move(*credential), rows->find<std::string>(0, 2)});
}

/// What {destination} names, with its credential, or why it has none to rotate. `lock` as in
/// findDestination.
Result<Reading> readRotatable(const Call &call, postgres::Session &session,
                              std::string_view lock = {})
{
    auto found = findDestination(call, session, lock);
    if (!found)
        return failure(found.error());
    if (!*found)
        return Reading(refused(notFound()));
    if (!isForAll(call.actor, (*found)->tenant))
        return Reading(refused(outsideScope()));
    return readCredentialOf(call, session, std::move(**found));
}

constexpr std::string_view storeCredential = R"(
UPDATE gatehouse.destination
   SET credential = $2, credential_fingerprint = $3, previous_password_id = $4,
       previous_password_expires_at = now() + make_interval(secs => $5::bigint), updated_at = now()
 WHERE id = $1 AND master_key = $6)";

Result<> storeMadeCredential(const Call &call, postgres::Session &session,
                             const Destination &destination, const ApplicationPasswords::Made &made,
                             const std::string &formerId, std::int64_t overlapSeconds)
{
    auto sealed =
        call.options.vault->seal(made.credential.view(), credentialIdentity(destination.id));
    if (!sealed)
        return failure(sealed.error());
    return session
        .execute(storeCredential,
                 {destination.id, postgres::Bytes{std::move(*sealed)},
                  signing::fingerprint(made.credential.view()), formerId, overlapSeconds,
                  destination.masterKey})
        .map([](const postgres::Rows &) {});
}

/// Nothing was changed, but perhaps at WordPress, from where the gateway takes it away.
Outcome changedMeanwhile()
{
    return conflict("changed_meanwhile",
                    "The destination was changed while WordPress was asked, or WordPress took too "
                    "long. Look at it, and try again if need be.");
}

/// The steps of one rotation: WordPress is asked outside of the transaction that stores.
class PasswordRotation
{
public:
    /// Makes and proves the new one; what it gives back refuses the rotation.
    Result<std::optional<Outcome>> ask(const ChangeRequest &request, postgres::Session &session);
    Result<Outcome> store(const ChangeRequest &request, postgres::Session &session);

private:
    Result<std::optional<Outcome>> make(const Call &call, postgres::Session &session,
                                        const Rotatable &rotatable);
    Result<Outcome> storeMade(const ChangeRequest &request, postgres::Session &session,
                              const Rotatable &rotatable);

    std::int64_t m_overlapSeconds = 0;
    Secret m_former; ///< the credential that WordPress was asked with
    std::string m_formerId;
    PasswordAttempt m_attempt;
    std::optional<ApplicationPasswords::Made> m_made;
};

Result<std::optional<Outcome>> PasswordRotation::ask(const ChangeRequest &request,
                                                     postgres::Session &session)
{
    BodyReader reader(request.body, {"overlap_seconds"});
    m_overlapSeconds = reader.number("overlap_seconds", 60, longestOverlap, defaultOverlap);
    if (reader.refusal())
        return refused(*reader.refusal());
    auto reading = readRotatable(request.call, session);
    if (!reading)
        return failure(reading.error());
    if (auto *refusal = std::get_if<Outcome>(&*reading))
        return std::move(*refusal);
    auto &rotatable = std::get<Rotatable>(*reading);
    if (auto refusal = formerPasswordRefusal(rotatable.destination))
        return refusal;
    auto refusal = make(request.call, session, rotatable);
    m_former = std::move(rotatable.credential);
    return refusal;
}

PasswordAttempt attemptOf(const Call &call, const Rotatable &rotatable)
{
    const Destination &destination = rotatable.destination;
    return {UuidGenerator(call.clock).next(),
            destination.id,
            destination.name,
            destination.tenant,
            destination.baseUrl,
            loginOf(rotatable.credential),
            "Gatehouse " + toRfc3339(call.clock.now()) + ' ' + randomHex(4)};
}

Result<std::optional<Outcome>> PasswordRotation::make(const Call &call, postgres::Session &session,
                                                      const Rotatable &rotatable)
{
    ApplicationPasswords wordpress(rotatable.destination.baseUrl);
    auto formerId = wordpress.idOf(rotatable.credential);
    if (!formerId)
        return wordpressRefusal(formerId.error());
    m_attempt = attemptOf(call, rotatable);
    if (auto begun = beginPasswordAttempt(session, m_attempt); !begun)
        return failure(begun.error());
    auto made = wordpress.make(rotatable.credential, m_attempt.passwordName);
    if (!made) {
        if (made.error().kind == ErrorKind::Denied || made.error().kind == ErrorKind::NotFound)
            static_cast<void>(endPasswordAttempt(session, m_attempt.id)); // surely not made
        return wordpressRefusal(made.error());
    }
    if (const auto proof = wordpress.idOf(made->credential); !proof)
        return wordpressRefusal(proof.error());
    m_formerId = std::move(*formerId);
    m_made = std::move(*made);
    return std::nullopt;
}

Result<Outcome> PasswordRotation::store(const ChangeRequest &request, postgres::Session &session)
{
    auto reading = readRotatable(request.call, session, " FOR UPDATE");
    if (!reading)
        return failure(reading.error());
    if (auto *refusal = std::get_if<Outcome>(&*reading))
        return std::move(*refusal);
    const auto &rotatable = std::get<Rotatable>(*reading);
    if (!m_made || rotatable.destination.baseUrl != m_attempt.baseUrl
        || !signing::equalsInConstantTime(rotatable.credential.view(), m_former.view())
        || rotatable.previousId)
        return changedMeanwhile();
    const auto ended = endPasswordAttempt(session, m_attempt.id);
    if (!ended)
        return failure(ended.error());
    return *ended ? storeMade(request, session, rotatable) : changedMeanwhile();
}

Result<Outcome> PasswordRotation::storeMade(const ChangeRequest &request,
                                            postgres::Session &session, const Rotatable &rotatable)
{
    const Destination &destination = rotatable.destination;
    const auto before = currentState(request.call, session, destination.id);
    if (!before)
        return failure(before.error());
    if (auto stored = storeMadeCredential(request.call, session, destination, *m_made, m_formerId,
                                          m_overlapSeconds);
        !stored)
        return failure(stored.error());
    return withDestination(request, session, destination, "destinations.rotate_password",
                           {{"before", *before},
                            {"overlap_seconds", m_overlapSeconds},
                            {"password_name", m_attempt.passwordName}});
}

Outcome nothingToRetire()
{
    return conflict("nothing_to_retire", "No former application password is left.");
}

/// Takes it away at WordPress; `removedId` is its id there.
Result<std::optional<Outcome>> removeFormer(const Call &call, postgres::Session &session,
                                            std::string &removedId)
{
    auto reading = readRotatable(call, session);
    if (!reading)
        return failure(reading.error());
    if (auto *refusal = std::get_if<Outcome>(&*reading))
        return std::move(*refusal);
    const auto &rotatable = std::get<Rotatable>(*reading);
    if (!rotatable.previousId)
        return nothingToRetire();
    removedId = *rotatable.previousId;
    ApplicationPasswords wordpress(rotatable.destination.baseUrl);
    if (const auto removed = wordpress.remove(rotatable.credential, removedId); !removed)
        return wordpressRefusal(removed.error());
    return std::nullopt;
}

Result<Outcome> forgetFormer(const ChangeRequest &request, postgres::Session &session,
                             const std::string &removedId)
{
    auto reading = readRotatable(request.call, session, " FOR UPDATE");
    if (!reading)
        return failure(reading.error());
    if (auto *refusal = std::get_if<Outcome>(&*reading))
        return std::move(*refusal);
    const auto &rotatable = std::get<Rotatable>(*reading);
    if (rotatable.previousId != removedId) // the gateway was there first
        return nothingToRetire();
    const Uuid &id = rotatable.destination.id;
    const auto before = currentState(request.call, session, id);
    if (!before)
        return failure(before.error());
    if (const auto forgotten = forgetFormerPassword(session, id); !forgotten)
        return failure(forgotten.error());
    return withDestination(request, session, rotatable.destination, "destinations.retire_password",
                           {{"before", *before}});
}

/// One request at a time, so that a slow WordPress leaves the other threads free.
Result<http::Response> changeAtWordpress(const Call &call, postgres::Session &session,
                                         const Preparation &prepare, const Change &work)
{
    const std::unique_lock alone(*call.options.askingOthers, std::try_to_lock);
    if (!alone.owns_lock())
        return http::problem(
            503, "busy",
            "Somebody else is being asked already. Try again when that is done; it "
            "takes seconds.");
    return changeAfter(call, session, Reason::Required, prepare, work);
}

} // namespace

Result<http::Response> rotateApplicationPassword(const Call &call, postgres::Session &session)
{
    PasswordRotation rotation;
    return changeAtWordpress(
        call, session,
        [&](const ChangeRequest &request, postgres::Session &with) {
            return rotation.ask(request, with);
        },
        [&](const ChangeRequest &request, postgres::Session &with) {
            return rotation.store(request, with);
        });
}

Result<http::Response> retireApplicationPassword(const Call &call, postgres::Session &session)
{
    std::string removedId;
    return changeAtWordpress(
        call, session,
        [&](const ChangeRequest &request, postgres::Session &with) {
            return removeFormer(request.call, with, removedId);
        },
        [&](const ChangeRequest &request, postgres::Session &with) {
            return forgetFormer(request, with, removedId);
        });
}

} // namespace gatehouse::gateway::admin
