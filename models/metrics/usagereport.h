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

/// The whole days of UTC that the range touches, the last 400 of them: so long they are kept.
TimeRange usageDays(TimeRange range);

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

/// In the answer's order. Bug where the answer is not what was promised.
Result<std::vector<CustomerUsage>> customersOf(const QJsonObject &answer);

/// What customerQuery() was asked for.
struct CustomerScope
{
    TimeRange range;
    collection::Filter filter;
    bool operator==(const CustomerScope &) const = default;
};

/// The same query for customers: so many, those that cost most.
Result<QUrlQuery> customerQuery(const CustomerScope &scope, int most);

/// The calls of AI systems that a customer's numbers are of: in the days of UTC that the range
/// touches, and by the same filter. Invalid, with the reason for a person, where no filter finds
/// just those: who the customer is is masked, or has a *. `zone` is how times are written.
Result<collection::Filter> callsOf(const CustomerUsage &customer, const CustomerScope &scope,
                                   const QTimeZone &zone);

} // namespace gatehouse::metrics
