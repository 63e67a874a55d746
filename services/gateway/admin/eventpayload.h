#pragma once

#include "services/core/result.h"
#include "services/core/uuid.h"
#include "services/privacy/masker.h"

#include <optional>
#include <string>

namespace gatehouse::postgres {
class Session;
}

namespace gatehouse::gateway::admin {

/// What an event brought along, as it is stored.
struct EventPayload
{
    privacy::Owner owner;
    std::optional<std::string> body; ///< exact bytes; nothing: not kept
    std::string headersJson; ///< [["Name", "value"], ...]
    std::string requestUrl;
    std::optional<std::string> canonicalJson;
    std::optional<std::string> diagnosis;
    std::optional<std::string> explanationJson; ///< without what it quotes of the body
    std::optional<std::string> bodySha256; ///< hex
};

/// Nothing when there is none.
Result<std::optional<EventPayload>> readPayload(postgres::Session &session, const Uuid &eventId);

/// As `events/{id}` tells of it: without the body, masked. An explanation goes through the secrets
/// of other tenants, so not everybody is told it.
std::string payloadJson(const EventPayload &payload, const privacy::Masker &masker,
                        bool withExplanation);

} // namespace gatehouse::gateway::admin
