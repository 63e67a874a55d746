#pragma once

#include "models/histogram/buckets.h"

#include <QStringList>

namespace gatehouse::ui {

/// The order in which a bucket's statuses stand upon each other, and in which a legend names them:
/// what went well at the bottom; a word that is not known on top.
QStringList stackedStatuses(const histogram::StatusCounts &counts);

/// The statuses that are always in a legend, in that order.
const QStringList &knownStatuses();

} // namespace gatehouse::ui
