#include "models/bulk/bulkoperation.h"

#include "models/collection/apiquery.h"

#include <QJsonArray>

namespace gatehouse::bulk {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostShares = 1000; ///< an answer may hold what it likes

Result<QJsonObject> selectionOf(const collection::Descriptor &descriptor, const Wish &wish)
{
    if (!wish.ids.empty()) {
        QJsonArray ids;
        for (const Uuid &id : wish.ids)
            ids += QString::fromStdString(id.toString());
        return QJsonObject{{u"ids"_s, ids}};
    }
    if (!wish.filter.isRestricting())
        return QJsonObject{{u"all"_s, true}};
    const auto conditions = collection::apiConditions(descriptor, wish.filter);
    if (!conditions)
        return failure(conditions.error());
    return QJsonObject{{u"filter"_s, *conditions}};
}

QList<Share> sharesOf(const QJsonValue &answer, const QString &name)
{
    QList<Share> shares;
    for (const auto &item : answer.toArray()) {
        if (shares.size() == mostShares)
            break;
        shares += {item[name].toString(), item[u"count"_s].toInteger()};
    }
    return shares;
}

} // namespace

Result<QJsonObject> wishBody(const collection::Descriptor &descriptor, const Wish &wish,
                             bool isDryRun)
{
    const auto selection = selectionOf(descriptor, wish);
    if (!selection)
        return failure(selection.error());
    QJsonObject body{{u"action"_s, wish.action},
                     {u"selection"_s, *selection},
                     {u"rate_per_second"_s, wish.ratePerSecond},
                     {u"ramp"_s, wish.ramp},
                     {u"stop_on_failure_ratio"_s, wish.stopOnFailureRatio}};
    if (isDryRun) {
        body.insert(u"dry_run"_s, true);
        return body;
    }
    body.insert(u"reason"_s, wish.reason);
    if (!wish.confirm.isEmpty())
        body.insert(u"confirm"_s, wish.confirm);
    return body;
}

Plan planOf(const QJsonObject &answer)
{
    const QJsonValue ai = answer[u"estimated_ai"_s];
    const QJsonValue cost = ai[u"cost"_s];
    return {
        .selected = answer[u"selected"_s].toInteger(),
        .total = answer[u"total"_s].toInteger(),
        .isEverything = answer[u"is_everything"_s].toBool(),
        .byRootCause = sharesOf(answer[u"by_root_cause"_s], u"root_cause"_s),
        .byTenant = sharesOf(answer[u"by_tenant"_s], u"tenant"_s),
        .leftOut = sharesOf(answer[u"not_eligible"_s], u"why"_s),
        .estimatedSeconds = answer[u"estimated_seconds"_s].toDouble(),
        .aiJobs = ai[u"jobs"_s].toInteger(),
        .aiTokens = ai[u"tokens"_s].toInteger(),
        .aiCost = cost.isDouble() ? std::optional(cost.toDouble()) : std::nullopt,
    };
}

Operation operationOf(const QJsonObject &answer)
{
    const QJsonValue left = answer[u"remaining_seconds"_s];
    const QJsonValue deliveries = answer[u"deliveries"_s];
    return {
        .id = answer[u"id"_s].toString(),
        .action = answer[u"action"_s].toString(),
        .state = answer[u"state"_s].toString(),
        .startedBy = answer[u"created_by"_s].toString(),
        .stateReason = answer[u"state_reason"_s].toString(),
        .total = answer[u"total"_s].toInteger(),
        .pending = answer[u"pending"_s].toInteger(),
        .done = answer[u"done"_s].toInteger(),
        .notEligible = answer[u"not_eligible"_s].toInteger(),
        .failed = answer[u"failed"_s].toInteger(),
        .skipped = answer[u"skipped"_s].toInteger(),
        .remainingSeconds = left.isDouble() ? std::optional(left.toInteger()) : std::nullopt,
        .succeeded = deliveries[u"succeeded"_s].toInteger(),
        .deadAgain = deliveries[u"dead"_s].toInteger(),
        .waiting = deliveries[u"waiting"_s].toInteger(),
        .underWay = deliveries[u"under_way"_s].toInteger(),
    };
}

bool Operation::isOver() const
{
    return state == u"finished"_s || state == u"cancelled"_s;
}

bool Operation::canPause() const
{
    return state == u"running"_s || state == u"planned"_s;
}

bool Operation::canResume() const
{
    return state == u"paused"_s || state == u"stopped"_s;
}

} // namespace gatehouse::bulk
