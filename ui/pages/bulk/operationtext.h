#pragma once

#include "models/bulk/bulkoperation.h"
#include "models/bulk/operationpace.h"

#include <QTimeZone>

/// What is said of a bulk operation, above its list and with what came of each item.
namespace gatehouse::ui {

/// "Re-enqueue"; the API's word for an action that is not known.
QString bulkActionTitle(const QString &action);
/// "7 failed, 12 left out"; empty when all went well.
QString troubleText(const bulk::Operation &operation);
/// "Re-enqueue: 412 of 2,310 settled, 380 delivered, 3 failed. Stopped by itself: ..."
QString operationText(const bulk::Operation &operation);
/// What a state's end is called beside its line in the chart; empty: it is not marked.
QString paceEndText(const QString &state);
/// What the chart shows, in words: the span, the planned rates, the achieved ones, where it ended.
QString paceText(const bulk::Pace &pace, const QTimeZone &zone);

} // namespace gatehouse::ui
