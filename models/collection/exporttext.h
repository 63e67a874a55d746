#pragma once

#include "services/core/clock.h"

#include <QStringList>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::collection {

enum class ExportFormat {
    Csv, ///< RFC 4180, UTF-8, a line of column names; nothing that a spreadsheet takes for a
         ///< formula
    Ndjson, ///< one object a line
    Json, ///< one array of objects, each on a line of its own
};

/// "csv", "ndjson", "json": of options and file names.
QString formatName(ExportFormat format);
/// By the end of a file's name: .csv, .json, else Ndjson.
ExportFormat exportFormat(const QString &fileName);

/// Of the column with the request's body.
QString bodyColumnName();

/// Writes rows as they are exported, cell by cell in the order of the columns: times RFC 3339 in
/// UTC, bytes in hex, json as its text, NULL as null or as nothing. One thread at a time.
class ExportText
{
public:
    ExportText(const QStringList &columns, ExportFormat format);

    std::string head() const; ///< before the first row
    std::string tail() const; ///< behind the last
    /// What stands before each row but the first.
    std::string_view separator() const { return m_separator; }

    /// Rows are appended here; each begins with the separator.
    void setOutput(std::string &out) { m_out = &out; }

    void beginRow();
    void endRow();

    void addNull();
    void addBoolean(bool value);
    void addInteger(std::int64_t value);
    void addReal(double value);
    /// UTF-8.
    void addText(std::string_view text);
    void addTime(Timestamp time); ///< to the microsecond
    void addBytes(std::string_view bytes); ///< hex digits
    /// A text that needs no quotes within any format: a number that no type holds, a time.
    void addPlain(std::string_view text);

private:
    void beginCell();
    void addLiteral(std::string_view text);
    void addCsv(std::string_view text);
    std::string_view dayOf(std::int64_t days);

    ExportFormat m_format;
    std::vector<std::string> m_names; ///< as they stand before a cell
    std::string m_titles; ///< of CSV
    std::string m_rowBegin, m_rowEnd; ///< with the separator
    std::string_view m_separator, m_quote, m_null;
    std::string *m_out = nullptr;
    std::size_t m_column = 0;
    std::string m_day; ///< "2026-11-17T", of the last time written
    std::int64_t m_dayNumber;
};

} // namespace gatehouse::collection
