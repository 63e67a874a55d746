#include "models/collection/chosenrows.h"

#include "models/collection/rowid.h"
#include "services/core/whendone.h"

#include <QFutureWatcher>
#include <QPromise>

#include <algorithm>
#include <iterator>

namespace gatehouse::collection {

namespace {

/// A gateway takes them in one URL.
constexpr std::size_t idsAtOnce = 200;

using Rows = std::vector<Row>;

/// Belongs to itself until it ends.
class RowReading : public QObject
{
public:
    RowReading(Source &source, QList<Filter> filters)
        : m_source(source)
        , m_filters(std::move(filters))
    {
        m_promise.start();
        connect(&m_watcher, &QFutureWatcherBase::canceled, this, &RowReading::stop);
        m_watcher.setFuture(m_promise.future());
        readOn();
    }
    QFuture<Result<Rows>> future() const { return m_promise.future(); }

private:
    void stop()
    {
        m_reading.cancel();
        end(failure(ErrorKind::Cancelled, {}));
    }

    void end(Result<Rows> result)
    {
        if (std::exchange(m_hasEnded, true))
            return;
        m_promise.addResult(std::move(result));
        m_promise.finish();
        deleteLater();
    }

    void readOn()
    {
        if (m_filters.isEmpty())
            return end(std::move(m_rows));
        PageRequest request;
        request.filter = m_filters.takeFirst();
        request.limit = int(idsAtOnce);
        m_reading = m_source.page(request);
        whenDone(m_reading, this, [this](Result<Page> page) { take(std::move(page)); });
    }

    void take(Result<Page> page)
    {
        if (m_hasEnded)
            return;
        if (!page)
            return end(failure(page.error()));
        m_rows.insert(m_rows.end(), std::make_move_iterator(page->rows.begin()),
                      std::make_move_iterator(page->rows.end()));
        readOn();
    }

    Source &m_source;
    QList<Filter> m_filters; ///< yet to be read
    Rows m_rows;
    QPromise<Result<Rows>> m_promise;
    QFutureWatcher<Result<Rows>> m_watcher;
    QFuture<Result<Page>> m_reading;
    bool m_hasEnded = false;
};

} // namespace

QList<Filter> filtersOf(const Descriptor &descriptor, const std::vector<Uuid> &ids)
{
    QList<Filter> filters;
    for (std::size_t first = 0; first < ids.size(); first += idsAtOnce) {
        const std::size_t end = std::min(first + idsAtOnce, ids.size());
        Condition condition;
        condition.field = descriptor.idColumn;
        for (std::size_t at = first; at < end; ++at)
            condition.values += idText(descriptor, ids[at]);
        filters += Filter{{condition}};
    }
    return filters;
}

QFuture<Result<std::vector<Row>>> readRows(Source &source, const Descriptor &descriptor,
                                           const std::vector<Uuid> &ids)
{
    return (new RowReading(source, filtersOf(descriptor, ids)))->future();
}

} // namespace gatehouse::collection
