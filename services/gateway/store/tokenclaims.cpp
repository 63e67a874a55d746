#include "services/gateway/store/tokenclaims.h"

namespace gatehouse::gateway {

using postgres::Array;
using postgres::Bytes;

namespace {

// Sorted, so that two gateways take the row locks in one order. Who comes second waits for the end
// of the first one's transaction and finds its key; a token that is over is not taken over. The
// minutes are for a database whose clock is ahead of a gateway's.
constexpr std::string_view bindTokens = R"(
INSERT INTO gatehouse.jwt_id (jti_hash, key_hash, expires_at)
SELECT u.jti_hash, u.key_hash, u.expires_at + interval '10 minutes'
  FROM unnest($1::bytea[], $2::bytea[], $3::timestamptz[]) AS u(jti_hash, key_hash, expires_at)
 ORDER BY u.jti_hash
    ON CONFLICT (jti_hash) DO NOTHING)";

// A statement of its own: its snapshot sees what was committed while the one before waited.
constexpr std::string_view readTokens =
    "SELECT jti_hash, key_hash FROM gatehouse.jwt_id WHERE jti_hash = ANY($1::bytea[])";

} // namespace

Result<TokenKeys> claimTokens(postgres::Session &session, const std::vector<BatchEntry> &batch)
{
    std::map<std::string, const BatchEntry *> firsts;
    for (const BatchEntry &entry : batch) {
        if (!entry.tokenHash.empty())
            firsts.try_emplace(entry.tokenHash, &entry);
    }
    Array<Bytes> ids;
    Array<Bytes> keys;
    Array<Timestamp> ends;
    for (const auto &[hash, entry] : firsts) {
        ids.emplace_back(Bytes{hash});
        keys.emplace_back(Bytes{entry->tokenKeyHash});
        ends.emplace_back(entry->tokenExpires);
    }
    if (const auto bound = session.execute(bindTokens, {ids, keys, ends}); !bound)
        return failure(bound.error());
    return session.execute(readTokens, {ids}).map([](const postgres::Rows &rows) {
        TokenKeys found;
        for (int row = 0; row < rows.size(); ++row)
            found.emplace(rows.get<Bytes>(row, 0).data, rows.get<Bytes>(row, 1).data);
        return found;
    });
}

bool isTokenGood(const BatchEntry &entry, const TokenKeys &keys)
{
    const auto found = keys.find(entry.tokenHash);
    return entry.tokenHash.empty() || (found != keys.end() && found->second == entry.tokenKeyHash);
}

} // namespace gatehouse::gateway
