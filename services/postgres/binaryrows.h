#pragma once

#include "services/core/clock.h"
#include "services/core/uuid.h"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::postgres {

/// The text of a jsonb document. Not validated here.
struct JsonbView
{
    std::string_view text;
};

/// Rows as COPY ... FROM STDIN (FORMAT binary) takes them. A field must be of its column's width:
/// nothing converts it on the way (int16 is smallint, int32 integer, int64 bigint; a string is text
/// or bytea).
class BinaryRows
{
public:
    BinaryRows();

    /// One row: a field for each column of the COPY; std::nullopt, or an empty optional, is NULL.
    template <typename... Fields>
    void add(const Fields &...fields)
    {
        putInteger(static_cast<std::int16_t>(sizeof...(fields)));
        (put(fields), ...);
        ++m_rows;
    }
    std::int64_t size() const { return m_rows; }
    /// All of it; no row can be added any more until clear().
    std::string_view finish();
    /// Keeps the memory for the next rows.
    void clear();

private:
    template <std::integral T>
    void putInteger(T value);
    void put(std::nullopt_t);
    void put(bool value);
    void put(std::int16_t value);
    void put(std::int32_t value);
    void put(std::int64_t value);
    void put(double value);
    void put(Timestamp value);
    void put(const Uuid &value);
    void put(std::string_view value);
    void put(const std::string &value) { put(std::string_view(value)); }
    void put(const char *value) { put(std::string_view(value)); }
    void put(JsonbView value);
    template <typename T>
    void put(const std::optional<T> &value)
    {
        if (value)
            put(*value);
        else
            put(std::nullopt);
    }
    template <std::integral T>
    void putNumber(T value);

    std::string m_data;
    std::int64_t m_rows = 0;
};

} // namespace gatehouse::postgres
