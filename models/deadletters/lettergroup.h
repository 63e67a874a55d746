#pragma once

#include "models/collection/filter.h"
#include "services/core/clock.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>

#include <optional>

namespace gatehouse::deadletters {

/// Dead letters of one root cause, error (without numbers and ids) and endpoint, as GET dlq/groups
/// tells them (docs/contract.md, "Dead-letter groups").
struct LetterGroup
{
    QString id;
    QString rootCause;
    QString fingerprint;
    QString destination; ///< empty: none
    QString path; ///< likewise
    QString error; ///< of one of them
    qint64 open = 0;
    qint64 total = 0;
    std::optional<Timestamp> firstSeen;
    std::optional<Timestamp> lastSeen;
    QStringList tenants;
    QStringList sources;
    QList<qint64> trend; ///< how many died in each of the last 24 hours, the latest last
    QString state; ///< "open", "acknowledged", "resolved", "ignored"
    QString owner; ///< empty: nobody
    QString note;

    bool operator==(const LetterGroup &) const = default;
};

/// At most 500, in the gateway's order: the most open letters first.
QList<LetterGroup> letterGroups(const QJsonObject &answer);

/// The letters of a group, in the list of dead letters.
collection::Filter lettersOf(const LetterGroup &group);

} // namespace gatehouse::deadletters
