#include "services/postgres/preparedstatements.h"

namespace gatehouse::postgres {

namespace {
/// Far more than a session of the gateway has texts; the server keeps a plan for each.
constexpr std::size_t mostPrepared = 64;
} // namespace

PreparedStatements::Key PreparedStatements::keyOf(const std::string &sql,
                                                  const EncodedParameters &parameters)
{
    return {sql, {parameters.types(), parameters.types() + parameters.count()}};
}

std::string PreparedStatements::find(const std::string &sql,
                                     const EncodedParameters &parameters) const
{
    const auto found = m_names.find(keyOf(sql, parameters));
    return found == m_names.end() ? std::string() : found->second;
}

void PreparedStatements::add(const std::string &sql, const EncodedParameters &parameters,
                             std::string name)
{
    m_names.emplace(keyOf(sql, parameters), std::move(name));
}

std::string PreparedStatements::newName()
{
    return "gatehouse_" + std::to_string(++m_named);
}

bool PreparedStatements::isFull() const
{
    return m_names.size() >= mostPrepared;
}

} // namespace gatehouse::postgres
