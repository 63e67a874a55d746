#pragma once

#include "services/gateway/ingress/eventsink.h"
#include "services/gateway/store/bodykeys.h"

namespace gatehouse::gateway {

/// Seals the bodies of tenants that want it, before anything is queued; all others pass. What is
/// made of a body is left out then: its canonical event, and the explanation that quotes it. An
/// event that cannot be sealed is not taken (Unavailable), rather than stored in clear.
class SealingSink final : public EventSink
{
public:
    /// Both outlive the sink.
    SealingSink(EventSink &next, const BodyKeys &keys)
        : m_next(next)
        , m_keys(keys)
    {
    }
    void submit(std::vector<IncomingEvent> events, Committer::Done done) override;
    void recordRefused(IncomingEvent event) override;

private:
    Result<> seal(IncomingEvent &event) const;

    EventSink &m_next;
    const BodyKeys &m_keys;
};

} // namespace gatehouse::gateway
