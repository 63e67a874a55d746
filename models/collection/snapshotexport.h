#pragma once

#include "models/collection/source.h"
#include "services/postgres/backgroundthread.h"
#include "services/postgres/session.h"

#include <QPromise>

#include <memory>

namespace gatehouse::collection {

/// What Source::exportRows() does with Postgres: two sessions of its own that see the same snapshot
/// read slices of time in turn, by COPY, and make text of them; so that two of the server's cores
/// and two of ours have work. Where a second session cannot be had, one does it. The policy of
/// masking is the one of when it began.
class SnapshotExport
{
public:
    SnapshotExport(postgres::SessionOptions session, const ExportRequest &request,
                   const ExportSink &sink);
    ~SnapshotExport(); ///< cancels; waits for its end, a second at most
    SnapshotExport(const SnapshotExport &) = delete;
    SnapshotExport &operator=(const SnapshotExport &) = delete;

    QFuture<Result<qint64>> future() const;

private:
    class Run;
    std::shared_ptr<Run> m_run;
    postgres::BackgroundThread m_thread;
};

} // namespace gatehouse::collection
