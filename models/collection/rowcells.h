#pragma once

#include "services/postgres/rows.h"

#include <QVariant>

#include <array>
#include <string_view>
#include <vector>

namespace gatehouse::collection {

/// The cells of an answer of Postgres as Row::cells wants them. Texts that many rows have (source,
/// type, status, tenant) are made once and shared. Reads rows in any order; not thread-safe.
class RowCells
{
public:
    /// `rows` outlives it.
    explicit RowCells(const postgres::Rows &rows);
    std::vector<QVariant> of(int row);

private:
    struct Text
    {
        std::string_view bytes; ///< in m_rows
        QVariant made;
    };
    struct Column
    {
        bool isText = false;
        std::array<Text, 16> made; ///< by the hash of the bytes: the last one that had it
    };

    static const QVariant &textCell(Column &column, std::string_view bytes);

    const postgres::Rows &m_rows;
    std::vector<Column> m_columns;
};

} // namespace gatehouse::collection
