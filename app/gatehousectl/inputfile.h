#pragma once

#include "services/core/result.h"

#include <QByteArray>

#include <string>

namespace gatehouse::cli {

/// All of a file. NotFound: it cannot be read; Invalid: it has more bytes than that.
Result<QByteArray> readFile(const std::string &name, qint64 largest);
/// The same; "-" is standard input, which can be read only once.
Result<QByteArray> readFileOrInput(const std::string &name, qint64 largest);

} // namespace gatehouse::cli
