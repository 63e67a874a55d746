#pragma once

#include "services/gateway/ingress/providersecrets.h"
#include "services/gateway/store/event.h"
#include "services/signing/scheme.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::gateway {

/// A request that was refused for its signature, with all that is needed to explain it later.
struct RefusedRequest
{
    std::shared_ptr<const signing::Scheme> scheme;
    std::string url; ///< as the sender called it
    signing::HeaderList headers;
    std::vector<signing::CandidateSecret> secrets;
    Timestamp judgedAt;
    IncomingEvent event; ///< with its body
};

/// Explains it: sets the event's explanation, and its diagnosis to what a person reads first.
/// Takes some milliseconds.
void explain(RefusedRequest &refused);

/// What a request of this tenant may have been signed with: the tenant's own secrets, then those of
/// the source's other tenants.
std::vector<signing::CandidateSecret> candidateSecrets(const ProviderSecrets &secrets,
                                                       std::string_view source,
                                                       std::string_view tenant);

} // namespace gatehouse::gateway
