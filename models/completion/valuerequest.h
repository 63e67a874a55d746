#pragma once

#include "models/completion/source.h"
#include "services/core/timesteps.h"

/// What the sources of values have in common.
namespace gatehouse::completion {

/// A request with the time apart, and without the chips that do not count: those of other rows than
/// the list's, which would have to be looked up for each.
struct ParsedRequest
{
    std::optional<Timestamp> from;
    std::optional<Timestamp> until; ///< itself left out
    collection::Filter others;
    bool ignoresChips = false;
};

/// `now`: what "24h" is before.
ParsedRequest parsed(const collection::Descriptor &descriptor, const ValueRequest &request,
                     Timestamp now);

} // namespace gatehouse::completion
