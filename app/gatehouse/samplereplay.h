#pragma once

#include "services/replay/fixture.h"
#include "services/replay/target.h"

#include <QUrl>

namespace gatehouse::app {

/// Saves a target of that name that leads to the gateway, with a signing secret that is not the
/// gateway's: for pictures.
Result<> saveSampleTarget(const QString &folder, const QString &name, const QUrl &gateway);

/// A few events, some of which expect to be refused.
std::vector<replay::Fixture> sampleEvents();

} // namespace gatehouse::app
