#include "models/collection/chosenrows.h"

#include "models/collection/pagereading.h"
#include "models/collection/rowid.h"

#include <algorithm>
#include <iterator>

namespace gatehouse::collection {

namespace {

/// A gateway takes them in one URL.
constexpr std::size_t idsAtOnce = 200;

using Rows = std::vector<Row>;

class RowReading final : public PageReading<Rows>
{
public:
    RowReading(Source &source, QList<Filter> filters)
        : PageReading(source)
        , m_filters(std::move(filters))
    {
        readOn();
    }

private:
    void readOn()
    {
        if (m_filters.isEmpty())
            return end(std::move(m_rows));
        PageRequest request;
        request.filter = m_filters.takeFirst();
        request.limit = int(idsAtOnce);
        read(request);
    }

    void take(Page page) override
    {
        m_rows.insert(m_rows.end(), std::make_move_iterator(page.rows.begin()),
                      std::make_move_iterator(page.rows.end()));
        readOn();
    }

    QList<Filter> m_filters; ///< yet to be read
    Rows m_rows;
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
