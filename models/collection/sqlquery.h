#pragma once

#include "models/collection/source.h"
#include "services/postgres/session.h"

/// From a descriptor and a request to SQL, purely. Names of views and columns come from descriptors
/// alone and are quoted; every value is a parameter. Only for rooms that link services/postgres.
namespace gatehouse::collection {

/// A list that is sorted by another column than its own has two parts, and an index serves each by
/// itself: first the rows with a value there, then those without.
enum class ListPart { Whole, WithValue, WithoutValue };

/// The parts that a page is read from, one after the other until it is full; of any other list the
/// whole.
std::vector<ListPart> partsOf(const PageRequest &request);

/// One page and a row more (which says whether another page follows), in the list's order for
/// Older, in the opposite one for Newer; columns are Descriptor::readColumns(). Beside the row
/// comparison stands `sort <= $n`, because only that prunes partitions. With `sliceEnd` no rows
/// beyond that moment. Of a request that fromOtherEnd() leaves as it is. Invalid: a filter or an
/// order that cannot be used.
Result<postgres::Statement> pageStatement(const Descriptor &descriptor, const PageRequest &request,
                                          const std::optional<Timestamp> &sliceEnd = std::nullopt,
                                          ListPart part = ListPart::Whole);

/// The keys of the newest and the oldest row, each as sort and id; no row when there is none.
postgres::Statement endsStatement(const Descriptor &descriptor, const Filter &filter);

/// For the transaction that reads a list slice by slice: each by an index. To a planner that takes
/// the disk for a slow one all of a table looks cheaper to read than the rows of some days, but the
/// next slice would do that again, and sort them, too.
postgres::Statement sliceSettings();

/// The planner's view of how many rows stand between the request's key and `end`, whatever the
/// filter: one row and column, see plannedRows().
postgres::Statement sliceEstimateStatement(const Descriptor &descriptor, const PageRequest &request,
                                           Timestamp end);

/// Whatever the filter: the sort column of the row that comes as the `rows`th of the request's; no
/// row when there are fewer.
postgres::Statement sliceStatement(const Descriptor &descriptor, const PageRequest &request,
                                   std::int64_t rows);

/// The row of that id, with the same columns.
postgres::Statement rowStatement(const Descriptor &descriptor, const Uuid &id);

/// Counts that far exactly.
constexpr qint64 exactCountLimit = 10000;

/// One row and column: the number of rows, at most exactCountLimit + 1.
Result<postgres::Statement> countStatement(const Descriptor &descriptor, const Filter &filter);

/// The planner's view of the same rows: one row and column, see plannedRows().
Result<postgres::Statement> estimateStatement(const Descriptor &descriptor, const Filter &filter);
/// The planner's view of the first page in that order: see isSortedFirst().
Result<postgres::Statement> sortPlanStatement(const Descriptor &descriptor, const Filter &filter,
                                              const Sort &sort);
/// Whether that answer says that rows are sorted before the first of them can be told.
bool isSortedFirst(std::string_view explanation);
/// The planner's view of the rows that a search with the filter looks at: those in its span of the
/// list's own time.
postgres::Statement rangeEstimateStatement(const Descriptor &descriptor, const Filter &filter);

/// The number of rows in the answer to EXPLAIN (FORMAT JSON); nothing when it is not one.
std::optional<qint64> plannedRows(std::string_view explanation);

} // namespace gatehouse::collection
