#include "services/signing/scheme.h"

#include "services/signing/aischeme.h"
#include "services/signing/githubscheme.h"
#include "services/signing/hubspotscheme.h"
#include "services/signing/shopifyscheme.h"
#include "services/signing/slackscheme.h"
#include "services/signing/standardscheme.h"
#include "services/signing/stripescheme.h"
#include "services/signing/woocommercescheme.h"
#include "services/signing/wordpressscheme.h"
#include "services/signing/wpmediascheme.h"

namespace gatehouse::signing {

std::vector<std::unique_ptr<Scheme>> makeSchemes()
{
    std::vector<std::unique_ptr<Scheme>> schemes;
    schemes.push_back(std::make_unique<StripeScheme>());
    schemes.push_back(std::make_unique<GithubScheme>());
    schemes.push_back(std::make_unique<HubspotScheme>());
    schemes.push_back(std::make_unique<ShopifyScheme>());
    schemes.push_back(std::make_unique<SlackScheme>());
    schemes.push_back(std::make_unique<WoocommerceScheme>());
    schemes.push_back(std::make_unique<StandardScheme>());
    schemes.push_back(std::make_unique<WordpressScheme>());
    schemes.push_back(std::make_unique<AiScheme>());
    schemes.push_back(std::make_unique<WpmediaScheme>());
    return schemes;
}

} // namespace gatehouse::signing
