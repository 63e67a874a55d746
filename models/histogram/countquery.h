#pragma once

#include "models/histogram/source.h"
#include "services/postgres/session.h"

/// The SQL of PostgresHistogram.
namespace gatehouse::histogram {

/// Where counts come from.
enum class CountFrom {
    Rows,
    Minutes,
    Hours,
};

/// The coarsest that tells the counts of the request exactly.
CountFrom bestFor(const CountRequest &request);

struct CountQuery
{
    postgres::Statement statement; ///< gives bucket (from 1), status, count
    Timestamp from; ///< so far back it counts
};

/// Invalid when a chip cannot be used.
Result<CountQuery> countQuery(const collection::Descriptor &descriptor, const CountRequest &request,
                              CountFrom from);

} // namespace gatehouse::histogram
