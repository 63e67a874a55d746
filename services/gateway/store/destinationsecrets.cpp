#include "services/gateway/store/destinationsecrets.h"

namespace gatehouse::gateway {

std::string credentialIdentity(const Uuid &destination)
{
    return "destination/" + destination.toString() + "/credential";
}

std::string signingSecretIdentity(const Uuid &destination)
{
    return "destination/" + destination.toString() + "/signing_secret";
}

Result<> forgetFormerPassword(postgres::Session &session, const Uuid &destination)
{
    return session
        .execute("UPDATE gatehouse.destination SET previous_password_id = NULL,"
                 " previous_password_expires_at = NULL, updated_at = now() WHERE id = $1",
                 {destination})
        .map([](const postgres::Rows &) {});
}

} // namespace gatehouse::gateway
