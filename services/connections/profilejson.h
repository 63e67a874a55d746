#pragma once

#include "services/connections/profile.h"

#include <QJsonObject>

namespace gatehouse {

inline constexpr qint64 maxProfileSize = 64LL * 1024;

/// A profile as it stands in its file, without its name; what is empty is left out.
QJsonObject toJson(const ConnectionProfile &profile);

/// Strictly: Invalid for a key that is not known, a wrong type, a text that is too long or has
/// control characters, and a value that is not one of the few.
Result<ConnectionProfile> profileFromJson(const QString &name, const QJsonObject &object);

/// Invalid when a profile has a secret in it, which would be written in clear.
Result<> checkHoldsNoSecret(const ConnectionProfile &profile);

/// "plain_http", "weak_sslmode", "plain_metrics": as profiles and people name them.
QString exceptionName(SafetyException exception);

} // namespace gatehouse
