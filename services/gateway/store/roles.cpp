#include "services/gateway/store/roles.h"

namespace gatehouse::gateway {

Result<std::string> gatewayRole(postgres::Session &session)
{
    return session
        .execute("SELECT rolname::text FROM pg_roles"
                 " WHERE rolname = 'gatehouse_gateway' AND rolname <> current_user"
                 " AND pg_has_role(current_user, oid, 'MEMBER')"
                 " AND has_schema_privilege(oid, 'gatehouse', 'USAGE')"
                 " AND has_table_privilege(oid, 'gatehouse.webhook_event', 'INSERT')")
        .map([](const postgres::Rows &rows) {
            return rows.isEmpty() ? std::string() : rows.get<std::string>(0, 0);
        });
}

} // namespace gatehouse::gateway
