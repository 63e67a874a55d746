#pragma once

#include "services/core/timesteps.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace gatehouse::bulk {

/// How fast a bulk operation was to be and how fast it was, as GET bulk-operations/{id}/pace tells
/// it (docs/contract.md, "Bulk operations").
struct Pace
{
    struct Bucket
    {
        Timestamp at;
        qint64 done = 0;
        qint64 notEligible = 0;
        qint64 failed = 0;

        qint64 settled() const { return done + notEligible + failed; }
    };
    struct Step
    {
        TimeRange time;
        qint64 perSecond = 0;
    };
    struct End
    {
        Timestamp at;
        QString state; ///< "stopped", "paused", ...; "running": another gateway went on
    };

    TimeRange time; ///< empty: it has not begun
    std::chrono::seconds bucket{1};
    QList<Bucket> buckets; ///< one without an item is left out
    QList<Step> plan;
    QList<End> ends;

    bool isEmpty() const { return time.isEmpty(); }
    /// Nobody works on it.
    bool isOver() const { return !ends.isEmpty() && ends.last().at >= time.until; }
    /// Until then the bucket goes.
    Timestamp endOf(const Bucket &of) const { return of.at + bucket; }
    double perSecond(qint64 items) const { return double(items) / double(bucket.count()); }
    /// In the buckets, while it was worked on; nothing when that was less than a second.
    std::optional<double> average() const;
    double fastest() const; ///< of the buckets
};

/// What cannot be read of it is left out.
Pace paceOf(const QJsonObject &answer);

} // namespace gatehouse::bulk
