#include "services/gateway/admin/signingsecret.h"

#include "services/gateway/admin/change.h"
#include "services/gateway/admin/destinationrow.h"
#include "services/gateway/admin/query.h"

namespace gatehouse::gateway::admin {

namespace {

/// Deliveries are looked at up to so many, newest first.
constexpr std::int64_t mostCounted = 10000;

constexpr std::string_view readSigningUsage = R"(
WITH destination AS (
    SELECT id, coalesce(signing_since, created_at) AS since,
           CASE WHEN previous_expires_at > now() THEN previous_expires_at END AS previous_expires_at
      FROM gatehouse.destination WHERE id = $1
), attempt AS (
    SELECT a.created_at, a.response_status AS status
      FROM destination d
      JOIN gatehouse.delivery_attempt a ON a.created_at >= d.since
      JOIN gatehouse.job_execution j ON j.id = a.job_id AND j.destination_id = d.id
           AND ($3::text[] IS NULL OR j.tenant = ANY($3)) AND ($4::text[] IS NULL OR j.source = ANY($4))
     ORDER BY a.created_at DESC, a.id DESC
     LIMIT $2
), counted AS (
    SELECT count(*) AS total,
           count(*) FILTER (WHERE status BETWEEN 200 AND 299) AS succeeded,
           count(*) FILTER (WHERE status IN (401, 403)) AS refused,
           max(created_at) FILTER (WHERE status BETWEEN 200 AND 299) AS last_succeeded_at,
           max(created_at) FILTER (WHERE status IN (401, 403)) AS last_refused_at
      FROM attempt
)
SELECT jsonb_build_object(
           'since', d.since, 'succeeded', c.succeeded, 'refused', c.refused,
           'failed', c.total - c.succeeded - c.refused, 'counted_to', $2::bigint,
           'last_succeeded_at', c.last_succeeded_at, 'last_refused_at', c.last_refused_at,
           'last_refused_status', (SELECT status FROM attempt WHERE created_at = c.last_refused_at LIMIT 1),
           'previous_expires_at', d.previous_expires_at,
           'verdict', CASE WHEN d.previous_expires_at IS NULL THEN 'not_rotating'
                           WHEN c.last_refused_at >= coalesce(c.last_succeeded_at, c.last_refused_at) THEN 'refused'
                           WHEN c.succeeded = 0 THEN 'untried' ELSE 'safe' END)::text
  FROM destination d, counted c)";

constexpr std::string_view swapSecrets = R"(
UPDATE gatehouse.destination
   SET signing_secret = previous_signing_secret, previous_signing_secret = signing_secret,
       signing_secret_fingerprint = previous_fingerprint,
       previous_fingerprint = signing_secret_fingerprint, signing_since = now(), updated_at = now()
 WHERE id = $1 AND previous_expires_at > now())";

constexpr std::string_view forgetPreviousSecret = R"(
UPDATE gatehouse.destination
   SET previous_signing_secret = NULL, previous_fingerprint = NULL, previous_expires_at = NULL,
       updated_at = now()
 WHERE id = $1 AND previous_expires_at > now())";

/// A change of the previous signing secret, and what is said when there is none.
struct PreviousChange
{
    std::string_view sql;
    std::string_view action;
    std::string_view refusal;
    std::string_view detail;
};

Result<Outcome> applyToPrevious(const ChangeRequest &request, postgres::Session &session,
                                const Destination &destination, const PreviousChange &wanted)
{
    const auto before = currentState(request.call, session, destination.id);
    if (!before)
        return failure(before.error());
    const auto changed = session.execute(wanted.sql, {destination.id});
    if (!changed)
        return failure(changed.error());
    if (changed->affected() == 0)
        return conflict(wanted.refusal, wanted.detail);
    return withDestination(request, session, destination, wanted.action, {{"before", *before}});
}

Result<Outcome> changePrevious(const ChangeRequest &request, postgres::Session &session,
                               const PreviousChange &wanted)
{
    return onDestination(request, session, [&](const Destination &destination) {
        return applyToPrevious(request, session, destination, wanted);
    });
}

Result<Outcome> doRollBackSigning(const ChangeRequest &request, postgres::Session &session)
{
    return changePrevious(request, session,
                          {swapSecrets, "destinations.rollback", "nothing_to_roll_back",
                           "This destination has no previous signing secret, or its overlap has "
                           "ended. Give the old one anew, as 'signing_secret'."});
}

Result<Outcome> doRetireSigning(const ChangeRequest &request, postgres::Session &session)
{
    return changePrevious(request, session,
                          {forgetPreviousSecret, "destinations.retire", "nothing_to_retire",
                           "This destination has no previous signing secret, or its overlap has "
                           "ended."});
}

} // namespace

Result<http::Response> showSigningUsage(const Call &call, postgres::Session &session)
{
    const auto found = findDestination(call, session, {});
    if (!found)
        return failure(found.error());
    if (!*found)
        return notFound();
    return session
        .execute(
            readSigningUsage,
            {(*found)->id, mostCounted, nullable(call.actor.tenants), nullable(call.actor.sources)})
        .map([](const postgres::Rows &rows) {
            return http::jsonResponse(200, rows.get<std::string>(0, 0));
        });
}

Result<http::Response> rollBackSigningSecret(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doRollBackSigning);
}

Result<http::Response> retireSigningSecret(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doRetireSigning);
}

} // namespace gatehouse::gateway::admin
