-- Hours and days of one label at a time, and of none. Charts over months are nearly always of these; from the rows of
-- all combinations of labels they took twenty times as long.

-- What the series of a measure may differ by, and '' for all together.
CREATE FUNCTION gatehouse.metric_margins(measure text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE measure
           WHEN 'ai' THEN '{"", service, env, tenant, agent, model, provider, route, status}'::text[]
           ELSE '{"", source, tenant, event_type, route, outcome}'::text[] END
$$;

-- The row of a label's value that begins at `at`; '' is a label that is not known, and the value of no label.
CREATE TABLE gatehouse.metric_hour_by (
    measure text NOT NULL,
    label text NOT NULL,
    at timestamptz NOT NULL,
    value text NOT NULL,
    calls bigint NOT NULL,
    errors bigint NOT NULL,
    buckets smallint[] NOT NULL,
    counts bigint[] NOT NULL,
    tokens_prompt bigint,
    tokens_completion bigint,
    cost_usd numeric,
    cache_hits bigint,
    unpriced bigint,
    PRIMARY KEY (measure, label, at, value)
);
CREATE INDEX metric_hour_by_age ON gatehouse.metric_hour_by (at); -- they are kept for a while
CREATE TABLE gatehouse.metric_day_by (LIKE gatehouse.metric_hour_by INCLUDING ALL); -- of UTC
DROP INDEX gatehouse.metric_day_by_at_idx; -- these for ever

CREATE VIEW console.metric_hour_by AS
SELECT measure, label, at, value, calls, errors, buckets, counts, tokens_prompt, tokens_completion, cost_usd,
       cache_hits, unpriced
  FROM gatehouse.metric_hour_by;
CREATE VIEW console.metric_day_by AS
SELECT measure, label, at, value, calls, errors, buckets, counts, tokens_prompt, tokens_completion, cost_usd,
       cache_hits, unpriced
  FROM gatehouse.metric_day_by;

-- Of the rows of gatehouse.metric_<width> between the two times, which have none yet.
CREATE FUNCTION gatehouse.add_metric_margins(width text, since timestamptz, until timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format($sql$
        WITH part AS MATERIALIZED (
            SELECT s.measure, label, m.at, coalesce(s.labels->>label, '') AS value, m.calls, m.errors, m.buckets,
                   m.counts, m.tokens_prompt, m.tokens_completion, m.cost_usd, m.cache_hits, m.unpriced
              FROM gatehouse.%1$I m
              JOIN gatehouse.metric_series s ON s.id = m.series
             CROSS JOIN LATERAL unnest(gatehouse.metric_margins(s.measure)) AS label
             WHERE m.at >= $1 AND m.at < $2
        ), filled AS (
            SELECT measure, label, at, value, array_agg(bucket ORDER BY bucket) AS buckets,
                   array_agg(calls ORDER BY bucket) AS counts
              FROM (SELECT p.measure, p.label, p.at, p.value, one.bucket, sum(one.calls)::bigint AS calls
                      FROM part p CROSS JOIN LATERAL unnest(p.buckets, p.counts) AS one(bucket, calls)
                     GROUP BY 1, 2, 3, 4, 5) AS merged
             GROUP BY 1, 2, 3, 4
        ), total AS (
            SELECT measure, label, at, value, sum(calls)::bigint AS calls, sum(errors)::bigint AS errors,
                   least(sum(tokens_prompt), CASE WHEN count(tokens_prompt) > 0 THEN 9e18 END)::bigint
                   AS tokens_prompt,
                   least(sum(tokens_completion), CASE WHEN count(tokens_completion) > 0 THEN 9e18 END)::bigint
                   AS tokens_completion,
                   sum(cost_usd) AS cost_usd, sum(cache_hits)::bigint AS cache_hits, sum(unpriced)::bigint AS unpriced
              FROM part GROUP BY 1, 2, 3, 4
        )
        INSERT INTO gatehouse.%2$I (measure, label, at, value, calls, errors, buckets, counts, tokens_prompt,
                                    tokens_completion, cost_usd, cache_hits, unpriced)
        SELECT measure, label, at, value, calls, errors, coalesce(buckets, '{}'), coalesce(counts, '{}'),
               tokens_prompt, tokens_completion, cost_usd, cache_hits, unpriced
          FROM total LEFT JOIN filled USING (measure, label, at, value)
            ON CONFLICT DO NOTHING
    $sql$, 'metric_' || width, 'metric_' || width || '_by') USING since, until;
END $$;

-- Every hour before, and every day that is over then, has its rows by one label. NULL: none has. The rollups fill what
-- is missing a day at a time, also what a gateway of before rolled up meanwhile; until then charts read the others.
ALTER TABLE gatehouse.metric_progress ADD COLUMN margins_until timestamptz;
CREATE OR REPLACE VIEW console.metric_progress AS
SELECT rolled_until, margins_until FROM gatehouse.metric_progress;
