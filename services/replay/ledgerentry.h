#pragma once

#include "services/replay/plan.h"
#include "services/replay/target.h"

#include <QJsonObject>
#include <QString>

namespace gatehouse::replay {

/// What a ledger is told of a plan: no value of a header and no payload.
QJsonObject planForLedger(const Plan &plan);

/// As `POST replays` takes it; `phase` is "plan" or "outcome", `detail` at most 4 KiB of JSON.
QJsonObject ledgerEntry(const QString &id, const QString &phase, const Target &target,
                        qint64 events, const QJsonObject &detail, const QString &reason);

/// Until when a gateway allows the replay, by its answer to a plan; nothing: it does not say.
std::optional<Timestamp> allowedUntil(const QJsonObject &answer);

} // namespace gatehouse::replay
