#include "services/gateway/seed/seededcalls.h"

#include "services/postgres/session.h"

namespace gatehouse::gateway {

namespace {

// Each value from other digits of one hash, so that they do not go together, and all of it is the
// same when it is made again. An agent has its
// model; prices are USD for a million tokens.
constexpr std::string_view addCalls = R"(
WITH call AS (
    SELECT j.tenant, coalesce(j.trace_id, md5(j.id::text)) AS trace_id, md5(j.id::text || n) AS hash,
           j.created_at - (n - 1) * interval '1.7 s' AS received_at
      FROM gatehouse.job_execution j
      JOIN gatehouse.webhook_event e ON e.id = j.event_id AND e.received_at = gatehouse.uuid_time(j.event_id)
     CROSS JOIN generate_series(1, 1 + ('x' || left(md5(j.id::text), 1))::bit(4)::integer % 4) AS n
     WHERE j.task_name = 'ai_job' AND j.finished_at IS NOT NULL AND e.created_by = 'seed'
), dice AS (
    SELECT *, (lpad(to_hex(floor(extract(epoch FROM received_at) * 1000)::bigint), 12, '0') || '7' || substr(hash, 17, 3)
                || '8' || substr(hash, 1, 15))::uuid AS id, 1 + ('x' || left(hash, 2))::bit(8)::integer % 4 AS agent,
           ('x' || substr(hash, 3, 4))::bit(16)::integer AS length,
           (('x' || substr(hash, 7, 6))::bit(24)::integer + 1) / 16777217.0 AS luck,
           ('x' || substr(hash, 13, 4))::bit(16)::integer AS fate,
           ('x' || substr(hash, 17, 3))::bit(12)::integer AS person,
           ('x' || substr(hash, 20, 4))::bit(16)::integer AS answer, ('x' || substr(hash, 24, 2))::bit(8)::integer AS cache
      FROM call
), told AS (
    SELECT *, 250 + length % 1400 AS tokens_prompt,
           CASE WHEN agent < 4 THEN 40 + answer % 460 ELSE 0 END AS tokens_completion,
           (ARRAY[600, 1400, 250, 60])[agent] * (0.2 - ln(luck)) AS latency_ms,
           (ARRAY[3, 3, 0.4, 0.02])[agent] AS prompt_price, (ARRAY[15, 15, 1.6, 0])[agent] AS completion_price
      FROM dice
)
INSERT INTO gatehouse.agent_event
       (id, received_at, ts, trace_id, span_id, service, env, tenant, agent, model, provider, route,
        user_id_hash, status, error_type, latency_ms, tokens_prompt, tokens_completion, tokens_total,
        cost_usd, cache_hit)
SELECT id, gatehouse.uuid_time(id), received_at - latency_ms * interval '1 millisecond', trace_id, left(hash, 16),
       'ai-systems', 'production', tenant, (ARRAY['support', 'writer', 'inbox-triage', 'rag'])[agent],
       (ARRAY['example-large-2', 'example-large-2', 'example-small-1', 'example-embed-1'])[agent], 'example',
       (ARRAY['answer', 'draft', 'classify', 'search'])[agent], md5(coalesce(tenant, '') || person % 40),
       CASE WHEN fate % 40 = 0 THEN 'timeout' WHEN fate % 97 = 0 THEN 'error' ELSE 'ok' END,
       CASE WHEN fate % 40 = 0 THEN 'ReadTimeout' WHEN fate % 97 = 0 THEN 'RateLimitError' END,
       latency_ms, tokens_prompt, tokens_completion, tokens_prompt + tokens_completion,
       (tokens_prompt * prompt_price + tokens_completion * completion_price) / 1000000, cache % 5 = 0
  FROM told
    ON CONFLICT (trace_id, span_id, tenant) DO NOTHING)";

} // namespace

Result<> addSeededCalls(postgres::Session &owner)
{
    return owner.execute(addCalls).map([](const postgres::Rows &) {});
}

} // namespace gatehouse::gateway
