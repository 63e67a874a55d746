#include "services/gateway/admin/lettergroups.h"

#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/change.h"
#include "services/gateway/admin/parameters.h"
#include "services/gateway/admin/query.h"
#include "services/postgres/session.h"
#include "services/privacy/policy.h"

#include <boost/json.hpp>

#include <array>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::array<std::string_view, 4> groupStates{"open", "acknowledged", "resolved",
                                                      "ignored"};
constexpr std::size_t longestOwner = 100;
constexpr std::size_t longestNote = 2000;

constexpr std::string_view readGroups = R"(
SELECT to_jsonb(g)::text FROM console.dead_letter_groups_of($1::text[], $2::text[], NULL, 500) g
 ORDER BY g.open DESC, g.last_seen DESC, g.id)";

constexpr std::string_view readGroup = R"(
SELECT to_jsonb(g)::text, g.total
  FROM console.dead_letter_groups_of($1::text[], $2::text[], $3::text, 1) g)";

// $4 and $6: whether the one before them is given. What is kept of before may be about letters that
// are gone, and about nobody knows whose (NULL) where it is older than these columns.
constexpr std::string_view writeGroup = R"(
INSERT INTO gatehouse.dead_letter_group AS g (id, state, owner, note, changed_by, tenants, sources)
SELECT $1, coalesce($2, 'open'), $3, $5, $7, array_agg(DISTINCT tenant), array_agg(DISTINCT source)
  FROM gatehouse.dead_letter WHERE group_id = $1
    ON CONFLICT (id) DO UPDATE
   SET state = coalesce($2, g.state), owner = CASE WHEN $4 THEN $3 ELSE g.owner END,
       note = CASE WHEN $6 THEN $5 ELSE g.note END, changed_at = now(), changed_by = $7,
       tenants = CASE WHEN ($4 OR g.owner IS NULL) AND ($6 OR g.note IS NULL) THEN excluded.tenants
                      WHEN g.tenants IS NOT NULL
                      THEN ARRAY(SELECT unnest(g.tenants) UNION SELECT unnest(excluded.tenants)) END,
       sources = CASE WHEN ($4 OR g.owner IS NULL) AND ($6 OR g.note IS NULL) THEN excluded.sources
                      WHEN g.sources IS NOT NULL
                      THEN ARRAY(SELECT unnest(g.sources) UNION SELECT unnest(excluded.sources)) END)";

constexpr std::string_view isSaidOfMine = R"(
SELECT owner IS NULL AND note IS NULL
       OR coalesce(($1::text[] IS NULL OR tenants <@ $1) AND ($2::text[] IS NULL OR sources <@ $2), false)
  FROM gatehouse.dead_letter_group WHERE id = $3)";

struct FoundGroup
{
    std::string json;
    std::int64_t letters = 0;
};

Result<std::optional<FoundGroup>> findGroup(postgres::Session &session, const std::string &id,
                                            const Actor &actor)
{
    return session.execute(readGroup, {nullable(actor.tenants), nullable(actor.sources), id})
        .map([](const postgres::Rows &rows) -> std::optional<FoundGroup> {
            if (rows.isEmpty())
                return std::nullopt;
            return FoundGroup{rows.get<std::string>(0, 0), rows.get<std::int64_t>(0, 1)};
        });
}

/// What is to be written; nothing: it is left as it is.
struct GroupWish
{
    std::optional<std::string> state, owner, note;
    bool hasOwner = false, hasNote = false;
};

GroupWish readGroupWish(BodyReader &reader, const boost::json::object &body)
{
    GroupWish wish;
    if (reader.has("state"))
        wish.state = reader.choice("state", groupStates);
    wish.hasOwner = body.contains("owner");
    wish.owner = reader.textIfAny("owner", longestOwner);
    wish.hasNote = body.contains("note");
    wish.note = reader.textIfAny("note", longestNote);
    if (!wish.state && !wish.hasOwner && !wish.hasNote)
        reader.refuse("state", "or owner or note must be there.");
    return wish;
}

