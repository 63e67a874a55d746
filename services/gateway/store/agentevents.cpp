#include "services/gateway/store/agentevents.h"

#include "services/postgres/session.h"

#include <array>
#include <charconv>

namespace gatehouse::gateway {

using postgres::Array;
using postgres::TextView;

namespace {

// Sorted, so that two senders of the same calls do not wait for each other in a circle.
constexpr std::string_view insertAgentEvents = R"(
INSERT INTO gatehouse.agent_event
       (id, received_at, ts, trace_id, span_id, parent_span_id, service, env, tenant, agent, model,
        provider, route, user_id_hash, status, error_type, latency_ms, tokens_prompt,
        tokens_completion, tokens_cached, tokens_total, cost_usd, is_cost_priced, cache_hit, attrs)
SELECT n.id, gatehouse.uuid_time(n.id), n.ts, n.trace_id, n.span_id, n.parent_span_id, n.service, n.env,
       n.tenant, n.agent, n.model, n.provider, n.route, n.user_id_hash, n.status, n.error_type,
       n.latency_us / 1000.0, n.tokens_prompt, n.tokens_completion, n.tokens_cached,
       CASE WHEN n.tokens_prompt IS NOT NULL OR n.tokens_completion IS NOT NULL
            THEN coalesce(n.tokens_prompt, 0) + coalesce(n.tokens_completion, 0) END,
       coalesce(n.cost_usd, n.price), n.cost_usd IS NULL AND n.price IS NOT NULL, n.cache_hit,
       n.attrs
  FROM (SELECT gatehouse.uuid_v7(clock_timestamp()) AS id, u.*,
               gatehouse.model_cost(u.model, u.provider, u.ts, u.tokens_prompt, u.tokens_completion,
                                    u.tokens_cached) AS price
          FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                      $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[],
                      $13::text[], $14::text[], $15::bigint[], $16::bigint[], $17::bigint[],
                      $18::bigint[], $19::text[]::numeric[], $20::boolean[], $21::text[]::jsonb[])
               AS u(ts, trace_id, span_id, parent_span_id, service, env, tenant, agent, model,
                    provider, route, user_id_hash, status, error_type, latency_us, tokens_prompt,
                    tokens_completion, tokens_cached, cost_usd, cache_hit, attrs)) AS n
 ORDER BY n.trace_id, n.span_id, n.tenant
    ON CONFLICT (trace_id, span_id, tenant) DO NOTHING)";

/// An amount as numeric takes it, in as few digits as say it.
std::string amountText(double amount)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), amount);
    return {text.data(), end.ptr};
}

/// The arrays of insertAgentEvents, which point into the events.
struct AgentEventColumns
{
    Array<Timestamp> ts;
    std::array<Array<TextView>, 13> texts; ///< trace_id to error_type
    Array<std::int64_t> latency, prompt, completion, cached;
    Array<std::string> cost;
    Array<bool> cacheHit;
    Array<TextView> attributes;

    void add(const metrics::AgentEvent &event);
    postgres::Parameters parameters() &&;
};

void AgentEventColumns::add(const metrics::AgentEvent &event)
{
    ts.emplace_back(event.startedAt);
    const std::array<const std::string *, 13> told = {
        &event.traceId,    &event.spanId, &event.parentSpanId, &event.service,  &event.environment,
        &event.tenant,     &event.agent,  &event.model,        &event.provider, &event.route,
        &event.userIdHash, &event.status, &event.errorType};
    for (std::size_t i = 0; i < told.size(); ++i)
        texts[i].push_back(told[i]->empty() ? std::nullopt : std::optional(TextView{*told[i]}));
    latency.emplace_back(event.latency.count());
    prompt.push_back(event.tokensPrompt);
    completion.push_back(event.tokensCompletion);
    cached.push_back(event.tokensCached);
    cost.push_back(event.costUsd ? std::optional(amountText(*event.costUsd)) : std::nullopt);
    cacheHit.push_back(event.isCacheHit);
    attributes.emplace_back(
        TextView{event.attributes.empty() ? std::string_view("{}") : event.attributes});
}

postgres::Parameters AgentEventColumns::parameters() &&
{
    postgres::Parameters all;
    all.emplace_back(std::move(ts));
    for (Array<TextView> &column : texts)
        all.emplace_back(std::move(column));
    for (Array<std::int64_t> *column : {&latency, &prompt, &completion, &cached})
        all.emplace_back(std::move(*column));
    all.emplace_back(std::move(cost));
    all.emplace_back(std::move(cacheHit));
    all.emplace_back(std::move(attributes));
    return all;
}

} // namespace

Result<std::int64_t> storeAgentEvents(postgres::Session &session,
                                      const std::vector<metrics::AgentEvent> &events)
{
    if (events.empty())
        return 0;
    AgentEventColumns columns;
    for (const metrics::AgentEvent &event : events)
        columns.add(event);
    return session.execute(insertAgentEvents, std::move(columns).parameters())
        .map([](const postgres::Rows &rows) { return rows.affected(); });
}

} // namespace gatehouse::gateway
