#include "services/postgres/binaryrows.h"

#include "services/postgres/timeformat.h"
#include "services/postgres/wire.h"

#include <bit>

namespace gatehouse::postgres {

namespace {

/// Then no flags, and no extension of the header.
constexpr std::string_view signature{"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19};
constexpr std::int16_t endOfRows = -1;
constexpr std::int32_t isNull = -1;
constexpr char jsonbVersion = 1;

} // namespace

BinaryRows::BinaryRows()
    : m_data(signature)
{
}

std::string_view BinaryRows::finish()
{
    putInteger(endOfRows);
    return m_data;
}

void BinaryRows::clear()
{
    m_data = signature;
    m_rows = 0;
}

template <std::integral T>
void BinaryRows::putInteger(T value)
{
    postgres::putInteger(m_data, value);
}
template void BinaryRows::putInteger(std::int16_t value);

template <std::integral T>
void BinaryRows::putNumber(T value)
{
    putInteger(static_cast<std::int32_t>(sizeof value));
    putInteger(value);
}

void BinaryRows::put(std::nullopt_t)
{
    putInteger(isNull);
}

void BinaryRows::put(bool value)
{
    putNumber(static_cast<std::int8_t>(value ? 1 : 0));
}

void BinaryRows::put(std::int16_t value)
{
    putNumber(value);
}

void BinaryRows::put(std::int32_t value)
{
    putNumber(value);
}

void BinaryRows::put(std::int64_t value)
{
    putNumber(value);
}

void BinaryRows::put(double value)
{
    putNumber(std::bit_cast<std::int64_t>(value));
}

void BinaryRows::put(Timestamp value)
{
    putNumber(toPostgresTime(value));
}

void BinaryRows::put(const Uuid &value)
{
    putInteger(static_cast<std::int32_t>(value.bytes.size()));
    m_data.append(value.bytes.begin(), value.bytes.end());
}

void BinaryRows::put(std::string_view value)
{
    putInteger(static_cast<std::int32_t>(value.size()));
    m_data += value;
}

void BinaryRows::put(JsonbView value)
{
    putInteger(static_cast<std::int32_t>(value.text.size() + 1));
    m_data += jsonbVersion;
    m_data += value.text;
}

} // namespace gatehouse::postgres
