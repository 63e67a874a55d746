#include "services/gateway/store/passwordattempts.h"

namespace gatehouse::gateway {

Result<> beginPasswordAttempt(postgres::Session &session, const PasswordAttempt &attempt)
{
    return session
        .execute("INSERT INTO gatehouse.password_attempt (id, destination_id, destination, tenant,"
                 " base_url, login, password_name) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                 {attempt.id, attempt.destination, attempt.destinationName,
                  attempt.tenant ? postgres::Value(*attempt.tenant) : postgres::Value(),
                  attempt.baseUrl, attempt.login, attempt.passwordName})
        .map([](const postgres::Rows &) {});
}

Result<bool> endPasswordAttempt(postgres::Session &session, const Uuid &attempt)
{
    return session
        .execute("DELETE FROM gatehouse.password_attempt WHERE id = $1 AND NOT is_given_up",
                 {attempt})
        .map([](const postgres::Rows &rows) { return rows.affected() > 0; });
}

} // namespace gatehouse::gateway
