#pragma once

#include "services/connections/access.h"

#include <QFuture>

class QObject;

namespace gatehouse::cli {

/// What the profile keeps in the credential store, unlocked by the passphrase in the file that
/// GATEHOUSE_PASSPHRASE_FILE names where it has one; and what stands in the profile's own file.
/// `context` outlives the future.
QFuture<Result<Credentials>> credentialsOf(const ConnectionProfile &profile, QObject *context);

} // namespace gatehouse::cli
