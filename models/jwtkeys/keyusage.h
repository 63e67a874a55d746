#pragma once

#include "models/secrets/secretusage.h"

namespace gatehouse::jwtkeys {

/// A key, and the tokens that it verified.
struct Key
{
    QString id;
    QString kid;
    QString algorithm;
    QString state; ///< pending, active, retiring, revoked
    QDateTime activeSince;
    QDateTime expiresAt; ///< of a retiring one: the end of the overlap
    QDateTime lastUsedAt; ///< invalid: never
    qint64 tokensSinceRotation = 0;
};

/// A minute in which tokens were verified with a key.
struct MinuteOfTokens
{
    QDateTime minute;
    QString kid;
    qint64 tokens = 0;
};

/// GET jwt-keys/usage: the keys that are valid, and those that were revoked within a day.
struct KeyUsage
{
    QDateTime rotatedAt;
    QList<Key> keys; ///< the latest active one first
    QList<MinuteOfTokens> minutes;
    secrets::Verdict verdict = secrets::Verdict::None; ///< None: one key alone is valid
    QDateTime safeFrom; ///< invalid: not known

    /// nullptr when none is.
    const Key *active() const { return inState(u"active"); }
    const Key *retiring() const { return inState(u"retiring"); }
    /// Tokens of that key from then on, of what `minutes` has.
    qint64 tokens(const QString &kid, const QDateTime &from) const;

private:
    const Key *inState(QStringView state) const;
};

/// Invalid when it is not of that shape: a gateway of another version.
Result<KeyUsage> keyUsage(const QJsonObject &answer);

} // namespace gatehouse::jwtkeys
