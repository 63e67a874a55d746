#pragma once

#include "services/admin_api/adminclient.h"
#include "ui/collection/rowvalues.h"

#include <optional>

namespace gatehouse::ui {

/// Why the action cannot be done with this row by this actor, as a sentence; empty when it can.
QString whyUnavailable(const collection::Action &action, const RowValues &row,
                       const std::optional<Whoami> &actor);

/// The same of what is about no row, by the capability alone.
QString whyUnavailable(const QString &capability, const std::optional<Whoami> &actor);

} // namespace gatehouse::ui
