#pragma once

#include "services/core/clock.h"
#include "services/core/result.h"
#include "services/core/uuid.h"
#include "services/replay/itemresult.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <memory>
#include <string>
#include <vector>

class QLockFile;

namespace gatehouse::replay {

/// A replay as the journal has it.
struct JournalledReplay
{
    QString id;
    QDateTime createdAt;
    QString target;
    QJsonObject plan;
    qint64 items = 0;
    qint64 planned = 0; ///< not sent yet
    qint64 unknown = 0; ///< see ItemResult::Outcome::Unknown
    bool hasEnded = false; ///< or was stopped, or never began; else its program ended before
    bool isRunning = false; ///< a program sends its events now
};

/// An event that waits to be sent.
struct JournalledItem
{
    qint64 position = 0;
    Fixture fixture;
    Uuid seed; ///< of its fresh key: the same one, however often it is sent
};

/// Every replay of a user, in one SQLite file (WAL, mode 0600), so that a replay goes on where it
/// was when its program ended: what is written as sent is not sent again. What is committed is
/// there after the program was killed; after a loss of power the last commits may be missing, and
/// then an event is sent again under the same key. Any number of programs may use the file at once.
/// Not thread-safe, and used by the thread that opened it. All errors are Unavailable.
class Journal
{
public:
    static Result<Journal> open(const QString &file);
    /// $XDG_DATA_HOME/gatehouse/replays.sqlite
    static QString defaultFile();
    Journal(Journal &&) noexcept;
    Journal &operator=(Journal &&) noexcept;
    ~Journal();

    /// Random, made with the file: what pseudonyms are made under.
    Result<std::string> maskKey();

    /// Writes all events as planned; gives the replay's id. `plan` is journalledPlan().
    Result<QString> create(const QString &target, const QJsonObject &plan,
                           const std::vector<Fixture> &fixtures, Timestamp now);
    Result<QList<JournalledReplay>> replays(); ///< the newest first
    Result<JournalledReplay> replay(const QString &id); ///< NotFound

    /// Makes this journal the only one that sends events of the replay, until it goes, whatever its
    /// end. What was under way when the former owner ended becomes unknown. Conflict: another
    /// program sends them now.
    Result<> own(const QString &id);
    Result<std::vector<JournalledItem>> planned(const QString &id, qint64 from, int limit);
    Result<JournalledItem> item(const QString &id, qint64 position); ///< NotFound
    /// What is left of it was left on purpose, until its events are sent again.
    Result<> setEnded(const QString &id);
    /// In one transaction: these are about to be sent, and these have been answered.
    Result<> write(const QString &id, const std::vector<qint64> &sending,
                   const QList<ItemResult> &answered);
    /// Plans again what came to one of these outcomes; gives how many.
    Result<qint64> planAgain(const QString &id, const QList<ItemResult::Outcome> &outcomes);

    Result<QList<ItemResult>> results(const QString &id);
    Result<std::vector<Fixture>> fixtures(const QString &id);
    Result<> remove(const QString &id);

private:
    struct Private;
    explicit Journal(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::replay
