#pragma once

#include "models/collection/source.h"

namespace gatehouse::collection {

/// What Source::exportRows() does where rows come by pages: one after the other, in the caller's
/// thread, without blocking for longer than a page. `source` outlives it, or the future is
/// cancelled before.
QFuture<Result<qint64>> exportByPages(Source &source, const ExportRequest &request,
                                      const ExportSink &sink);

} // namespace gatehouse::collection
