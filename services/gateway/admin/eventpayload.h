#pragma once

#include "services/core/result.h"
#include "services/core/uuid.h"
#include "services/gateway/admin/call.h"
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
    bool isSealed = false; ///< where it is stored
    std::optional<Error> whyClosed; ///< then `body` is what is stored
    std::string headersJson; ///< [["Name", "value"], ...]
    std::string requestUrl;
    std::optional<std::string> canonicalJson;
    std::optional<std::string> diagnosis;
    std::optional<std::string> explanationJson; ///< without what it quotes of the body
    std::optional<std::string> bodySha256; ///< hex
};

/// Nothing when there is none.
/// A sealed body is opened.
Result<std::optional<EventPayload>> readPayload(const Call &call, postgres::Session &session,
                                                const Uuid &eventId);

/// 409 body_sealed: where there is `whyClosed`.
http::Response bodySealed();

/// As `events/{id}` tells of it: without the body, masked. An explanation goes through the secrets
/// of other tenants, so not everybody is told it.
std::string payloadJson(const EventPayload &payload, const privacy::Masker &masker,
                        bool withExplanation);

} // namespace gatehouse::gateway::admin
