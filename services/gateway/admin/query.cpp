#include "services/gateway/admin/query.h"

namespace gatehouse::gateway::admin {

namespace {

postgres::Array<std::string> toArray(const std::vector<std::string> &list)
{
    return {list.begin(), list.end()};
}

} // namespace

std::string Query::bind(postgres::Value value)
{
    m_parameters.push_back(std::move(value));
    return '$' + std::to_string(m_parameters.size());
}

void Query::require(const std::string &condition)
{
    m_conditions += m_conditions.empty() ? " WHERE " : " AND ";
    m_conditions += condition;
}

std::string Query::where() const
{
    return m_conditions;
}

void requireScope(Query &query, const Actor &actor, const ScopeColumns &columns)
{
    if (actor.tenants) {
        const std::string tenant(columns.tenant);
        std::string condition =
            tenant + " = ANY(" + query.bind(toArray(*actor.tenants)) + "::text[])";
        if (columns.nullIsEveryTenant)
            condition = '(' + tenant + " IS NULL OR " + condition + ')';
        query.require(condition);
    }
    if (actor.sources) {
        query.require(std::string(columns.source) + " = ANY(" + query.bind(toArray(*actor.sources))
                      + "::text[])");
    }
}

} // namespace gatehouse::gateway::admin
