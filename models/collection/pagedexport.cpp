#include "models/collection/pagedexport.h"

#include "models/collection/chosenrows.h"
#include "models/collection/pagereading.h"
#include "models/collection/rowwriter.h"

namespace gatehouse::collection {

namespace {

constexpr int exportPage = 500;

class PagedExport final : public PageReading<qint64>
{
public:
    PagedExport(Source &source, const ExportRequest &request, ExportSink sink)
        : PageReading(source)
        , m_writer(request.descriptor, request.columns, request.format)
        , m_sink(std::move(sink))
    {
        m_filters = request.ids.empty() ? QList<Filter>{request.filter}
                                        : filtersOf(request.descriptor, request.ids);
        m_page.filter = m_filters.takeFirst();
        m_page.limit = exportPage;
        read(m_page);
    }

private:
    void take(Page page) override
    {
        if (const Result<> written = write(page); !written)
            return end(failure(written.error()));
        m_rows += qint64(page.rows.size());
        if (!page.isLast && !page.rows.empty()) {
            m_page.from = page.rows.back().key;
            return read(m_page);
        }
        if (m_filters.isEmpty())
            return end(m_rows);
        m_page.from.reset();
        m_page.filter = m_filters.takeFirst();
        read(m_page);
    }

    Result<> write(const Page &page)
    {
        std::string text;
        for (const Row &row : page.rows)
            m_writer.append(row, text);
        return page.rows.empty() ? Result<>() : m_sink(text, qint64(page.rows.size()));
    }

    RowWriter m_writer;
    ExportSink m_sink;
    PageRequest m_page;
    QList<Filter> m_filters; ///< yet to be read
    qint64 m_rows = 0;
};

} // namespace

QFuture<Result<qint64>> exportByPages(Source &source, const ExportRequest &request,
                                      const ExportSink &sink)
{
    return (new PagedExport(source, request, sink))->future();
}

} // namespace gatehouse::collection
