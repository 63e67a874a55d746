#pragma once

#include "models/collection/source.h"

#include <QJsonObject>
#include <QList>

/// Many rows put back, discarded or cancelled by the gateway at a rate, as the admin API tells it
/// (docs/contract.md, "Bulk operations").
namespace gatehouse::bulk {

/// What is to be done, to what, and how fast.
struct Wish
{
    QString action; ///< "reenqueue", "discard" (dead letters), "retry", "cancel" (jobs)
    std::vector<Uuid> ids = {}; ///< these; empty: what the filter lets through
    collection::Filter filter = {}; ///< restricting nothing: all
    int ratePerSecond = 20; ///< 1 to 1,000
    bool ramp = true; ///< 1, 2, 5, 10 ... a second before that
    double stopOnFailureRatio = 0.1; ///< 0 to 1; 1: it never stops by itself
    QString confirm = {}; ///< the environment's name, where it is asked for
    QString reason = {}; ///< for the ledger

    bool operator==(const Wish &) const = default;
};

/// The body of POST bulk-operations. Invalid when the filter cannot be used.
Result<QJsonObject> wishBody(const collection::Descriptor &descriptor, const Wish &wish,
                             bool isDryRun);

struct Share
{
    QString name; ///< empty: it has none
    qint64 count = 0;
};

/// What it would do.
struct Plan
{
    qint64 selected = 0;
    qint64 total = 0; ///< of these can be done
    bool isEverything = false; ///< all that there is to do it to
    QList<Share> byRootCause; ///< the largest first, as the gateway has them
    QList<Share> byTenant;
    QList<Share> leftOut; ///< named by why
    double estimatedSeconds = 0;
    qint64 aiJobs = 0; ///< that the same traces had before
    qint64 aiTokens = 0; ///< likewise
    std::optional<double> aiCost; ///< in US dollars; nothing: the gateway has no prices
};

Plan planOf(const QJsonObject &answer);

/// One that was started, and how far it is.
struct Operation
{
    QString id;
    QString action;
    QString state; ///< "planned", "running", "paused", "stopped", "cancelled", "finished"
    QString startedBy;
    QString stateReason; ///< why it is paused, stopped, ...
    qint64 total = 0;
    qint64 pending = 0;
    qint64 done = 0;
    qint64 notEligible = 0;
    qint64 failed = 0;
    qint64 skipped = 0;
    std::optional<qint64> remainingSeconds;
    qint64 succeeded = 0; ///< of those done: their jobs are through
    qint64 deadAgain = 0; ///< likewise: given up again
    qint64 waiting = 0; ///< likewise: failed once more, and tried again later
    qint64 underWay = 0; ///< likewise: not come back yet

    bool isOver() const;
    bool canPause() const;
    bool canResume() const;
};

Operation operationOf(const QJsonObject &answer);

} // namespace gatehouse::bulk
