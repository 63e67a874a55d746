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

} // namespace gatehouse::gateway
