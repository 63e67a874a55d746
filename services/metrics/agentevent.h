#pragma once

#include "services/core/clock.h"
#include "services/metrics/otlp.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::metrics {

/// One call or step of an AI system, as gatehouse.agent_event keeps it. Texts are empty where
/// nobody said them.
struct AgentEvent
{
    Timestamp startedAt;
    std::string traceId, spanId, parentSpanId; ///< hex
    std::string service, environment, tenant, agent, model, provider, route;
    std::string userIdHash; ///< never the id itself
    std::string status; ///< "ok", or what went wrong in one word: "error"
    std::string errorType;
    std::chrono::microseconds latency{};
    std::optional<std::int64_t> tokensPrompt, tokensCompletion;
    std::optional<std::int64_t> tokensCached; ///< of the prompt's, those that a cache had
    std::optional<double> costUsd;
    std::optional<bool> isCacheHit;
    std::string attributes; ///< what else was said: a JSON object, without what tells a person
};

/// What is decided at the door, before anything is kept.
struct AgentEventDoor
{
    /// The tenants that the sender may tell of; nothing: any, and none. Of one alone it need not
    /// name it.
    std::optional<std::vector<std::string>> tenants;
    /// Of a tenant's user, so that equal ones stay equal and none can be told. Empty: no hash.
    std::function<std::string(std::string_view tenant, std::string_view userId)> hashUser;
    /// When a call may have begun and ended: what is too old is not kept anyway, and a clock may be
    /// wrong.
    Timestamp earliest = Timestamp::min(), latest = Timestamp::max();
};

struct AgentEvents
{
    std::vector<AgentEvent> events;
    std::int64_t others = 0; ///< spans that are of no AI system: no agent, no model
    std::int64_t refused = 0; ///< spans without ids or times, and those of no tenant of the door's
    std::string whyRefused; ///< of the first one
};

/// Names are the plain ones (`agent`, `model`, `tokens_prompt`, ...) or, where these are not said,
/// those of OpenTelemetry's conventions (`gen_ai.*`, https://opentelemetry.io/docs/specs/semconv/).
/// What a span says counts before what its resource says. User ids are hashed; what looks like
/// personal data is dropped, and of further attributes all that attributerules.h does not let in,
/// beyond 4 KiB all of them; texts are cut to 200 bytes. A tenant that cannot be kept as it is told
/// is refused. A status and an error are one word; a span's name is its route where it is short.
/// Tokens and cost are not taken from spans that sum up others (`invoke_agent`). No text has
/// U+0000, which Postgres cannot hold.
AgentEvents agentEvents(const std::vector<OtlpResource> &resources, const AgentEventDoor &door);

} // namespace gatehouse::metrics