/// Whether nothing was said of the group while it had letters of others.
Result<bool> isMineToRead(postgres::Session &session, const std::string &id, const Actor &actor)
{
    return session.execute(isSaidOfMine, {nullable(actor.tenants), nullable(actor.sources), id})
        .map([](const postgres::Rows &rows) { return rows.isEmpty() || rows.get<bool>(0, 0); });
}

/// 404 for a group of none of the actor's letters, 403 for one that others have a part of, or had
/// when something was said of it.
Result<std::optional<Outcome>> groupRefusal(postgres::Session &session, const Actor &actor,
                                            const std::string &id,
                                            const std::optional<FoundGroup> &mine)
{
    if (!mine)
        return std::optional(refused(notFound()));
    if (isForAll(actor))
        return std::optional<Outcome>();
    const auto whole = findGroup(session, id, Actor{});
    const auto isMine = whole ? isMineToRead(session, id, actor) : failure(whole.error());
    if (!isMine)
        return failure(isMine.error());
    const bool isShared = *whole && (*whole)->letters > mine->letters;
    return isShared || !*isMine ? std::optional(refused(outsideScope())) : std::optional<Outcome>();
}

Result<Outcome> groupChanged(const ChangeRequest &request, postgres::Session &session,
                             const std::string &id, const std::string &before)
{
    const auto masker = privacy::readMasker(session);
    const auto after =
        masker ? findGroup(session, id, request.call.actor) : failure(masker.error());
    if (!after)
        return failure(after.error());
    const std::string json = *after ? (*after)->json : "null";
    boost::json::object detail =
        stateOf(json, {"root_cause", "fingerprint", "tenants", "sources"}).as_object();
    detail["before"] = stateOf(before, {"state", "owner", "note"});
    detail["after"] = stateOf(json, {"state", "owner", "note"});
    return Outcome{http::jsonResponse(200, privacy::maskedRow(*masker, json)),
                   LedgerEntry{"dlq.group", "dead_letter_group", id, request.reason,
                               boost::json::serialize(detail)}};
}

Result<Outcome> doChangeGroup(const ChangeRequest &request, postgres::Session &session)
{
    const std::string &id = request.call.parameters.front();
    const Actor &actor = request.call.actor;
    BodyReader reader(request.body, {"state", "owner", "note"});
    const GroupWish wish = readGroupWish(reader, request.body);
    if (reader.refusal())
        return refused(*reader.refusal());
    if (!isVisibleAscii(id))
        return refused(notFound());
    const auto mine = findGroup(session, id, actor);
    auto refusal = mine ? groupRefusal(session, actor, id, *mine) : failure(mine.error());
    if (!refusal)
        return failure(refusal.error());
    if (*refusal)
        return std::move(**refusal);
    const auto written =
        session.execute(writeGroup,
                        {id, nullable(wish.state), nullable(wish.owner), wish.hasOwner,
                         nullable(wish.note), wish.hasNote, actor.name});
    if (!written)
        return failure(written.error());
    return groupChanged(request, session, id, (*mine)->json);
}

} // namespace

Result<http::Response> listLetterGroups(const Call &call, postgres::Session &session)
{
    const auto masker = privacy::readMasker(session);
    const auto rows = masker
        ? session.execute(readGroups, {nullable(call.actor.tenants), nullable(call.actor.sources)})
        : failure(masker.error());
    if (!rows)
        return failure(rows.error());
    std::string json = R"({"items":[)";
    for (int row = 0; row < rows->size(); ++row)
        json += (row > 0 ? "," : "") + privacy::maskedRow(*masker, rows->get<std::string>(row, 0));
    return http::jsonResponse(200, json + R"(],"next":null})");
}

Result<http::Response> changeLetterGroup(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doChangeGroup);
}

} // namespace gatehouse::gateway::admin
