#pragma once

#include "services/capture/capturedrequest.h"
#include "services/core/result.h"
#include "services/secrets/secret.h"

#include <QFuture>
#include <QStringList>

namespace gatehouse::workbench {

/// As large as a webhook may be; see docs/contract.md.
inline constexpr std::size_t largestBody = std::size_t{512} * 1024;

/// Whose signatures can be checked: "stripe", "github", ...
QStringList sources();

/// Says whether the request is signed with that secret, and if not, what is most likely wrong:
/// signing::Diagnosis as JSON. On a thread of its own, and nowhere but on this machine; the secret
/// is wiped when it has been tried. Invalid: an unknown source, no secret, too large a body.
QFuture<Result<QString>> checkSignature(const QString &source, capture::CapturedRequest request,
                                        secrets::Secret secret, Timestamp at);

} // namespace gatehouse::workbench
