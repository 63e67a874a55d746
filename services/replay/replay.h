#pragma once

#include "services/core/clock.h"
#include "services/core/result.h"
#include "services/replay/itemresult.h"
#include "services/replay/journal.h"
#include "services/replay/plan.h"
#include "services/replay/preparation.h"

#include <QFuture>
#include <QList>
#include <QMap>
#include <QObject>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>

namespace gatehouse::replay {

/// How far a run is.
struct Progress
{
    qint64 total = 0; ///< events that this run was to send
    qint64 sent = 0; ///< handed to the network
    qint64 done = 0; ///< answered, or known never to be
    QMap<QString, qint64> outcomes; ///< how many, by outcomeName()
    std::chrono::milliseconds elapsed{0};
};

/// How a run ended.
struct Ending
{
    enum class Kind { Finished, Stopped, Cancelled };
    Kind kind = Kind::Finished;
    QString reason; ///< of a stop, one sentence; else empty
    Progress progress;
};

/// Writes a replay down; nothing is sent. On a thread of its own; gives the replay's id.
QFuture<Result<QString>> writeDown(const QString &journalFile, const Target &target,
                                   const Plan &plan, std::vector<Fixture> fixtures,
                                   const Clock &clock);

/// Sends what is planned of a replay in the journal, on a thread of its own, and writes down each
/// event before it is sent and each answer when it is there. Used from one thread, such as the
/// GUI's; no call blocks. One run; start() again goes on with what is planned then.
class Replay : public QObject
{
    Q_OBJECT

public:
    /// `clock` outlives it.
    Replay(QString journalFile, QString id, const Clock &clock, QObject *parent = nullptr);
    /// Cancels. What is under way is not waited for, and is unknown from then on.
    ~Replay() override;

    const QString &id() const { return m_id; }
    bool isRunning() const;

    /// Denied for production, unless `allowedUntil` is in the time to come: what a gateway's grant
    /// says. No event is sent after it.
    Result<> start(Preparer preparer, const Plan &plan, std::optional<Timestamp> allowedUntil = {});
    void setPaused(bool isPaused);
    /// What is under way is still waited for, at most as long as one answer may take.
    void cancel();

signals:
    /// At most ten times a second, and at the end.
    void progressed(const gatehouse::replay::Progress &progress);
    void itemsDone(const QList<gatehouse::replay::ItemResult> &results);
    // One of these, once for each start().
    void finished(const gatehouse::replay::Ending &ending);
    /// Conflict: another program sends its events. Unavailable: the journal cannot be written.
    void failed(const gatehouse::Error &error);

private:
    struct Run;
    QString m_journalFile;
    QString m_id;
    const Clock &m_clock;
    std::unique_ptr<Run> m_run;
};

} // namespace gatehouse::replay
