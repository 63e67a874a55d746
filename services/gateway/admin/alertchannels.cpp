#include "services/gateway/admin/alertchannels.h"

#include "services/gateway/admin/alertchannelwish.h"
#include "services/gateway/admin/wishlist.h"
#include "services/gateway/alerts/alertchannel.h"
#include "services/gateway/alerts/notices.h"

#include <algorithm>

namespace gatehouse::gateway::admin {

namespace {

/// Somebody waits for the answer, and not for ever.
constexpr std::chrono::seconds longestTest{10};
constexpr std::size_t mostChannelsOfACall = 20;
constexpr std::int64_t mostChannels = 50;

/// What may be shown of one.
constexpr std::string_view channelJson = R"(
jsonb_build_object('id', c.id, 'name', c.name, 'kind', c.kind, 'is_enabled', c.is_enabled,
    'minimum_severity', c.minimum_severity, 'host', c.host, 'smtp_url', c.smtp_url, 'from', c.sender,
    'to', c.recipients, 'user', c.login, 'has_secret', c.secret IS NOT NULL, 'changed_at', c.changed_at,
    'changed_by', c.changed_by))";

std::string selectChannel()
{
    return "SELECT " + std::string(channelJson)
        + "::text FROM gatehouse.alert_channel c WHERE id = $1";
}

constexpr std::string_view upsertChannel = R"(
INSERT INTO gatehouse.alert_channel AS c (id, name, kind, is_enabled, minimum_severity, host, smtp_url, sender,
            recipients, login, secret, master_key, changed_at, changed_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    ON CONFLICT (id) DO UPDATE
   SET name = excluded.name, is_enabled = excluded.is_enabled, minimum_severity = excluded.minimum_severity,
       host = coalesce(nullif(excluded.host, ''), c.host), smtp_url = excluded.smtp_url, sender = excluded.sender,
       recipients = excluded.recipients, login = excluded.login, secret = excluded.secret,
       master_key = excluded.master_key, changed_at = excluded.changed_at, changed_by = excluded.changed_by)";

using ChannelWishes = std::vector<AlertChannelWish>;

Result<http::Response> channelsFor(const Actor &actor, postgres::Session &session)
{
    return session
        .execute("SELECT jsonb_build_object('channels', coalesce(jsonb_agg("
                     + std::string(channelJson)
                     + " ORDER BY c.name), '[]'))::text FROM gatehouse.alert_channel c WHERE $1",
                 {isForAll(actor)})
        .map([](const postgres::Rows &rows) {
            return http::jsonResponse(200, rows.get<std::string>(0, 0));
        });
}

/// How it is stored, locked; nothing: it is not.
struct StoredChannel
{
    std::string kind, host;
    postgres::Value secret, masterKey;
    bool hasSecret() const { return std::holds_alternative<postgres::Bytes>(secret); }
};

Result<std::optional<StoredChannel>> findChannel(postgres::Session &session, const Uuid &id)
{
    return session
        .execute("SELECT kind, host, secret, master_key FROM gatehouse.alert_channel"
                 " WHERE id = $1 FOR UPDATE",
                 {id})
        .map([](const postgres::Rows &rows) -> std::optional<StoredChannel> {
            if (rows.isEmpty())
                return std::nullopt;
            return StoredChannel{rows.get<std::string>(0, 0), rows.get<std::string>(0, 1),
                                 rows.value(0, 2), rows.value(0, 3)};
        });
}

/// Why a channel cannot take the place of the one that there is.
std::optional<Outcome> replacementRefusal(const AlertChannelWish &wish,
                                          const std::optional<StoredChannel> &stored)
{
    if (!wish.id)
        return std::nullopt;
    if (!stored)
        return unprocessable("unknown_id",
                             "There is no channel with this id. Leave it out to make a new one.");
    if (stored->kind != wish.kind)
        return unprocessable("other_kind", "A channel stays of its kind. Make another one.");
    const bool goesElsewhere = wish.isMail() && wish.host != stored->host;
    if (wish.needsSecret() && wish.secret.isEmpty() && (!stored->hasSecret() || goesElsewhere))
        return unprocessable("password_missing",
                             "A login at another server, or a new one, needs its 'password'.");
    return std::nullopt;
}

Result<std::optional<Outcome>> nameRefusal(postgres::Session &session, const ChannelWishes &wishes,
                                           const AlertChannelWish &wish)
{
    const auto isSame = [&](const AlertChannelWish &other) { return other.name == wish.name; };
    const auto rows =
        session.execute("SELECT EXISTS (SELECT FROM gatehouse.alert_channel"
                        " WHERE name = $1 AND id IS DISTINCT FROM $2::uuid)",
                        {wish.name, wish.id ? postgres::Value(*wish.id) : postgres::Value()});
    if (!rows)
        return failure(rows.error());
    if (rows->get<bool>(0, 0) || std::count_if(wishes.begin(), wishes.end(), isSame) > 1)
        return std::optional(conflict("name_taken", "A channel is called so already."));
    return std::optional<Outcome>();
}

Result<std::optional<Outcome>> channelRefusal(const Call &call, postgres::Session &session,
                                              const ChannelWishes &wishes,
                                              const AlertChannelWish &wish)
{
    const auto stored =
        wish.id ? findChannel(session, *wish.id) : Result<std::optional<StoredChannel>>();
    if (!stored)
        return failure(stored.error());
    if (auto refusal = replacementRefusal(wish, *stored))
        return refusal;
    if (!wish.secret.isEmpty() && !call.options.vault)
        return std::optional(conflict("master_key_missing",
                                      "This gateway has no master key, so it stores no secrets. "
                                      "Start it with GATEHOUSE_MASTER_KEY_FILE."));
    return nameRefusal(session, wishes, wish);
}

/// Before anything is written: all or none.
Result<std::optional<Outcome>> channelsRefusal(const Call &call, postgres::Session &session,
                                               const ChannelWishes &wishes)
{
    const auto rows = session.execute("SELECT count(*) FROM gatehouse.alert_channel");
    if (!rows)
        return failure(rows.error());
    const auto added = std::count_if(wishes.begin(), wishes.end(),
                                     [](const AlertChannelWish &wish) { return !wish.id; });
    if (rows->get<std::int64_t>(0, 0) + added > mostChannels)
        return std::optional(conflict("too_many_channels",
                                      "There are 50 channels at the most. Delete some before."));
    for (const AlertChannelWish &wish : wishes) {
        auto refusal = channelRefusal(call, session, wishes, wish);
        if (!refusal || *refusal)
            return refusal;
    }
    return std::optional<Outcome>();
}

/// The secret as it is to be stored, and by which key; of none both are NULL.
using SealedSecret = std::pair<postgres::Value, postgres::Value>;

Result<SealedSecret> sealedSecret(const Call &call, postgres::Session &session,
                                  const AlertChannelWish &wish, const Uuid &id)
{
    if (!wish.needsSecret())
        return SealedSecret();
    if (wish.secret.isEmpty()) {
        const auto stored = findChannel(session, id);
        if (!stored)
            return failure(stored.error());
        return SealedSecret((*stored)->secret, (*stored)->masterKey);
    }
    return call.options.vault->seal(wish.secret.view(), alertChannelIdentity(id))
        .map([&call](std::string &&sealed) {
            return SealedSecret(postgres::Bytes{std::move(sealed)},
                                std::string(call.options.vault->fingerprint()));
        });
}

postgres::Value ofMail(const AlertChannelWish &wish, const std::string &text)
{
    return wish.isMail() && !text.empty() ? postgres::Value(text) : postgres::Value();
}

Result<> writeChannel(const Call &call, postgres::Session &session, const AlertChannelWish &wish,
                      const Uuid &id)
{
    auto sealed = sealedSecret(call, session, wish, id);
    if (!sealed)
        return failure(sealed.error());
    const postgres::Array<std::string> recipients(wish.to.begin(), wish.to.end());
    return session
        .execute(upsertChannel,
                 {id, wish.name, wish.kind, wish.isEnabled, wish.minimumSeverity, wish.host,
                  ofMail(wish, wish.smtpUrl), ofMail(wish, wish.from),
                  wish.isMail() ? postgres::Value(recipients) : postgres::Value(),
                  ofMail(wish, wish.user), std::move(sealed->first), std::move(sealed->second),
                  call.clock.now(), call.actor.name})
        .map([](const postgres::Rows &) {});
}

/// What was there before and what is there now, and whether it has another secret.
Result<boost::json::value> storeChannel(const Call &call, postgres::Session &session,
                                        const AlertChannelWish &wish)
{
    const Uuid id = wish.id.value_or(UuidGenerator(call.clock).next());
    const auto before = findJson(session, selectChannel(), id);
    if (!before)
        return failure(before.error());
    const auto written = writeChannel(call, session, wish, id);
    const auto after = written ? findJson(session, selectChannel(), id) : failure(written.error());
    if (!after)
        return failure(after.error());
    boost::json::object changed = beforeAndAfter(*before, *after);
    changed["has_new_secret"] = !wish.secret.isEmpty();
    return boost::json::value(std::move(changed));
}

Result<Outcome> doChangeChannels(const ChangeRequest &request, postgres::Session &session)
{
    auto reading = readWishes<AlertChannelWish>(request.body, "channels", mostChannelsOfACall,
                                                readAlertChannel);
    if (auto *bad = std::get_if<http::Response>(&reading))
        return refused(std::move(*bad));
    const auto &wishes = std::get<ChannelWishes>(reading);
    auto refusal = channelsRefusal(request.call, session, wishes);
    if (!refusal || *refusal)
        return refusal ? Result<Outcome>(std::move(**refusal)) : failure(refusal.error());
    boost::json::array changes;
    for (const AlertChannelWish &wish : wishes) {
        auto changed = storeChannel(request.call, session, wish);
        if (!changed)
            return failure(changed.error());
        changes.push_back(std::move(*changed));
    }
    const boost::json::object detail{{"changes", std::move(changes)}};
    return answeredWith(channelsFor(request.call.actor, session),
                        {"alert_channels.change", "alert_channels", "channels", request.reason,
                         boost::json::serialize(detail)});
}

Result<Outcome> doDeleteChannel(const ChangeRequest &request, postgres::Session &session)
{
    const auto id = idParameter(request.call);
    const auto before =
        id ? findJson(session, selectChannel(), *id) : Result<std::optional<std::string>>();
    if (!before)
        return failure(before.error());
    if (!*before)
        return refused(notFound());
    const auto deleted =
        session.execute("DELETE FROM gatehouse.alert_channel WHERE id = $1", {*id});
    if (!deleted)
        return failure(deleted.error());
    return answeredWith(channelsFor(request.call.actor, session),
                        {"alert_channels.delete", "alert_channel", id->toString(), request.reason,
                         boost::json::serialize(beforeAndAfter(*before, std::nullopt))});
}

/// A message that is sent now: outside of the transaction that writes of it.
class ChannelTest
{
public:
    /// Sends it; what it gives back refuses the test.
    Result<std::optional<Outcome>> send(const ChangeRequest &request, postgres::Session &session);
    Result<Outcome> tell(const ChangeRequest &request, postgres::Session &session) const;

private:
    Uuid m_id;
    std::string m_name;
    SendingOutcome m_outcome;
};

Result<std::optional<Outcome>> ChannelTest::send(const ChangeRequest &request,
                                                 postgres::Session &session)
{
    BodyReader reader(request.body, {});
    if (reader.refusal())
        return refused(*reader.refusal());
    const auto id = idParameter(request.call);
    const auto rows = session.execute("SELECT " + channelColumns("c")
                                          + " FROM gatehouse.alert_channel c WHERE c.id = $1",
                                      {id.value_or(Uuid())});
    const auto environment = rows ? environmentOf(session) : failure(rows.error());
    if (!environment)
        return failure(environment.error());
    if (rows->isEmpty())
        return std::optional(refused(notFound()));
    const auto channel = channelAt(*rows, 0, 0, request.call.options.vault);
    if (!channel)
        return std::optional(conflict("master_key_differs", channel.error().message.toStdString()));
    m_id = channel->id;
    m_name = channel->name;
    const Timestamp now = request.call.clock.now();
    m_outcome = sendMessage(*channel, testMessage(*environment, now), now, {}, {}, longestTest);
    return std::optional<Outcome>();
}

Result<Outcome> ChannelTest::tell(const ChangeRequest &request, postgres::Session &) const
{
    const boost::json::object answer{
        {"is_sent", m_outcome.isSent()},
        {"error", m_outcome.isSent() ? boost::json::value() : boost::json::value(m_outcome.error)}};
    boost::json::object detail = answer;
    detail["channel"] = m_name;
    return Outcome{http::jsonResponse(200, boost::json::serialize(answer)),
                   LedgerEntry{"alert_channels.test", "alert_channel", m_id.toString(),
                               request.reason, boost::json::serialize(detail)}};
}

} // namespace

Result<http::Response> showAlertChannels(const Call &call, postgres::Session &session)
{
    return channelsFor(call.actor, session);
}

Result<http::Response> changeAlertChannels(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doChangeChannels);
}

Result<http::Response> deleteAlertChannel(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doDeleteChannel);
}

Result<http::Response> testAlertChannel(const Call &call, postgres::Session &session)
{
    const std::unique_lock alone(*call.options.askingOthers, std::try_to_lock);
    if (!alone.owns_lock())
        return http::problem(
            503, "busy",
            "Somebody else is being asked already. Try again when that is done; it "
            "takes seconds.");
    ChannelTest test;
    return changeAfter(
        call, session, Reason::Required,
        [&](const ChangeRequest &request, postgres::Session &own) {
            return test.send(request, own);
        },
        [&](const ChangeRequest &request, postgres::Session &own) {
            return test.tell(request, own);
        });
}

} // namespace gatehouse::gateway::admin
