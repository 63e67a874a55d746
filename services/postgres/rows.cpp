#include "services/postgres/rows.h"

#include "services/postgres/decode.h"

#include <libpq-fe.h>

#include <charconv>
#include <cstring>

namespace gatehouse::postgres {

Rows::Rows(pg_result *result)
    : m_result(result, PQclear)
{
}

int Rows::size() const
{
    return m_result ? PQntuples(m_result.get()) : 0;
}

int Rows::columnCount() const
{
    return m_result ? PQnfields(m_result.get()) : 0;
}

std::string_view Rows::columnName(int column) const
{
    const char *name = PQfname(m_result.get(), column);
    return name ? name : "";
}

std::uint32_t Rows::columnType(int column) const
{
    return PQftype(m_result.get(), column);
}

std::int64_t Rows::affected() const
{
    if (!m_result || PQresultStatus(m_result.get()) == PGRES_EMPTY_QUERY)
        return 0;
    const std::string_view count = PQcmdTuples(m_result.get());
    std::int64_t number = 0;
    std::from_chars(count.data(), count.data() + count.size(), number);
    return number;
}

bool Rows::isNull(int row, int column) const
{
    return PQgetisnull(m_result.get(), row, column) != 0;
}

std::optional<std::string_view> Rows::bytes(int row, int column) const
{
    if (isNull(row, column))
        return std::nullopt;
    return std::string_view(PQgetvalue(m_result.get(), row, column),
                            static_cast<std::size_t>(PQgetlength(m_result.get(), row, column)));
}

Value Rows::value(int row, int column) const
{
    const auto cell = bytes(row, column);
    if (!cell)
        return std::monostate();
    if (PQfformat(m_result.get(), column) == 0)
        return std::string(*cell);
    return decodeBinary(PQftype(m_result.get(), column), *cell);
}

} // namespace gatehouse::postgres
