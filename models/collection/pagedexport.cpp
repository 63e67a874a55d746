#include "models/collection/pagedexport.h"

#include "models/collection/chosenrows.h"
#include "models/collection/rowwriter.h"
#include "services/core/whendone.h"

#include <QFutureWatcher>
#include <QPromise>

namespace gatehouse::collection {

namespace {

constexpr int exportPage = 500;

/// Belongs to itself until it ends.
class PagedExport : public QObject
{
public:
    PagedExport(Source &source, const ExportRequest &request, ExportSink sink)
        : m_source(source)
        , m_writer(request.descriptor, request.columns, request.format)
        , m_sink(std::move(sink))
    {
        m_filters = request.ids.empty() ? QList<Filter>{request.filter}
                                        : filtersOf(request.descriptor, request.ids);
        m_page.filter = m_filters.takeFirst();
        m_page.limit = exportPage;
        m_promise.start();
        connect(&m_watcher, &QFutureWatcherBase::canceled, this, &PagedExport::stop);
        m_watcher.setFuture(m_promise.future());
        readOn();
    }
    QFuture<Result<qint64>> future() const { return m_promise.future(); }

private:
    void stop()
    {
        m_reading.cancel();
        end(failure(ErrorKind::Cancelled, {}));
    }

    void end(Result<qint64> result)
    {
        if (std::exchange(m_hasEnded, true))
            return;
        m_promise.addResult(std::move(result));
        m_promise.finish();
        deleteLater();
    }

    void readOn()
    {
        m_reading = m_source.page(m_page);
        whenDone(m_reading, this, [this](const Result<Page> &page) { take(page); });
    }

    void take(const Result<Page> &page)
    {
        if (m_hasEnded || m_promise.isCanceled())
            return;
        if (!page)
            return end(failure(page.error()));
        if (const Result<> written = write(*page); !written)
            return end(failure(written.error()));
        m_rows += qint64(page->rows.size());
        if (!page->isLast && !page->rows.empty()) {
            m_page.from = page->rows.back().key;
            return readOn();
        }
        if (m_filters.isEmpty())
            return end(m_rows);
        m_page.from.reset();
        m_page.filter = m_filters.takeFirst();
        readOn();
    }

    Result<> write(const Page &page)
    {
        std::string text;
        for (const Row &row : page.rows)
            m_writer.append(row, text);
        return page.rows.empty() ? Result<>() : m_sink(text, qint64(page.rows.size()));
    }

    Source &m_source;
    RowWriter m_writer;
    ExportSink m_sink;
    PageRequest m_page;
    QList<Filter> m_filters; ///< yet to be read
    QPromise<Result<qint64>> m_promise;
    QFutureWatcher<Result<qint64>> m_watcher;
    QFuture<Result<Page>> m_reading;
    qint64 m_rows = 0;
    bool m_hasEnded = false;
};

} // namespace

QFuture<Result<qint64>> exportByPages(Source &source, const ExportRequest &request,
                                      const ExportSink &sink)
{
    return (new PagedExport(source, request, sink))->future();
}

} // namespace gatehouse::collection
