#pragma once

#include "models/collection/exporttext.h"
#include "models/collection/filter.h"
#include "services/core/result.h"
#include "services/core/timesteps.h"

#include <QJsonObject>
#include <QStringList>
#include <QTimeZone>
#include <QUrlQuery>

#include <optional>
#include <vector>

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

/// A customer of an AI system, and what he used.
struct CustomerUsage
{
    std::optional<QString> tenant; ///< nothing: masked; empty: none
    std::optional<QString> user; ///< user_id_hash, likewise
    qint64 calls = 0, errors = 0;
    double tokens = 0; ///< of prompts and answers
    qint64 unpriced = 0; ///< calls that nobody knows the cost of
    double costUsd = 0; ///< of the others
};

/// The same query for customers: so many, those that cost most.
Result<QUrlQuery> customerQuery(TimeRange range, const collection::Filter &filter, int most);

/// In the answer's order. Bug where the answer is not what was promised.
Result<std::vector<CustomerUsage>> customersOf(const QJsonObject &answer);

/// A customer's calls in the days of UTC that the range touches; nothing where who he is is masked.
/// `zone` is how times are written.
std::optional<collection::Filter> callsOf(const CustomerUsage &customer, TimeRange range,
                                          const QTimeZone &zone);

} // namespace gatehouse::metrics
