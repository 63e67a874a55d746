#include "services/gateway/ingress/sealingsink.h"

#include "services/signing/digest.h"

namespace gatehouse::gateway {

void SealingSink::submit(std::vector<IncomingEvent> events, Committer::Done done)
{
    for (IncomingEvent &event : events) {
        if (auto sealed = m_keys.isUsed() ? seal(event) : Result<>(); !sealed) {
            done(failure(ErrorKind::Unavailable, sealed.error().message));
            return;
        }
    }
    m_next.submit(std::move(events), std::move(done));
}

void SealingSink::recordRefused(IncomingEvent event)
{
    if (m_keys.isUsed() && !seal(event))
        event.keepBody = false;
    m_next.recordRefused(std::move(event));
}

Result<> SealingSink::seal(IncomingEvent &event) const
{
    if (!event.tenant)
        return {};
    auto sealed = m_keys.seal(*event.tenant, event.id, event.rawBody);
    if (!sealed)
        return failure(sealed.error());
    if (!*sealed)
        return {};
    event.sealedFrom = SealedFrom{signing::sha256(event.rawBody), event.rawBody.size()};
    event.rawBody = std::move(**sealed);
    event.canonicalJson.reset();
    event.explanationJson.reset();
    return {};
}

} // namespace gatehouse::gateway
