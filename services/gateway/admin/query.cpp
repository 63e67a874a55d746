#include "services/gateway/admin/query.h"

#include <algorithm>

namespace gatehouse::gateway::admin {

namespace {

postgres::Array<std::string> toArray(const std::vector<std::string> &list)
{
    return {list.begin(), list.end()};
}

/// That what the column names is within the list.
std::string within(Query &query, std::string_view column, const std::vector<std::string> &list,
                   ScopeColumns::Type type)
{
    const std::string names = query.bind(toArray(list)) + "::text[]";
    switch (type) {
    case ScopeColumns::Type::Text:
        return std::string(column) + " = ANY(" + names + ')';
    case ScopeColumns::Type::Array:
        return std::string(column) + " <@ " + names;
    case ScopeColumns::Type::Json:
        return std::string(column) + " <@ to_jsonb(" + names + ')';
    }
    return "false";
}

std::string ofOwner(const ScopeColumns &columns, const std::string &condition)
{
    return columns.of.empty() ? condition : std::string(columns.of) + condition + ')';
}

} // namespace

postgres::Value nullable(const std::optional<std::string> &text)
{
    return text ? postgres::Value(*text) : postgres::Value();
}

postgres::Value nullable(const std::optional<std::vector<std::string>> &list)
{
    return list ? postgres::Value(toArray(*list)) : postgres::Value();
}

std::string Query::bind(postgres::Value value)
{
    m_parameters.push_back(std::move(value));
    return '$' + std::to_string(m_parameters.size());
}

void Query::require(std::string condition, std::string_view column)
{
    m_conditions.push_back(std::move(condition));
    m_columns.push_back(column);
}

std::string Query::where() const
{
    std::string where;
    for (const std::string &condition : m_conditions)
        where += (where.empty() ? " WHERE " : " AND ") + condition;
    return where;
}

void requireScope(Query &query, const Actor &actor, const ScopeColumns &columns)
{
    if (actor.tenants) {
        std::string condition = within(query, columns.tenant, *actor.tenants, columns.type);
        if (columns.nullIsEveryTenant)
            condition = '(' + std::string(columns.tenant) + " IS NULL OR " + condition + ')';
        query.require(ofOwner(columns, condition), columns.tenant);
    }
    if (actor.sources && !columns.source.empty())
        query.require(ofOwner(columns, within(query, columns.source, *actor.sources, columns.type)),
                      columns.source);
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
