-- What AI systems did, call by call: as OpenTelemetry tells it (POST /v1/traces), and as their jobs do.

-- Who sends it has a token that can do nothing else.
ALTER TABLE gatehouse.admin_token
    DROP CONSTRAINT admin_token_role_check,
    ADD CONSTRAINT admin_token_role_check
        CHECK (role IN ('viewer', 'support', 'developer', 'admin', 'telemetry'));

-- Kept for 90 days (the upkeep).
CREATE TABLE gatehouse.agent_event (
    id uuid PRIMARY KEY,
    received_at timestamptz NOT NULL,   -- the millisecond of the id; what is measured goes by it
    ts timestamptz NOT NULL,            -- when the call began, as its sender says
    trace_id text NOT NULL,
    span_id text NOT NULL,
    parent_span_id text,
    service text,
    env text,
    tenant text,
    agent text,
    model text,
    provider text,
    route text,
    user_id_hash text,                  -- by a key that is in no view; the id itself is not kept
    status text NOT NULL,               -- "ok", or what went wrong in one word
    error_type text,
    latency_ms double precision NOT NULL CHECK (latency_ms >= 0),
    tokens_prompt bigint,
    tokens_completion bigint,
    tokens_cached bigint,               -- of the prompt's, those that a cache had
    tokens_total bigint,
    cost_usd numeric CHECK (cost_usd >= 0),
    is_cost_priced boolean NOT NULL DEFAULT false, -- by gatehouse.model_price; else the sender's
    cache_hit boolean,
    attrs jsonb NOT NULL DEFAULT '{}',
    -- A sender that heard no answer sends again. Nobody's ids take those of another tenant's.
    UNIQUE NULLS NOT DISTINCT (trace_id, span_id, tenant)
);
CREATE INDEX agent_event_key ON gatehouse.agent_event (ts, id);
CREATE INDEX agent_event_received ON gatehouse.agent_event (received_at);

-- What a model costs from that day (of UTC) on; provider '': at whichever. Dated, so that what is known later changes
-- nothing that was counted before.
CREATE TABLE gatehouse.model_price (
    model text NOT NULL CHECK (model <> ''),
    provider text NOT NULL DEFAULT '',
    valid_from date NOT NULL,
    usd_per_million_prompt numeric NOT NULL CHECK (usd_per_million_prompt >= 0),
    usd_per_million_completion numeric NOT NULL CHECK (usd_per_million_completion >= 0),
    usd_per_million_cached numeric CHECK (usd_per_million_cached >= 0), -- NULL: as others of the prompt
    PRIMARY KEY (model, provider, valid_from)
);

-- NULL where there is no price, or nothing was said of tokens.
CREATE FUNCTION gatehouse.model_cost(model text, provider text, at timestamptz, prompt bigint, completion bigint,
                                     cached bigint) RETURNS numeric
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT ((greatest(coalesce($4, 0) - coalesce($6, 0), 0)) * p.usd_per_million_prompt
            + least(coalesce($6, 0), coalesce($4, 0)) * coalesce(p.usd_per_million_cached, p.usd_per_million_prompt)
            + coalesce($5, 0) * p.usd_per_million_completion) / 1000000
      FROM gatehouse.model_price p
     WHERE p.model = $1 AND p.provider IN (coalesce($2, ''), '') AND p.valid_from <= ($3 AT TIME ZONE 'UTC')::date
       AND ($4 IS NOT NULL OR $5 IS NOT NULL)
     ORDER BY p.provider <> '' DESC, p.valid_from DESC
     LIMIT 1
$$;

-- The key that users' ids are hashed with, sealed by the master key (services/secrets/vault.h): of whoever has the
-- table alone nobody can try all ids through.
CREATE TABLE gatehouse.user_hash_key (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    id uuid NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(),
    sealed bytea NOT NULL,
    master_key text NOT NULL
);

CREATE VIEW console.agent_events AS
SELECT id, received_at, ts, trace_id, span_id, parent_span_id, service, env, tenant, agent, model, provider, route,
       user_id_hash, status, error_type, latency_ms, tokens_prompt, tokens_completion, tokens_cached, tokens_total,
       cost_usd, is_cost_priced, cache_hit, attrs
  FROM gatehouse.agent_event;
CREATE VIEW console.model_prices AS
SELECT model, provider, valid_from, usd_per_million_prompt, usd_per_million_completion, usd_per_million_cached
  FROM gatehouse.model_price;
