#pragma once

#include "services/postgres/value.h"

#include <memory>
#include <optional>
#include <string_view>

struct pg_result;

namespace gatehouse::postgres {

/// The answer to one statement. Cheap to copy (shared, immutable), so it may cross threads.
/// Row and column are zero-based and must exist.
class Rows
{
public:
    Rows() = default;
    explicit Rows(pg_result *result); ///< takes ownership

    int size() const; ///< number of rows
    bool isEmpty() const { return size() == 0; }
    int columnCount() const;
    std::string_view columnName(int column) const;
    /// Its Postgres type, as decode.h takes it.
    std::uint32_t columnType(int column) const;
    /// Rows that INSERT, UPDATE or DELETE touched.
    std::int64_t affected() const;

    bool isNull(int row, int column) const;
    /// The cell as the server sent it, a text in UTF-8; NULL gives nothing. As long as a copy of
    /// the answer lives.
    std::optional<std::string_view> bytes(int row, int column) const;
    /// The cell, typed after its column: see Value.
    Value value(int row, int column) const;

    /// The cell as T (an alternative of Value). NULL, or a column of another type, gives T{}; where
    /// NULL means something, ask `find`.
    template <typename T>
    T get(int row, int column) const
    {
        return find<T>(row, column).value_or(T{});
    }
    template <typename T>
    std::optional<T> find(int row, int column) const
    {
        Value cell = value(row, column);
        if (T *typed = std::get_if<T>(&cell))
            return std::move(*typed);
        return std::nullopt;
    }

private:
    std::shared_ptr<pg_result> m_result;
};

} // namespace gatehouse::postgres
