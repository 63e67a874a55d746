#pragma once

#include "models/collection/exporttext.h"
#include "models/collection/source.h"

namespace gatehouse::collection {

/// Rows as they are exported: the chosen columns by the view's names. Times are to the millisecond,
/// the sort column's to the microsecond.
class RowWriter
{
public:
    /// `columns`: of Descriptor::readColumns().
    RowWriter(const Descriptor &descriptor, const QStringList &columns, ExportFormat format);

    const ExportText &text() const { return m_text; }
    void append(const Row &row, std::string &out);

private:
    void add(const QVariant &cell);

    ExportText m_text;
    std::vector<qsizetype> m_cells; ///< where they stand in a row; -1: the sort column
};

} // namespace gatehouse::collection
