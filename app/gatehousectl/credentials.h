#pragma once

#include "services/connections/access.h"
#include "services/connections/credentialstore.h"

#include <QFuture>

class QObject;

namespace gatehouse::cli {

/// The store, unlocked likewise.
QFuture<Result<std::shared_ptr<CredentialStore>>> openedStore(QObject *context);

/// What the profile keeps in the credential store, unlocked by the passphrase in the file that
/// GATEHOUSE_PASSPHRASE_FILE names where it has one; and what stands in the profile's own file.
/// `context` outlives the future.
QFuture<Result<Credentials>> credentialsOf(const ConnectionProfile &profile, QObject *context);

} // namespace gatehouse::cli
