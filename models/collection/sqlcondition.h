#pragma once

#include "models/collection/filter.h"
#include "services/postgres/value.h"

/// The part of sqlquery.h that turns chips into SQL.
namespace gatehouse::collection {

/// `"name"`
QString quotedIdentifier(const QString &name);

/// `"schema"."view"`
QString quotedView(const QString &view);

/// Appends the value and gives its place with a cast: `$3::text[]`.
QString addParameter(postgres::Parameters &parameters, postgres::Value value,
                     QLatin1StringView type);

/// The sort column's value of the row with that id (an SQL expression), where sortIsTimeOfId. Asked
/// of the database, because only that knows how its ids were made: another gateway's may be random.
QString timeOfId(const QString &id);

/// One SQL condition for each chip that is enabled and restricts something. Invalid when one of
/// them cannot be used.
Result<QStringList> filterConditions(const Descriptor &descriptor, const Filter &filter,
                                     postgres::Parameters &parameters);

} // namespace gatehouse::collection
