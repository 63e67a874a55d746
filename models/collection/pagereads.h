#pragma once

#include "models/collection/source.h"

#include <QObject>

#include <array>
#include <functional>
#include <memory>

namespace gatehouse::collection {

/// What a page is read for. Of each there is at most one read under way.
enum class ReadPurpose {
    Restart, ///< another filter, or the top
    Older, ///< ahead, downwards
    Newer, ///< ahead, upwards
    Refresh, ///< the window's own rows again
    Probe, ///< how many newer rows there are
};

/// The reads that a window has under way. A read that is started anew or stopped is cancelled, and
/// its answer never arrives.
class PageReads
{
public:
    using Handler =
        std::function<void(ReadPurpose, const PageRequest &, const Result<Page> &answer)>;

    /// The handler is called from the event loop, in the receiver's thread, while both exist.
    PageReads(std::shared_ptr<Source> source, QObject *receiver, Handler handler);
    ~PageReads(); ///< stops all

    void start(ReadPurpose purpose, const PageRequest &request);
    void stop(ReadPurpose purpose);
    void stopAll();
    bool isRunning(ReadPurpose purpose) const;

private:
    struct Read
    {
        quint64 ticket = 0; ///< zero: none
        QFuture<Result<Page>> future;
    };
    Read &read(ReadPurpose purpose) { return m_reads[std::size_t(purpose)]; }

    std::shared_ptr<Source> m_source;
    QObject *m_receiver;
    Handler m_handler;
    std::array<Read, 5> m_reads;
    quint64 m_lastTicket = 0;
};

} // namespace gatehouse::collection
