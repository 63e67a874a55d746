#pragma once

#include "models/collection/source.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QUrlQuery>

/// Between a descriptor and the admin API's lists, purely.
namespace gatehouse::collection {

/// The query string of a filter: one item `filter` for each condition. Invalid when the filter
/// cannot be used, or is too long for a URL.
Result<QUrlQuery> apiFilterQuery(const Descriptor &descriptor, const Filter &filter);

/// The same conditions as objects, for a body: all of them hold. Invalid when the filter cannot be
/// used.
Result<QJsonArray> apiConditions(const Descriptor &descriptor, const Filter &filter);

/// The key as the API reads it: the time and the id with a comma between; behind another one the
/// value of what the list is sorted by, where the row has one.
QString apiKey(const Descriptor &descriptor, const RowKey &key);

/// Adds one item, whatever characters its value has.
void addApiItem(QUrlQuery &query, const QString &name, const QString &value);

/// An item of a list as a row, its cells typed as the descriptor says. Bug when it has no usable
/// key.
Result<Row> apiRow(const Descriptor &descriptor, const QJsonObject &item, const Sort &sort = {});

/// RFC 3339 to the microsecond, in UTC.
QString apiTimeText(Timestamp time);
/// The same read, with any offset; nothing for other text.
std::optional<Timestamp> apiTime(const QString &text);

} // namespace gatehouse::collection
