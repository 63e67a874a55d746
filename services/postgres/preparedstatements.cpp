#include "services/postgres/preparedstatements.h"

namespace gatehouse::postgres {

namespace {
/// Far more than a session of the gateway has texts; the server keeps a plan for each.
constexpr std::size_t mostPrepared = 64;
} // namespace

PreparedStatements::Types PreparedStatements::typesOf(const EncodedParameters &parameters)
{
    return {parameters.types(), parameters.types() + parameters.count()};
}

std::string PreparedStatements::find(const std::string &sql,
                                     const EncodedParameters &parameters) const
{
    const auto names = m_names.find(sql);
    if (names == m_names.end())
        return {};
    const auto found = names->second.find(typesOf(parameters));
    return found == names->second.end() ? std::string() : found->second;
}

void PreparedStatements::add(const std::string &sql, const EncodedParameters &parameters,
                             std::string name)
{
    m_names[sql].emplace(typesOf(parameters), std::move(name));
    ++m_size;
}

std::string PreparedStatements::newName()
{
    return "gatehouse_" + std::to_string(++m_named);
}

bool PreparedStatements::isFull() const
{
    return m_size >= mostPrepared;
}

void PreparedStatements::clear()
{
    m_names.clear();
    m_size = 0;
}

} // namespace gatehouse::postgres
