#include "services/gateway/alerts/notices.h"

namespace gatehouse::gateway {

namespace {

// Who died with the last try; and whoever was not told that it fired is not told that it is over.
constexpr std::string_view giveUpNotices = R"(
UPDATE gatehouse.alert_notice n
   SET state = 'failed',
       last_error = coalesce(last_error, CASE WHEN attempts >= $1 THEN 'the gateway ended meanwhile'
                                              ELSE 'it could not be told that it fired' END)
 WHERE state = 'waiting' AND next_attempt_at <= $2
   AND (attempts >= $1 OR what = 'resolved'
        AND EXISTS (SELECT FROM gatehouse.alert_notice before
                     WHERE before.alert_id = n.alert_id AND before.channel_id = n.channel_id
                       AND before.what = 'fired' AND before.state = 'failed')))";

// $1: now, $2: the keys that open secrets, $3: channels that are left out. A disabled channel's
// wait.
constexpr std::string_view claimDue = R"(
WITH due AS (
    SELECT n.id FROM gatehouse.alert_notice n JOIN gatehouse.alert_channel c ON c.id = n.channel_id
     WHERE n.state = 'waiting' AND n.next_attempt_at <= $1 AND c.is_enabled
       AND (c.master_key IS NULL OR c.master_key = ANY($2::text[])) AND NOT c.id = ANY($3::uuid[])
       AND (n.what = 'fired' OR NOT EXISTS (SELECT FROM gatehouse.alert_notice before
                                             WHERE before.alert_id = n.alert_id AND before.channel_id = n.channel_id
                                               AND before.what = 'fired' AND before.state = 'waiting'))
     ORDER BY n.next_attempt_at, n.id LIMIT 1 FOR UPDATE OF n SKIP LOCKED
)
UPDATE gatehouse.alert_notice n
   SET attempts = n.attempts + 1, next_attempt_at = $1 + least(2 ^ n.attempts, 60) * interval '1 minute'
  FROM due WHERE n.id = due.id
RETURNING n.id, n.attempts::bigint, n.what, n.alert_id, n.channel_id)";

constexpr std::string_view readMessage = R"(
SELECT a.rule, a.severity, a.subject_text, a.tenant, a.value, a.threshold, a.unit, a.fired_at, a.resolved_at,
       coalesce((SELECT value FROM gatehouse.setting WHERE name = 'environment'), ''), a.kind, )";

constexpr std::string_view recordSent = R"(
UPDATE gatehouse.alert_notice SET state = 'sent', sent_at = $2, last_error = NULL WHERE id = $1)";
constexpr std::string_view recordFailed = R"(
UPDATE gatehouse.alert_notice
   SET last_error = left($2, 500), state = CASE WHEN attempts >= $3 THEN 'failed' ELSE state END,
       next_attempt_at = greatest(next_attempt_at, $4)
 WHERE id = $1 AND state = 'waiting')";

constexpr int messageColumns = 11;

AlertMessage messageAt(const postgres::Rows &rows, const Uuid &notice, const std::string &what)
{
    return {notice,
            rows.get<std::string>(0, 9),
            what,
            rows.get<std::string>(0, 0),
            rows.get<std::string>(0, 1),
            rows.get<std::string>(0, 2),
            rows.find<std::string>(0, 3),
            rows.get<double>(0, 4),
            rows.find<double>(0, 5),
            rows.get<std::string>(0, 6),
            rows.get<Timestamp>(0, 7),
            rows.find<Timestamp>(0, 8),
            rows.get<std::string>(0, 10)};
}

/// What is to be said and to whom; nothing: it was deleted meanwhile.
Result<std::optional<ClaimedNotice>> readClaimed(postgres::Session &session,
                                                 const postgres::Rows &claimed,
                                                 const secrets::Vault *vault)
{
    const auto rows = session.execute(
        std::string(readMessage) + channelColumns("c")
            + " FROM gatehouse.alert a, gatehouse.alert_channel c WHERE a.id = $1 AND c.id = $2",
        {claimed.get<Uuid>(0, 3), claimed.get<Uuid>(0, 4)});
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return std::optional<ClaimedNotice>();
    const Uuid id = claimed.get<Uuid>(0, 0);
    return std::optional(ClaimedNotice{id, claimed.get<Uuid>(0, 4),
                                       static_cast<int>(claimed.get<std::int64_t>(0, 1)),
                                       channelAt(*rows, 0, messageColumns, vault),
                                       messageAt(*rows, id, claimed.get<std::string>(0, 2))});
}

} // namespace

Result<std::optional<ClaimedNotice>> claimNotice(postgres::Session &session,
                                                 const secrets::Vault *vault, Timestamp now,
                                                 const std::vector<Uuid> &without)
{
    const auto gaveUp = session.execute(giveUpNotices, {std::int64_t(mostNoticeTries), now});
    if (!gaveUp)
        return failure(gaveUp.error());
    const auto keys = vault ? vault->fingerprints() : std::vector<std::string>();
    const auto claimed =
        session.execute(claimDue,
                        {now, postgres::Array<std::string>(keys.begin(), keys.end()),
                         postgres::Array<Uuid>(without.begin(), without.end())});
    if (!claimed)
        return failure(claimed.error());
    if (claimed->isEmpty())
        return std::optional<ClaimedNotice>();
    return readClaimed(session, *claimed, vault);
}

Result<> recordNotice(postgres::Session &session, const ClaimedNotice &notice,
                      const SendingOutcome &outcome, Timestamp now)
{
    const auto recorded = outcome.isSent()
        ? session.execute(recordSent, {notice.id, now})
        : session.execute(
            recordFailed,
            {notice.id, outcome.error, std::int64_t(mostNoticeTries), now + outcome.retryAfter});
    return recorded.map([](const postgres::Rows &) {});
}

Result<std::string> environmentOf(postgres::Session &session)
{
    return session
        .execute(
            "SELECT coalesce(max(value), '') FROM gatehouse.setting WHERE name = 'environment'")
        .map([](const postgres::Rows &rows) { return rows.get<std::string>(0, 0); });
}

} // namespace gatehouse::gateway
