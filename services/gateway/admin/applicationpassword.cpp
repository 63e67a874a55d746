#include "services/gateway/admin/applicationpassword.h"

#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/change.h"
#include "services/gateway/admin/destinationrow.h"
#include "services/gateway/admin/overlap.h"
#include "services/gateway/delivery/applicationpasswords.h"
#include "services/gateway/store/destinationsecrets.h"
#include "services/signing/digest.h"

namespace gatehouse::gateway::admin {

namespace {

using secrets::Secret;

struct KeptCredential
{
    Secret credential; ///< user:password
    std::optional<std::string> previousId;
};

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

/// The stored credential, or why there is none to rotate.
Result<std::variant<KeptCredential, Outcome>> keptCredential(const Call &call,
                                                             postgres::Session &session,
                                                             const Destination &destination)
{
    using Kept = std::variant<KeptCredential, Outcome>;
    if (auto refusal = environmentRefusal(call, destination))
        return Kept(std::move(*refusal));
    const auto rows = session.execute(readCredential, {destination.id});
    if (!rows)
        return failure(rows.error());
    if (rows->get<std::string>(0, 0) != "basic")
        return Kept(conflict("not_basic",
                             "This destination has no user and password. Application passwords are "
                             "for those with 'auth' of the type basic."));
    if (!call.options.vault || !call.options.vault->opens(destination.masterKey))
        return Kept(conflict("master_key_differs",
                             "The stored credential was encrypted with another master key. Use a "
                             "gateway that has that key."));
    auto credential = call.options.vault->unseal(rows->get<postgres::Bytes>(0, 1).data,
                                                 credentialIdentity(destination.id));
    if (!credential)
        return failure(credential.error());
    return Kept(KeptCredential{std::move(*credential), rows->find<std::string>(0, 2)});
}

constexpr std::string_view storeCredential = R"(
UPDATE gatehouse.destination
   SET credential = $2, credential_fingerprint = $3, previous_password_id = $4,
       previous_password_expires_at = now() + make_interval(secs => $5::bigint), updated_at = now()
 WHERE id = $1 AND master_key = $6)";

Result<> store(const Call &call, postgres::Session &session, const Destination &destination,
               const ApplicationPasswords::Made &made, const std::string &formerId,
               std::int64_t overlapSeconds)
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

std::string nameOf(const Call &call)
{
    return "Gatehouse " + toRfc3339(call.clock.now());
}

Result<Outcome> rotate(const ChangeRequest &request, postgres::Session &session,
                       const Destination &destination, const KeptCredential &kept,
                       std::int64_t overlapSeconds)
{
    ApplicationPasswords wordpress(destination.baseUrl);
    const auto formerId = wordpress.idOf(kept.credential);
    if (!formerId)
        return wordpressRefusal(formerId.error());
    const auto made = wordpress.make(kept.credential, nameOf(request.call));
    if (!made)
        return wordpressRefusal(made.error());
    const auto before = currentState(request.call, session, destination.id);
    const auto proof = wordpress.idOf(made->credential);
    const auto stored = proof && before
        ? store(request.call, session, destination, *made, *formerId, overlapSeconds)
        : Result<>();
    if (proof && before && stored)
        return withDestination(request, session, destination, "destinations.rotate_password",
                               {{"before", *before}, {"overlap_seconds", overlapSeconds}});
    static_cast<void>(wordpress.remove(kept.credential, made->id)); // nobody knows it
    if (!proof)
        return wordpressRefusal(proof.error());
    return failure(before ? stored.error() : before.error());
}

using CredentialWork = std::function<Result<Outcome>(const Destination &, const KeptCredential &)>;

/// The work on the row of {destination}, locked, with its credential.
Result<Outcome> onCredential(const ChangeRequest &request, postgres::Session &session,
                             const CredentialWork &work)
{
    return onDestination(request, session, [&](const Destination &destination) -> Result<Outcome> {
        auto kept = keptCredential(request.call, session, destination);
        if (!kept)
            return failure(kept.error());
        if (auto *refusal = std::get_if<Outcome>(&*kept))
            return std::move(*refusal);
        return work(destination, std::get<KeptCredential>(*kept));
    });
}

Result<Outcome> doRotatePassword(const ChangeRequest &request, postgres::Session &session)
{
    BodyReader reader(request.body, {"overlap_seconds"});
    const auto overlap = reader.number("overlap_seconds", 60, longestOverlap, defaultOverlap);
    if (reader.refusal())
        return refused(*reader.refusal());
    return onCredential(
        request, session,
        [&](const Destination &destination, const KeptCredential &kept) -> Result<Outcome> {
            if (auto refusal = formerPasswordRefusal(destination))
                return std::move(*refusal);
            return rotate(request, session, destination, kept, overlap);
        });
}

Result<Outcome> retire(const ChangeRequest &request, postgres::Session &session,
                       const Destination &destination, const KeptCredential &kept)
{
    const auto before = currentState(request.call, session, destination.id);
    if (!before)
        return failure(before.error());
    ApplicationPasswords wordpress(destination.baseUrl);
    if (const auto removed = wordpress.remove(kept.credential, *kept.previousId); !removed)
        return wordpressRefusal(removed.error());
    const auto forgotten = forgetFormerPassword(session, destination.id);
    if (!forgotten)
        return failure(forgotten.error());
    return withDestination(request, session, destination, "destinations.retire_password",
                           {{"before", *before}});
}

Result<Outcome> doRetirePassword(const ChangeRequest &request, postgres::Session &session)
{
    return onCredential(
        request, session,
        [&](const Destination &destination, const KeptCredential &kept) -> Result<Outcome> {
            if (!kept.previousId)
                return conflict("nothing_to_retire", "No former application password is left.");
            return retire(request, session, destination, kept);
        });
}

} // namespace

Result<http::Response> rotateApplicationPassword(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doRotatePassword);
}

Result<http::Response> retireApplicationPassword(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doRetirePassword);
}

} // namespace gatehouse::gateway::admin
