#include "models/collection/source.h"

#include "models/collection/pagedexport.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse::collection {

namespace {

struct SourceErrors
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::collection::SourceErrors)
};

} // namespace

bool standsAbove(const Sort &sort, const RowKey &one, const RowKey &other)
{
    if (sort.isByValue() && one.value != other.value) {
        if (!hasValue(one.value) || !hasValue(other.value))
            return hasValue(one.value);
        return sort.ascending ? one.value < other.value : one.value > other.value;
    }
    return sort.ascending ? one < other : one > other;
}

bool isCheap(const SortCost &cost)
{
    return cost.isIndexed || (cost.rows && *cost.rows < fewRowsToSort);
}

PageRequest fromOtherEnd(PageRequest request)
{
    using Direction = PageRequest::Direction;
    if (request.sort.isByValue() || !request.sort.ascending)
        return request;
    request.sort.ascending = false;
    request.direction = request.direction == Direction::Older ? Direction::Newer : Direction::Older;
    return request;
}

Page asAskedFor(const PageRequest &request, Page page)
{
    if (!request.sort.isByValue() && request.sort.ascending)
        std::reverse(page.rows.begin(), page.rows.end());
    return page;
}

bool isSearched(const Descriptor &descriptor, const PageRequest &request)
{
    return request.mayPause && !request.sort.isByValue() && !descriptor.sortIsNamed
        && needsSearch(descriptor, request.filter);
}

Error rowIsGone()
{
    return {ErrorKind::NotFound,
            SourceErrors::tr("This row is no longer there: it was removed, or is past its "
                             "retention. Refresh the list."),
            {},
            {}};
}

QFuture<Result<SortCost>> Source::sortCost(const Filter &, const Sort &)
{
    return QtFuture::makeReadyFuture(Result<SortCost>(SortCost()));
}

QFuture<Result<qint64>> Source::exportRows(const ExportRequest &request, const ExportSink &sink)
{
    return exportByPages(*this, request, sink);
}

} // namespace gatehouse::collection
