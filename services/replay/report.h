#pragma once

#include "services/replay/itemresult.h"
#include "services/replay/journal.h"

#include <QByteArray>
#include <QFuture>
#include <QList>
#include <QMap>
#include <QString>

#include <vector>

namespace gatehouse::replay {

/// A replay and what came of it.
struct Report
{
    JournalledReplay replay;
    std::vector<Fixture> fixtures; ///< by position
    QList<ItemResult> results; ///< by position, one for each fixture
};

/// Of a replay in the journal; blocking.
Result<Report> readReport(Journal &journal, const QString &id);
/// The same on a thread of its own.
QFuture<Result<Report>> readReport(const QString &journalFile, const QString &id);

/// How many there are of each, by outcomeName().
QMap<QString, qint64> outcomeCounts(const QList<ItemResult> &results);
/// The latency below which that share of the answers stayed; 0 without any.
std::chrono::microseconds latencyPercentile(const QList<ItemResult> &results, double share);

QByteArray jsonReport(const Report &report);
/// One file, without scripts and without anything from elsewhere.
QByteArray htmlReport(const Report &report);
/// JUnit's XML, one test case for each event: a failure where it was answered otherwise than
/// expected, an error where it was not answered.
QByteArray junitReport(const Report &report);

/// The events with what they were answered as their expectation: a set that says later whether a
/// target still does the same. Events that were not answered are left out.
std::vector<Fixture> withExpectations(const Report &report);

} // namespace gatehouse::replay
