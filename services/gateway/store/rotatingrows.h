#pragma once

#include "services/core/uuid.h"
#include "services/postgres/session.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::gateway {

/// A table of what is rotated: rows with id, state (pending, active, retiring, revoked),
/// expires_at, revoked_at, last_used_at and uses, of which one is active and one retiring at most;
/// and the table of their uses by the minute. SQL of our own alone.
struct RotatingTable
{
    std::string_view name;
    std::string_view minutes;
    std::string_view minuteOf; ///< the column of `minutes` that has the row's id
    std::string_view action; ///< what the ledger calls it when an overlap ends
    std::string_view targetType;
    std::string_view detail; ///< an SQL expression: what the ledger tells of a row, jsonb
};

/// A word of an SQL template, `{name}`, and the SQL of our own that stands for it.
using TemplateWord = std::pair<std::string_view, std::string_view>;
/// Every word of the template replaced.
std::string filledIn(std::string sql, const std::vector<TemplateWord> &words);

/// Marks those whose overlap is over as revoked and writes each into the ledger. How many they
/// were. Inside a transaction.
Result<std::int64_t> retireExpired(postgres::Session &session, const RotatingTable &table);

/// How often, by the row's id.
using UseCounts = std::map<Uuid, std::int64_t>;

/// Adds to what is counted for this minute and in all; leaves out rows that are gone.
Result<> addUses(postgres::Session &session, const RotatingTable &table, const UseCounts &uses);

/// The active row retires when the overlap ends, or is revoked at once when it is 0. When that is,
/// as text of RFC 3339; nothing: at once.
Result<std::optional<std::string>> retireActive(postgres::Session &session,
                                                const RotatingTable &table, const Uuid &id,
                                                std::int64_t overlapSeconds);
/// The two change places; the one that retires then does so when somebody revokes it.
Result<> swapPlaces(postgres::Session &session, const RotatingTable &table, const Uuid &active,
                    const Uuid &retiring);
/// The retiring row's overlap ends so many seconds from now.
Result<> setOverlap(postgres::Session &session, const RotatingTable &table, const Uuid &id,
                    std::int64_t seconds);
Result<> revokeRow(postgres::Session &session, const RotatingTable &table, const Uuid &id);

} // namespace gatehouse::gateway
