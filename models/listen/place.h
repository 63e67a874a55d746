#pragma once

#include "services/core/clock.h"
#include "services/core/result.h"
#include "services/core/uuid.h"

#include <QString>

#include <chrono>
#include <map>
#include <optional>

namespace gatehouse::listen {

/// How long after a newer event one may still become visible: events are committed in another order
/// than they are received in.
constexpr std::chrono::seconds lateness{60};

/// How far somebody has come who takes events as they arrive.
struct Place
{
    Timestamp since; ///< nothing that was received before is of interest
    Timestamp upTo; ///< when the newest one that was taken had been received
    std::map<Uuid, Timestamp> taken; ///< those of the last `lateness`, and when they were received
    Timestamp until = upTo; ///< when somebody last listened, whether or not anything came

    /// From the millisecond of `since` on: an event's id (UUIDv7) tells its time no finer, so what
    /// was received right after may count as received right before.
    static Place from(Timestamp since)
    {
        const auto begin = std::chrono::floor<std::chrono::milliseconds>(since);
        return {begin, begin, {}, begin};
    }
    bool isTaken(const Uuid &id) const { return taken.contains(id); }
    void take(const Uuid &id, Timestamp receivedAt);
    /// Where to read from, so that nothing that came late is missed.
    Timestamp readFrom() const;
};

/// A place in a file (mode 0600, written whole), so that it is gone on from after the program was
/// off.
class Bookmark
{
public:
    explicit Bookmark(QString file);
    /// One file for each kind of events and whom they are given to.
    static Bookmark of(const QString &gateway, const QString &filter, const QString &target);

    /// Nothing: there is none yet, or the file is damaged.
    std::optional<Place> load() const;
    Result<> save(const Place &place) const;

private:
    QString m_file;
};

} // namespace gatehouse::listen
