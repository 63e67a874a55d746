#pragma once

#include "models/collection/source.h"

namespace gatehouse::collection {

// Rows that were chosen one by one: any number of them, where a filter takes only some hundred ids.

/// Each lets through some of the rows; one after the other they give all, in the order of `ids`,
/// which is the list's.
QList<Filter> filtersOf(const Descriptor &descriptor, const std::vector<Uuid> &ids);

/// Those that are still there, in the order of `ids`, which is the list's. `source` outlives the
/// future, or it is cancelled before.
QFuture<Result<std::vector<Row>>> readRows(Source &source, const Descriptor &descriptor,
                                           const std::vector<Uuid> &ids);

} // namespace gatehouse::collection
