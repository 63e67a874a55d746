#pragma once

#include <string>
#include <string_view>

namespace gatehouse::gateway {

/// What a bulk operation does to each of its items.
struct BulkAction
{
    std::string_view name; ///< "reenqueue"
    std::string_view targetType; ///< "dead_letter" or "job"
    std::string_view view; ///< of the console, with the rows that it is done to
    std::string_view ledgerAction; ///< the same as when it is done to one alone
    /// SQL over a row of the view: why it cannot be done, NULL when it can.
    std::string_view whyNot;
    /// SQL over a row: what it changes, as jsonb.
    std::string_view state;
    /// SQL over a row: only of these it makes sense to speak as "all".
    std::string_view candidates;
    /// Columns of the view, or NULL where it has none.
    std::string_view jobId, rootCause;
    bool isDelivering = false; ///< the job comes back as succeeded, or as dead or waiting
};

/// Null when there is none of that name.
const BulkAction *findBulkAction(std::string_view name);

/// "reenqueue, retry, discard, cancel"
std::string bulkActionNames();

} // namespace gatehouse::gateway
