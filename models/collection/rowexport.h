#pragma once

#include "models/collection/exporttarget.h"
#include "models/collection/source.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace gatehouse::collection {

/// How far an export is.
struct ExportProgress
{
    qint64 rows = 0;
    qint64 bytes = 0;
    std::chrono::milliseconds took{0};

    qint64 rowsPerSecond() const;
    qint64 bytesPerSecond() const;
    /// Until `total` rows are written, at the rate so far; nothing before there is one.
    std::optional<std::chrono::seconds> remaining(qint64 total) const;
};

/// Writes all rows of a request, newest first, as fast as the source gives them and in constant
/// memory; what is slow is done in other threads. In the GUI thread.
class RowExport : public QObject
{
    Q_OBJECT

public:
    /// The request's columns: all that are read, when it names none.
    RowExport(std::shared_ptr<Source> source, ExportRequest request,
              std::unique_ptr<ExportTarget> target, QObject *parent = nullptr);
    ~RowExport() override; ///< stops

    void start(); ///< once
    /// Nothing is kept, and nothing told any more.
    void stop();

signals:
    /// A few times a second.
    void progressed(const gatehouse::collection::ExportProgress &progress);
    /// All is written.
    void finished(const gatehouse::collection::ExportProgress &result);
    /// Nothing is.
    void failed(const gatehouse::Error &error);

private:
    struct Private;
    std::unique_ptr<Private> d;

    void begin();
    void takeEnd(const Result<qint64> &rows);
    void commit();
    void giveUp(const Error &error);
};

} // namespace gatehouse::collection
