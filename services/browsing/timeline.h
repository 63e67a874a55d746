#pragma once

#include "services/core/uuid.h"
#include "services/postgres/session.h"

#include <optional>
#include <string>
#include <vector>

/// What happened to an event and to those of its trace, for a console's SQL and the gateway's API
/// alike.
namespace gatehouse::browsing {

/// Of an event more than so many others with its trace are not looked at: those next to it in time
/// are.
inline constexpr int mostOfTrace = 50;

struct TimelineWish
{
    Uuid event;
    int most = 500; ///< entries: its own first, of those the latest
    /// Other events of the trace are told only within these; nothing: all.
    std::optional<std::vector<std::string>> tenants = {};
    std::optional<std::vector<std::string>> sources = {};
    bool hasPayloads = false; ///< the role may read console.payloads: tells why it was refused
};

/// The answer of GET events/{id}/timeline, as JSON: {"items", "is_cut", "has_more_events"}; see
/// TimelineEntry in resources/openapi/admin-v1.yaml. Without items there is no such event. Masked
/// by the policy of now.
Result<std::string> readTimeline(postgres::Session &session, const TimelineWish &wish);

} // namespace gatehouse::browsing
