#pragma once

#include "models/histogram/source.h"
#include "services/browsing/timecounts.h"

/// The SQL of PostgresHistogram.
namespace gatehouse::histogram {

using browsing::CountFrom;
using browsing::CountQuery;

/// The coarsest that tells the counts of the request exactly.
CountFrom bestFor(const CountRequest &request);

/// Invalid when a chip cannot be used.
Result<CountQuery> countQuery(const collection::Descriptor &descriptor, const CountRequest &request,
                              CountFrom from);

} // namespace gatehouse::histogram
