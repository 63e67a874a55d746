#include "services/gateway/loggeddelivery.h"

namespace gatehouse::gateway {

namespace {

/// Nothing of a first try that went well.
std::string noteOf(const TriedDelivery &tried)
{
    const auto &[job, delivery, kind, breakerWasOpen, breakerIsOpen] = tried;
    std::string note;
    if (kind != JobOutcome::Kind::Succeeded || job.attempt > 1)
        note = "try " + std::to_string(job.attempt) + " of " + std::to_string(job.maxAttempts);
    if (kind == JobOutcome::Kind::Dead)
        note += ", dead letter";
    if (breakerIsOpen != breakerWasOpen)
        note += (note.empty() ? "" : ", ") + std::string("breaker ")
            + (breakerIsOpen ? "opens" : "closes");
    return note;
}

} // namespace

LoggedRequest loggedDelivery(const TriedDelivery &tried, Timestamp now)
{
    LoggedRequest request;
    request.time = now;
    request.direction = LoggedRequest::Direction::Delivery;
    request.method = "POST";
    request.path = tried.job.path;
    request.tenant = tried.job.tenant;
    request.status = tried.delivery.response.status;
    request.outcome = tried.kind == JobOutcome::Kind::Succeeded ? "succeeded" : "failed";
    request.latency = tried.delivery.response.duration;
    request.note = noteOf(tried);
    request.eventId = tried.job.eventId;
    return request;
}

} // namespace gatehouse::gateway
