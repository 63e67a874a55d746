#pragma once

#include "services/postgres/rows.h"

#include <QVariant>

#include <string_view>
#include <vector>

namespace gatehouse::collection {

/// The cells of an answer of Postgres as Row::cells wants them. Texts that stand again in the row
/// before (source, type, status, tenant) are made once. Reads rows in any order; not thread-safe.
class RowCells
{
public:
    /// `rows` outlives it.
    explicit RowCells(const postgres::Rows &rows);
    std::vector<QVariant> of(int row);

private:
    struct Column
    {
        bool isText = false;
        std::string_view bytes; ///< of `made`, in m_rows
        QVariant made;
    };

    QVariant textCell(Column &column, std::string_view bytes) const;

    const postgres::Rows &m_rows;
    std::vector<Column> m_columns;
};

} // namespace gatehouse::collection
