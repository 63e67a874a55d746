#include "services/gateway/worker/credentials.h"

#include "services/gateway/store/destinationsecrets.h"
#include "services/signing/digest.h"

namespace gatehouse::gateway {

Result<DestinationCredentials> unseal(const SealedCredentials &sealed, const secrets::Vault &vault)
{
    const auto token = vault.unseal(sealed.credential, credentialIdentity(sealed.destination));
    if (!token)
        return failure(token.error());
    const auto secret =
        vault.unseal(sealed.signingSecret, signingSecretIdentity(sealed.destination));
    if (!secret)
        return failure(secret.error());
    return DestinationCredentials{std::string(token->view()), std::string(secret->view()),
                                  sealed.authType == "basic" ? AuthType::Basic : AuthType::Bearer};
}

void wipe(DestinationCredentials &credentials)
{
    signing::wipe(credentials.token);
    signing::wipe(credentials.signingSecret);
}

} // namespace gatehouse::gateway
