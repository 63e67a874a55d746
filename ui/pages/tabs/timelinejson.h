#pragma once

#include "ui/pages/tabs/detailreader.h"

class QJsonObject;

namespace gatehouse::ui {

/// Of the answer of events/{id}/timeline. Entries that only explain another are left out, and of
/// too many all but the latest.
Timeline timelineFromJson(const QJsonObject &answer);

} // namespace gatehouse::ui
