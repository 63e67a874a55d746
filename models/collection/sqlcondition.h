#pragma once

#include "models/collection/filter.h"
#include "services/postgres/value.h"

/// The part of sqlquery.h that turns chips into SQL.
namespace gatehouse::collection {

/// `"name"`
QString quotedIdentifier(const QString &name);

/// Appends the value and gives its place with a cast: `$3::text[]`.
QString addParameter(postgres::Parameters &parameters, postgres::Value value,
                     QLatin1StringView type);

/// One SQL condition for each chip that is enabled and restricts something. Invalid when one of
/// them cannot be used.
Result<QStringList> filterConditions(const Descriptor &descriptor, const Filter &filter,
                                     postgres::Parameters &parameters);

} // namespace gatehouse::collection
