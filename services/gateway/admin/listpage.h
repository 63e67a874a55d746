#pragma once

#include "services/gateway/admin/listquery.h"
#include "services/gateway/admin/parameters.h"

/// One page of a list: which rows, and how they are answered.
namespace gatehouse::gateway::admin {

struct Page
{
    static constexpr std::int64_t defaultLimit = 50;
    std::int64_t limit = defaultLimit;
    std::optional<Cursor> from;
    std::string_view place; ///< the parameter that `from` is of
    bool isInclusive = false; ///< the row at `from` belongs to it
    bool isNewer = false; ///< the rows above `from`; without it, from the list's bottom on
    std::optional<Cursor> until; ///< no further than this, itself included
    bool mayPause = false; ///< may end before it is full, when that takes long
    std::string sort; ///< the time that the rows are in the order of
    const SortColumn *by = nullptr; ///< before that; rows without a value last
    bool isAscending = false;
    std::string cursorPrefix; ///< of cursors in another order than the list's usual one

    bool isInOwnOrder() const { return !by && !isAscending; }
    /// Towards later times and greater values.
    bool isUpwards() const { return isNewer != isAscending; }
};

/// How far a search has come.
struct Reach
{
    Cursor key; ///< everything up to it was looked at
    double share = 0; ///< of the list's whole time, 0 to 1
};

struct FoundRow
{
    std::string json;
    Cursor key;
};

struct FoundPage
{
    std::vector<FoundRow> rows; ///< in the list's order
    bool hidesSort = false; ///< what the list is sorted by is masked in some row
    bool isFollowed = false; ///< by more rows in its direction
    std::optional<Reach> reached; ///< rows that follow were not looked at yet
};

/// Rows beyond `from`, and no further than `until`; by another column readPage() sees to that, and
/// this says only whether they can be used. 400 for ids and values that are none.
Refusal requirePlace(Query &query, const ListSpec &spec, const Page &page);

/// " ORDER BY ...", in the page's direction.
std::string readingOrder(const ListSpec &spec, const Page &page);

/// What is read first of a list that is sorted by another column.
Result<postgres::Rows> explainPage(postgres::Session &session, const ListSpec &spec,
                                   const Query &query, const Page &page);

/// Those that the query leaves, and no more than `limit`.
Result<FoundPage> readPage(postgres::Session &session, const ListSpec &spec, const Query &query,
                           const Page &page, const privacy::Masker &masker);

std::string pageJson(const FoundPage &found, const Page &page);

} // namespace gatehouse::gateway::admin
