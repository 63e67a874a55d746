#pragma once

#include "services/gateway/store/committer.h"

#include <vector>

namespace gatehouse::gateway {

/// Where ingest hands its events on; what Committer promises of these two calls holds here.
class EventSink
{
public:
    virtual ~EventSink() = default;
    virtual void submit(std::vector<IncomingEvent> events, Committer::Done done) = 0;
    virtual void recordRefused(IncomingEvent event) = 0;
};

/// Holds a committer. Make it live as long: what the committer still answers while it ends may
/// record a refusal.
class CommitterSink final : public EventSink
{
public:
    explicit CommitterSink(Committer &committer)
        : m_committer(committer)
    {
    }
    void submit(std::vector<IncomingEvent> events, Committer::Done done) override
    {
        m_committer.submit(std::move(events), std::move(done));
    }
    void recordRefused(IncomingEvent event) override
    {
        m_committer.recordRefused(std::move(event));
    }

private:
    Committer &m_committer;
};

} // namespace gatehouse::gateway
