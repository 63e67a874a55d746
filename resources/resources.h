#pragma once

#include "services/core/result.h"

#include <QByteArray>
#include <QStringList>

namespace gatehouse {

/// A file that the program carries, by its path below resources/: "sql/0001_gateway.sql".
/// NotFound for a name that was not built in. Thread-safe.
Result<QByteArray> resource(const QString &path);

/// The names (not paths) of the files in a folder below resources/, sorted.
QStringList resourceNames(const QString &folder);

} // namespace gatehouse
