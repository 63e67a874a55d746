#pragma once

#include "services/gateway/admin/call.h"
#include "services/postgres/session.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::gateway::admin {

/// NULL for nothing.
postgres::Value nullable(const std::optional<std::string> &text);
postgres::Value nullable(const std::optional<std::vector<std::string>> &list);

/// Collects conditions and their parameters; values never enter the SQL.
class Query
{
public:
    /// Keeps the value and returns its placeholder: "$3".
    std::string bind(postgres::Value value);
    /// Adds a condition, which is joined by AND. Only SQL of our own, with placeholders. `column`
    /// is what it is about alone, and outlives the query; empty: not said.
    void require(std::string condition, std::string_view column = {});
    const std::vector<std::string> &conditions() const { return m_conditions; }
    /// What each condition is about.
    const std::vector<std::string_view> &columns() const { return m_columns; }
    /// " WHERE a AND b", or nothing.
    std::string where() const;
    const postgres::Parameters &parameters() const { return m_parameters; }

private:
    std::vector<std::string> m_conditions;
    std::vector<std::string_view> m_columns;
    postgres::Parameters m_parameters;
};

/// How a view says whose its rows are.
struct ScopeColumns
{
    /// What the two expressions are. Of several names all must be within the scope.
    enum class Type {
        Text, ///< one name
        Array, ///< text[]: NULL is all, which is within no limit
        Json, ///< jsonb: a text, or a list of texts
    };
    std::string_view tenant = "tenant"; ///< an SQL expression
    std::string_view source = "source"; ///< empty: the rows are of no source, everybody sees them
    bool nullIsEveryTenant = false; ///< routes: NULL means any tenant, so everybody sees it
    Type type = Type::Text;
    /// Where the names are those of something that the rows belong to: "operation_id IN (SELECT id
    /// FROM ... WHERE ", which is closed behind the condition.
    std::string_view of = {};
};

/// Leaves only rows that the actor's token is for. A scoped token sees no row without a tenant.
void requireScope(Query &query, const Actor &actor, const ScopeColumns &columns = {});

} // namespace gatehouse::gateway::admin
