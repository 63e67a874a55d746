#pragma once

#include "services/gateway/normalize/fieldorigins.h"

#include <QString>
#include <QStringList>

namespace gatehouse::ui {

/// Where the field at a JSON pointer into the canonical document came from, in a sentence; then
/// the mapping's lines, "mappings/stripe.json:6  {/type}" each on a line of its own. Foreign names
/// are made visible and cut.
QString originText(const gateway::FieldOrigins &origins, const QString &pointer);

/// The places in the event as it arrived, as JSON pointers; inside the data the very place.
QStringList originPointers(const gateway::FieldOrigins &origins, const QString &pointer);

} // namespace gatehouse::ui
