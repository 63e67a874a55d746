-- Calls of AI systems are measured, too, with what they used; and what each customer cost on each day.

-- Of the measure 'ai' alone. `unpriced` are calls that used tokens and that nobody knows the cost of.
ALTER TABLE gatehouse.metric_minute
    ADD COLUMN tokens_prompt bigint, ADD COLUMN tokens_completion bigint, ADD COLUMN cost_usd numeric,
    ADD COLUMN cache_hits bigint, ADD COLUMN unpriced bigint;
ALTER TABLE gatehouse.metric_hour
    ADD COLUMN tokens_prompt bigint, ADD COLUMN tokens_completion bigint, ADD COLUMN cost_usd numeric,
    ADD COLUMN cache_hits bigint, ADD COLUMN unpriced bigint;
ALTER TABLE gatehouse.metric_day
    ADD COLUMN tokens_prompt bigint, ADD COLUMN tokens_completion bigint, ADD COLUMN cost_usd numeric,
    ADD COLUMN cache_hits bigint, ADD COLUMN unpriced bigint;

ALTER TABLE gatehouse.metric_series
    DROP CONSTRAINT metric_series_measure_check,
    ADD CONSTRAINT metric_series_measure_check CHECK (measure IN ('ingest', 'delivery', 'job', 'ai'));

-- Of days of UTC, by when calls were told, as all measures are. A customer is a tenant's user, told by a hash; ''
-- where nobody said it.
CREATE TABLE gatehouse.ai_usage_day (
    day date NOT NULL,
    tenant text NOT NULL,
    user_id_hash text NOT NULL,
    model text NOT NULL,
    calls bigint NOT NULL,
    errors bigint NOT NULL,
    tokens_prompt bigint NOT NULL,
    tokens_completion bigint NOT NULL,
    cost_usd numeric NOT NULL,
    cache_hits bigint NOT NULL,
    unpriced bigint NOT NULL,
    PRIMARY KEY (day, tenant, user_id_hash, model)
);

CREATE OR REPLACE VIEW console.metric_minute AS
SELECT m.at, s.measure, s.labels, m.calls, m.errors, m.buckets, m.counts, m.tokens_prompt, m.tokens_completion,
       m.cost_usd, m.cache_hits, m.unpriced
  FROM gatehouse.metric_minute m JOIN gatehouse.metric_series s ON s.id = m.series;
CREATE OR REPLACE VIEW console.metric_hour AS
SELECT m.at, s.measure, s.labels, m.calls, m.errors, m.buckets, m.counts, m.tokens_prompt, m.tokens_completion,
       m.cost_usd, m.cache_hits, m.unpriced
  FROM gatehouse.metric_hour m JOIN gatehouse.metric_series s ON s.id = m.series;
CREATE OR REPLACE VIEW console.metric_day AS
SELECT m.at, s.measure, s.labels, m.calls, m.errors, m.buckets, m.counts, m.tokens_prompt, m.tokens_completion,
       m.cost_usd, m.cache_hits, m.unpriced
  FROM gatehouse.metric_day m JOIN gatehouse.metric_series s ON s.id = m.series;
CREATE VIEW console.ai_usage_days AS
SELECT day, tenant, user_id_hash, model, calls, errors, tokens_prompt, tokens_completion, cost_usd, cache_hits, unpriced
  FROM gatehouse.ai_usage_day;
