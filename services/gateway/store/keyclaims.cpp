#include "services/gateway/store/keyclaims.h"

namespace gatehouse::gateway {

namespace {

const KeyClaim *find(const KeyClaims &claims, std::string_view hash)
{
    const auto found = claims.find(hash);
    return found == claims.end() ? nullptr : &found->second;
}

void claim(KeyClaims &claims, const BatchEntry &entry)
{
    const KeyClaim *known = find(claims, entry.keyHash);
    if (!known && !entry.secondHash.empty())
        known = find(claims, entry.secondHash);
    using Kind = KeyClaim::Kind;
    const Uuid owner = known ? known->eventId : entry.event->id;
    claims.try_emplace(entry.keyHash, KeyClaim{owner, known ? Kind::Inherited : Kind::First});
    if (!entry.secondHash.empty())
        claims.try_emplace(entry.secondHash,
                           KeyClaim{owner, known ? Kind::Inherited : Kind::Second});
}

} // namespace

KeyClaims claimKeys(const std::vector<BatchEntry> &batch)
{
    KeyClaims claims;
    for (const BatchEntry &entry : batch) {
        if (!entry.keyHash.empty())
            claim(claims, entry);
    }
    return claims;
}

} // namespace gatehouse::gateway
