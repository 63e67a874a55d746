#pragma once

#include "models/collection/exporttext.h"
#include "models/collection/filter.h"
#include "services/core/result.h"
#include "services/core/timesteps.h"

#include <QJsonObject>
#include <QStringList>
#include <QUrlQuery>

/// What AI systems used and cost, to be charged for: what GET metrics/report answers.
namespace gatehouse::metrics {

/// "day", "tenant", "user_id_hash", "model": what rows may be told by.
QStringList usageLabels();

/// The query of the days of UTC that the range touches, 400 at most, of the tenants and models that
/// a scope's filter lets through. Invalid where it filters by more than these.
Result<QUrlQuery> usageQuery(TimeRange range, const collection::Filter &filter);

/// One row for each item, in the answer's order: its labels, then calls, errors, tokens_prompt,
/// tokens_completion, cache_hits, unpriced and cost_usd. A value that is masked is null. Bug where
/// the answer is not what was promised.
Result<std::string> usageText(const QJsonObject &answer, collection::ExportFormat format);

} // namespace gatehouse::metrics
