#pragma once

#include "services/core/clock.h"

#include <QString>

#include <cstdint>
#include <string>
#include <variant>

/// The order of a list, and what its rows' keys hold besides time and id.
namespace gatehouse::collection {

/// What a column that can be sorted by holds; Postgres compares each in one way alone.
enum class SortType {
    Text, ///< by its characters' numbers, whatever the database's language: A before a
    Integer,
    Real, ///< double precision
    Time,
};

struct SortColumn
{
    QString name; ///< of the view's column; one of Descriptor::readColumns()
    SortType type = SortType::Text;
    bool isIndexed = false; ///< an index of ours serves it, together with the list's own key
};

/// Rows with the same value stand by time and id, in the same direction. Those without a value come
/// last, in either direction.
struct Sort
{
    QString column; ///< of Descriptor::sorts; empty: the list's own sort column
    bool ascending = false;
    bool operator==(const Sort &) const = default;
    /// As the descriptor says: the newest first.
    bool isOwn() const { return column.isEmpty() && !ascending; }
    bool isByValue() const { return !column.isEmpty(); }
};

/// Of a row, where its list is sorted by another column than its own; text is UTF-8, whose bytes
/// compare as the database compares it.
using SortValue = std::variant<std::monostate, std::string, std::int64_t, double, Timestamp>;

inline bool hasValue(const SortValue &value)
{
    return value.index() != 0;
}

} // namespace gatehouse::collection
