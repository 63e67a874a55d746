#pragma once

#include "services/core/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace gatehouse::secrets {

/// One version of a secret, and what it signed.
struct SecretVersion
{
    QString id;
    qint64 version = 0;
    QString state; ///< pending, active, retiring, revoked
    QString fingerprint;
    QDateTime activeSince;
    QDateTime expiresAt; ///< of a retiring one: the end of the overlap
    QDateTime revokedAt;
    QDateTime lastUsedAt; ///< invalid: never
    qint64 usesSinceRotation = 0;
};

/// A minute in which a version signed something.
struct MinuteOfUse
{
    QDateTime minute;
    qint64 version = 0;
    qint64 requests = 0;
};

/// A time of an answer; invalid: null.
QDateTime timeOf(const QJsonValue &json);

/// Whether the former secret can be retired, as the gateway judges; see judgeRotation().
enum class Verdict { None, NewUnused, OldInUse, LateRetry, Safe };
/// `verdict` of an answer. One that is not known (of a newer gateway) is the careful one.
Verdict verdictOf(const QJsonValue &json);

/// GET secrets/{source}/{tenant}/usage.
struct SecretUsage
{
    QString source;
    QString tenant;
    QDateTime rotatedAt;
    QList<SecretVersion> versions; ///< newest first
    QList<MinuteOfUse> minutes; ///< oldest first
    std::optional<qint64> retryWindow; ///< seconds for which the provider tries again
    Verdict verdict = Verdict::None; ///< None: one version alone is valid
    QDateTime safeFrom; ///< invalid: not known

    /// nullptr when none is.
    const SecretVersion *active() const { return inState(u"active"); }
    const SecretVersion *retiring() const { return inState(u"retiring"); }
    /// How much a version signed from then on, of what `minutes` has.
    qint64 requests(qint64 version, const QDateTime &from) const;

private:
    const SecretVersion *inState(QStringView state) const;
};

/// Invalid when it is not of that shape: a gateway of another version.
Result<SecretUsage> secretUsage(const QString &source, const QString &tenant,
                                const QJsonObject &answer);

/// Minutes put together, for a chart: the same span for every bar, none left out.
struct UsageBars
{
    QDateTime from;
    int minutes = 1; ///< of one bar
    QList<qint64> older, newer; ///< requests signed with the lower and the higher version
};

/// The last day, or as much of it as there is (half an hour at least), in 60 bars at most.
UsageBars usageBars(const SecretUsage &usage, const QDateTime &now);

} // namespace gatehouse::secrets
