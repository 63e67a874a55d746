#pragma once

#include "models/collection/source.h"

#include <QObject>

#include <memory>

namespace gatehouse::collection {

enum class ExportFormat {
    Csv, ///< RFC 4180, UTF-8, a line of column names; nothing that a spreadsheet takes for a
         ///< formula
    Ndjson, ///< one object a line
};

/// Csv for a name that ends in .csv, else Ndjson.
ExportFormat exportFormat(const QString &fileName);

/// Rows as they are exported: all columns that are read, by the view's names; times RFC 3339 in
/// UTC, the sort column's to the microsecond; bytes in hex; json as its text.
class RowWriter
{
public:
    RowWriter(Descriptor descriptor, ExportFormat format);

    QByteArray head() const; ///< before the first row
    QByteArray line(const Row &row) const;

private:
    QVariant cell(const Row &row, qsizetype column) const;

    Descriptor m_descriptor;
    ExportFormat m_format;
    QStringList m_columns;
};

/// Writes all rows of a filter to a file, newest first, page by page, in constant memory and
/// without blocking for longer than a page. The file appears whole, in place of one of that name,
/// or not at all. In the GUI thread.
class RowExport : public QObject
{
    Q_OBJECT

public:
    RowExport(const Descriptor &descriptor, std::shared_ptr<Source> source, Filter filter,
              const QString &fileName, ExportFormat format, QObject *parent = nullptr);
    ~RowExport() override; ///< stops

    void start(); ///< once
    /// Nothing is written, and nothing told any more.
    void stop();

signals:
    void progressed(qint64 rows);
    /// So many rows are in the file.
    void finished(qint64 rows);
    /// There is no file.
    void failed(const gatehouse::Error &error);

private:
    struct Private;
    std::unique_ptr<Private> d;

    void readOn();
    void take(const Result<Page> &page);
    void commit();
    void giveUp(const Error &error);
};

} // namespace gatehouse::collection
