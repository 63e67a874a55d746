#include "models/collection/source.h"

#include "models/collection/pagedexport.h"

#include <QCoreApplication>

namespace gatehouse::collection {

namespace {

struct SourceErrors
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::collection::SourceErrors)
};

} // namespace

bool isSearched(const Descriptor &descriptor, const PageRequest &request)
{
    return request.mayPause && !descriptor.sortIsNamed && needsSearch(descriptor, request.filter);
}

Error rowIsGone()
{
    return {ErrorKind::NotFound,
            SourceErrors::tr("This row is no longer there: it was removed, or is past its "
                             "retention. Refresh the list."),
            {},
            {}};
}

QFuture<Result<qint64>> Source::exportRows(const ExportRequest &request, const ExportSink &sink)
{
    return exportByPages(*this, request, sink);
}

} // namespace gatehouse::collection
