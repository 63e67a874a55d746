#pragma once

#include "services/core/timesteps.h"
#include "services/gateway/admin/listpage.h"

namespace gatehouse::gateway::admin {

/// What is looked at, and what of it is wanted; neither with a place.
struct SearchedRows
{
    Query range; ///< the conditions on the list's own time alone
    Query wanted; ///< all conditions
    /// Without a row; a quarter of it once there are some.
    std::chrono::milliseconds time{0};
    bool isLimited = false; ///< the actor is: it is told minutes, not when others have rows
};

/// A page slice by slice of the list, each of so many rows whether they are wanted or not, until it
/// is full, the list's end or `until` is there, or the time is over; then FoundPage::reached says
/// where to go on. As models/collection/rowsearch.h does for the console's SQL.
Result<FoundPage> searchPage(postgres::Session &session, const ListSpec &spec,
                             const SearchedRows &rows, const Page &page,
                             const privacy::Masker &masker);

} // namespace gatehouse::gateway::admin
