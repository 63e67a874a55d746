#include "models/collection/pagereads.h"

#include "services/core/whendone.h"

#include <utility>

namespace gatehouse::collection {

PageReads::PageReads(std::shared_ptr<Source> source, QObject *receiver, Handler handler)
    : m_source(std::move(source))
    , m_receiver(receiver)
    , m_handler(std::move(handler))
{
}

PageReads::~PageReads()
{
    stopAll();
}

void PageReads::start(ReadPurpose purpose, const PageRequest &request)
{
    stop(purpose);
    const quint64 ticket = ++m_lastTicket;
    const QFuture<Result<Page>> future = m_source->page(request);
    read(purpose) = {ticket, future};
    whenDone(future, m_receiver, [this, purpose, ticket, request](const Result<Page> &answer) {
        if (read(purpose).ticket != ticket)
            return;
        read(purpose) = {};
        m_handler(purpose, request, answer);
    });
}

void PageReads::stop(ReadPurpose purpose)
{
    Read stopped = std::exchange(read(purpose), Read());
    if (stopped.ticket != 0)
        stopped.future.cancel();
}

void PageReads::stopAll()
{
    for (const ReadPurpose purpose : {ReadPurpose::Restart, ReadPurpose::Older, ReadPurpose::Newer,
                                      ReadPurpose::Refresh, ReadPurpose::Probe})
        stop(purpose);
}

bool PageReads::isRunning(ReadPurpose purpose) const
{
    return m_reads[std::size_t(purpose)].ticket != 0;
}

} // namespace gatehouse::collection
