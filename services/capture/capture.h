#pragma once

#include "services/capture/capturedrequest.h"
#include "services/core/result.h"

#include <QByteArray>
#include <QFuture>

#include <vector>

namespace gatehouse::capture {

/// More is refused.
inline constexpr qint64 largestCapture = qint64{32} * 1024 * 1024;

/// Reads what people have at hand: a curl command, an HTTP request as text, or a HAR file, told
/// apart by how they begin. At least one request.
Result<std::vector<CapturedRequest>> readCapture(const QByteArray &bytes);

/// The same on a thread of its own, since a HAR file may be large; of a file: Unavailable when it
/// cannot be read.
QFuture<Result<std::vector<CapturedRequest>>> captureOfText(const QByteArray &text);
QFuture<Result<std::vector<CapturedRequest>>> captureOfFile(const QString &fileName);

} // namespace gatehouse::capture
