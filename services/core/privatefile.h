#pragma once

#include "services/core/result.h"

#include <QByteArrayView>
#include <QString>

namespace gatehouse {

/// Writes a file that only its owner may read (mode 0600 from the first byte on), whole or not at
/// all: to a temporary beside it, then renamed over what was there.
Result<> writePrivateFile(const QString &file, QByteArrayView content);

} // namespace gatehouse
