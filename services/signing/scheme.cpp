#include "services/signing/scheme.h"

#include "services/signing/githubscheme.h"
#include "services/signing/stripescheme.h"

namespace gatehouse::signing {

std::vector<std::unique_ptr<Scheme>> makeSchemes()
{
    std::vector<std::unique_ptr<Scheme>> schemes;
    schemes.push_back(std::make_unique<StripeScheme>());
    schemes.push_back(std::make_unique<GithubScheme>());
    return schemes;
}

} // namespace gatehouse::signing
