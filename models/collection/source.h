#pragma once

#include "models/collection/exporttext.h"
#include "models/collection/filter.h"
#include "services/core/clock.h"
#include "services/core/result.h"
#include "services/core/uuid.h"

#include <QFuture>
#include <QVariant>

#include <compare>
#include <functional>
#include <optional>
#include <vector>

namespace gatehouse::collection {

/// Where a row stands. Lists run newest first, so a greater key is further up; where they are in
/// another order, standsAbove() says what is.
struct RowKey
{
    Timestamp sort;
    Uuid id; ///< a number where Descriptor::idType says so; see rowid.h
    SortValue value = {}; ///< of the column that the list is sorted by, where Sort::isByValue()
    auto operator<=>(const RowKey &) const = default; // NOLINT(modernize-use-nullptr): as in Uuid
};

/// In a list of that order.
bool standsAbove(const Sort &sort, const RowKey &one, const RowKey &other);

/// One row; `cells` stand in the order of Descriptor::readColumns(). Types: QString, qint64,
/// double, bool, QDateTime (UTC), QByteArray (bytea); invalid is NULL. json comes as QString.
struct Row
{
    RowKey key;
    std::vector<QVariant> cells;
};

struct PageRequest
{
    /// Down the list or up, which in its own order are older and newer rows.
    enum class Direction { Older, Newer };
    Filter filter;
    Direction direction = Direction::Older;
    /// Rows beyond this one, itself left out (or kept, with `inclusive`); nothing: from the list's
    /// top (Older) or its bottom (Newer) on.
    std::optional<RowKey> from = std::nullopt;
    bool inclusive = false;
    int limit = 200;
    /// No further than this row, itself included; what lies beyond is not said. Not where the list
    /// is sorted by another column.
    std::optional<RowKey> until = std::nullopt;
    /// A search that takes long may end before its page is full; see Page::reached.
    bool mayPause = false;
    Sort sort = {};
};

/// How far a search has come.
struct Reach
{
    RowKey key; ///< go on from here: everything up to it was looked at
    double share = 0; ///< of the list's whole time, 0 to 1
};

struct Page
{
    std::vector<Row> rows; ///< in the list's order, whatever the direction was
    bool isLast = false; ///< no rows follow in that direction
    /// Rows that follow were not looked at yet: isLast is false, and the page not full.
    std::optional<Reach> reached = std::nullopt;
};

struct Count
{
    qint64 rows = 0;
    bool isExact = true; ///< else the planner's estimate, or 10,001 where there is none
};

/// What a page of a list in that order takes.
struct SortCost
{
    bool isIndexed = true; ///< it is read as it stands; else rows are read and sorted for each page
    /// How many rows are read, by the planner's estimate; nothing: nobody says.
    std::optional<qint64> rows = std::nullopt;
};

/// So few rows are sorted without asking anybody.
constexpr qint64 fewRowsToSort = 10000;
/// Nobody has to be asked first.
bool isCheap(const SortCost &cost);

/// Rows as text, newest first.
struct ExportRequest
{
    Descriptor descriptor;
    Filter filter;
    QStringList columns; ///< of Descriptor::readColumns(), in the order in which they are written
    ExportFormat format = ExportFormat::Csv;
    bool withBody = false; ///< the request's body as a further column; see Source::exportsBodies()
    /// Of these rows only, whatever the filter; in the list's order. Empty: all of the filter.
    std::vector<Uuid> ids = {};
};

/// Takes the text of some rows, in their order, each with ExportText's separator in front. In any
/// thread, one call at a time; while it blocks, nothing more is read. An error ends the export.
using ExportSink = std::function<Result<>(std::string_view text, qint64 rows)>;

/// Whether the page is read in slices of the list, from its place on: nothing but looking leads to
/// its rows, and it may pause.
bool isSearched(const Descriptor &descriptor, const PageRequest &request);

/// A list by its own column, ascending, is the same list from its other end: the request that reads
/// it there, and the page as it was asked for. Any other request and its page are left as they are.
PageRequest fromOtherEnd(PageRequest request);
Page asAskedFor(const PageRequest &request, Page page);

/// What Source::row() says of a row that is not there.
Error rowIsGone();

/// Where the rows of one collection come from: Postgres, or the API for a token without database
/// access. In the GUI thread; cancelling a future stops the work behind it.
class Source
{
public:
    virtual ~Source() = default;
    virtual QFuture<Result<Page>> page(const PageRequest &request) = 0;
    /// NotFound when it has vanished.
    virtual QFuture<Result<Row>> row(const Uuid &id) = 0;
    /// Exact up to 10,000 rows, beyond it an estimate that says so.
    virtual QFuture<Result<Count>> count(const Filter &filter) = 0;
    /// What it takes to show the list in that order; asked before it is. Indexed, where the source
    /// does not say.
    virtual QFuture<Result<SortCost>> sortCost(const Filter &filter, const Sort &sort);
    /// All rows, in constant memory; their number. Cancelled, `sink` is soon not called any more.
    /// By pages, in this thread, where the source has no faster way; it outlives the future then.
    virtual QFuture<Result<qint64>> exportRows(const ExportRequest &request,
                                               const ExportSink &sink);
    /// Whether it can be asked for them; whether they may be read, only an export shows.
    virtual bool exportsBodies() const { return false; }
};

} // namespace gatehouse::collection
