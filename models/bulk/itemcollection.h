#pragma once

#include "models/collection/filter.h"

#include <QString>

namespace gatehouse::bulk {

/// The items of bulk operations, with what came of each: those of the latest operation first.
collection::Descriptor bulkItemCollection();

/// The items of that operation.
collection::Filter itemsOf(const QString &operationId);
/// The same of one outcome; empty: of all.
collection::Filter itemsOf(const QString &operationId, const QString &outcome);
/// The one operation whose items a filter lets through; empty: it says nothing of one.
QString operationIdOf(const collection::Filter &filter);
/// The one outcome that a filter lets through; empty: it says nothing of one.
QString outcomeOf(const collection::Filter &filter);
/// "pending", "done", ... in the order in which they are offered.
QStringList outcomes();

} // namespace gatehouse::bulk
