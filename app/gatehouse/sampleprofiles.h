#pragma once

#include "services/connections/profile.h"

namespace gatehouse::app {

/// Connections to be seen in a picture, in a folder of their own: the open one, and some that lead
/// nowhere. Nobody's own are shown.
Result<ConnectionProfiles> sampleProfiles(const QString &folder, const ConnectionProfile &open);

} // namespace gatehouse::app
