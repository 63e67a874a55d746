#pragma once

#include "services/connections/profile.h"

#include <QByteArray>
#include <QList>

namespace gatehouse {

/// Profiles as a file for somebody else: without secrets, and without what is of this machine alone
/// (where its token, its password and its own key are).
QByteArray exportProfiles(const QList<ConnectionProfile> &profiles);

/// The profiles of such a file, which anybody may have written: Invalid as profileFromJson(), and
/// for one that is larger than 256 KiB, has more than 100 profiles, or two of one name. A file that
/// names where a secret is kept is refused, too: it could send that secret elsewhere. Exceptions
/// are kept; whoever saves the profiles asks first. Each profile is marked as imported and has a
/// new secretsId, so it inherits nothing from one that had its name.
Result<QList<ConnectionProfile>> importProfiles(const QByteArray &file);

/// importProfiles() of what is in that file; NotFound when it cannot be read.
Result<QList<ConnectionProfile>> importProfilesFrom(const QString &path);

/// The name itself, or the first of name-2, name-3, ... that is not among `taken`: what was
/// imported never takes the place, and so the secrets, of what is there.
QString freeName(const QString &name, const QStringList &taken);

} // namespace gatehouse
