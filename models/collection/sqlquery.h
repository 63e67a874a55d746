#pragma once

#include "models/collection/source.h"
#include "services/postgres/session.h"

/// From a descriptor and a request to SQL, purely. Names of views and columns come from descriptors
/// alone and are quoted; every value is a parameter. Only for rooms that link services/postgres.
namespace gatehouse::collection {

/// One page and a row more (which says whether another page follows), newest first for Older,
/// oldest first for Newer; columns are Descriptor::readColumns(). Beside the row comparison stands
/// `sort <= $n`, because only that prunes partitions. With `sliceEnd` no rows beyond that moment.
/// Invalid: a filter that cannot be used.
Result<postgres::Statement> pageStatement(const Descriptor &descriptor, const PageRequest &request,
                                          const std::optional<Timestamp> &sliceEnd = std::nullopt);

/// The keys of the newest and the oldest row, each as sort and id; no row when there is none.
postgres::Statement endsStatement(const Descriptor &descriptor, const Filter &filter);

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
/// The number of rows in the answer to EXPLAIN (FORMAT JSON); nothing when it is not one.
std::optional<qint64> plannedRows(std::string_view explanation);

} // namespace gatehouse::collection
