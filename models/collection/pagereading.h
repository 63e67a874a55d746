#pragma once

#include "models/collection/source.h"
#include "services/core/whendone.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>

#include <utility>

namespace gatehouse::collection {

/// Reads one page of a source after the other until what it promised is there. Cancelling the
/// future gives up the page that is being read. Belongs to itself until it ends. In the GUI thread.
template <typename T>
class PageReading : public QObject
{
public:
    QFuture<Result<T>> future() const { return m_promise.future(); }

protected:
    /// `source` outlives the future, or that is cancelled before.
    explicit PageReading(Source &source)
        : m_source(source)
    {
        m_promise.start();
        connect(&m_watcher, &QFutureWatcherBase::canceled, this, [this] {
            m_reading.cancel();
            end(failure(ErrorKind::Cancelled, {}));
        });
        m_watcher.setFuture(m_promise.future());
    }

    void read(const PageRequest &request)
    {
        m_reading = m_source.page(request);
        whenDone(m_reading, this, [this](Result<Page> page) {
            if (m_hasEnded || m_promise.isCanceled())
                return;
            page ? take(std::move(*page)) : end(failure(page.error()));
        });
    }

    /// The page that was asked for: reads on, or ends.
    virtual void take(Page page) = 0;

    void end(Result<T> result)
    {
        if (std::exchange(m_hasEnded, true))
            return;
        m_promise.addResult(std::move(result));
        m_promise.finish();
        deleteLater();
    }

private:
    Source &m_source;
    QPromise<Result<T>> m_promise;
    QFutureWatcher<Result<T>> m_watcher;
    QFuture<Result<Page>> m_reading;
    bool m_hasEnded = false;
};

} // namespace gatehouse::collection
