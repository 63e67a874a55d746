#include "services/gateway/admin/query.h"

#include <algorithm>

namespace gatehouse::gateway::admin {

namespace {

postgres::Array<std::string> toArray(const std::vector<std::string> &list)
{
    return {list.begin(), list.end()};
}

} // namespace

postgres::Value nullable(const std::optional<std::string> &text)
{
    return text ? postgres::Value(*text) : postgres::Value();
}

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
    if (actor.sources && !columns.source.empty()) {
        query.require(std::string(columns.source) + " = ANY(" + query.bind(toArray(*actor.sources))
                      + "::text[])");
    }
}

bool isForAll(const Actor &actor, const std::optional<std::string> &tenant)
{
    if (actor.sources)
        return false;
    return !actor.tenants
        || (tenant
            && std::find(actor.tenants->begin(), actor.tenants->end(), *tenant)
                != actor.tenants->end());
}

http::Response outsideScope()
{
    return http::problem(403, "outside_scope",
                         "This token is limited to tenants or sources, and the change concerns "
                         "others, too. Use a token that is not, or name one of its tenants.");
}

} // namespace gatehouse::gateway::admin
