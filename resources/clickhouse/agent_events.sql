-- What AI systems did, for current ClickHouse servers (21.8 and later). README.md says what is in it and why;
-- agent_events_18.sql is the same for Debian 12's.

CREATE TABLE agent_events
(
    received_at DateTime64(3) DEFAULT now64(3), -- when it came here; what is measured goes by it
    ts DateTime64(3),                       -- when the call began, as its sender says
    trace_id String,
    span_id String,
    parent_span_id String,
    service LowCardinality(String),
    env LowCardinality(String),
    tenant LowCardinality(String),
    agent LowCardinality(String),
    model LowCardinality(String),
    provider LowCardinality(String),
    route LowCardinality(String),
    user_id_hash String,                    -- by a key that is not in here
    status LowCardinality(String),         -- "ok", or what went wrong in one word
    error_type LowCardinality(String),
    latency_ms Float64,
    tokens_prompt Nullable(UInt64),
    tokens_completion Nullable(UInt64),
    tokens_cached Nullable(UInt64),
    tokens_total Nullable(UInt64),
    cost_usd Nullable(Decimal(18, 9)),      -- NULL: nobody knows
    cache_hit UInt8,
    attrs String,                           -- JSON
    is_unpriced UInt8 MATERIALIZED isNull(cost_usd) AND isNotNull(tokens_total),
    latency_us UInt64 MATERIALIZED toUInt64(round(least(greatest(latency_ms, 0), 9e15) * 1000)),
    -- How often the microseconds have to be halved to be below 128; log2() of floating point would round.
    latency_octave UInt8 MATERIALIZED toUInt8(arrayCount(i -> bitShiftRight(latency_us, i + 7) > 0, range(56))),
    latency_bucket UInt16 MATERIALIZED toUInt16(latency_octave * 64 + bitShiftRight(latency_us, latency_octave))
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (tenant, service, received_at)
TTL toDateTime(received_at) + INTERVAL 90 DAY DELETE
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 1000;

-- All that is no label is a sum, so the rows of a key may be added up at any time, or not yet: read it with sum() and
-- sumMap() and GROUP BY, never as it is.
CREATE TABLE agent_metrics_1m
(
    minute DateTime,
    service LowCardinality(String),
    env LowCardinality(String),
    tenant LowCardinality(String),
    agent LowCardinality(String),
    model LowCardinality(String),
    provider LowCardinality(String),
    route LowCardinality(String),
    status LowCardinality(String),
    calls UInt64,
    errors UInt64,
    tokens_prompt UInt64,
    tokens_completion UInt64,
    cost_usd Decimal(38, 9),
    cache_hits UInt64,
    unpriced UInt64,
    latencyMap Nested(bucket UInt16, calls UInt64) -- how many calls fell into which bucket
)
ENGINE = SummingMergeTree
PARTITION BY toYYYYMM(minute)
ORDER BY (minute, service, env, tenant, agent, model, provider, route, status)
TTL minute + INTERVAL 400 DAY DELETE
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 1000;

CREATE MATERIALIZED VIEW agent_metrics_1m_feed TO agent_metrics_1m AS
SELECT toStartOfMinute(received_at) AS minute, service, env, tenant, agent, model, provider, route, status,
       count() AS calls,
       countIf(status != 'ok') AS errors,
       sum(ifNull(tokens_prompt, 0)) AS tokens_prompt,
       sum(ifNull(tokens_completion, 0)) AS tokens_completion,
       sum(ifNull(cost_usd, toDecimal64(0, 9))) AS cost_usd,
       countIf(cache_hit) AS cache_hits,
       countIf(is_unpriced) AS unpriced,
       (sumMap([latency_bucket], [toUInt64(1)]) AS latencies).1 AS `latencyMap.bucket`,
       latencies.2 AS `latencyMap.calls`
  FROM agent_events
 GROUP BY minute, service, env, tenant, agent, model, provider, route, status;
