#pragma once

#include "services/gateway/store/batchentry.h"

#include <map>
#include <string_view>

namespace gatehouse::gateway {

/// Who of a batch is to own a key.
struct KeyClaim
{
    /// What the key is to the event: of its own keys an event must get both, or it is a duplicate.
    enum class Kind {
        First,
        Second,
        Inherited, ///< the key of a later event of the batch that is a duplicate of this one
    };
    Uuid eventId;
    Kind kind = Kind::First;
};

using KeyClaims = std::map<std::string_view, KeyClaim>;

/// One claim for each key of the batch, by its hash (the entry's own), sorted. The first event that
/// names a key claims it; an event that names a key that was claimed is a duplicate, and its other
/// key is claimed for the same event, so that it leads there too.
KeyClaims claimKeys(const std::vector<BatchEntry> &batch);

} // namespace gatehouse::gateway
