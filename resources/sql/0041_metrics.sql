-- What is measured: calls, errors and latency of ingest, deliveries and jobs by minute, hour and day. A minute is
-- rolled up once, when it is over (services/gateway/rollups); hours and days are made of minutes.

-- What calls have in common. There are at most a few thousand of a measure: types beyond are left out (see rollups).
CREATE TABLE gatehouse.metric_series (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    measure text NOT NULL CHECK (measure IN ('ingest', 'delivery', 'job')),
    labels jsonb NOT NULL,              -- {"source", "tenant", "event_type", "route", "outcome"}, those that are known
    UNIQUE (measure, labels)
);

-- `buckets` and `counts` are the histogram of latencies in microseconds, where there are any: how many fell into which
-- log-linear bucket (services/metrics/histogram.h), in the buckets' order. Those of several rows are merged by adding.
CREATE TABLE gatehouse.metric_minute (
    at timestamptz NOT NULL,            -- when it begins
    series integer NOT NULL REFERENCES gatehouse.metric_series,
    calls bigint NOT NULL,
    errors bigint NOT NULL,
    buckets smallint[] NOT NULL,
    counts bigint[] NOT NULL,
    PRIMARY KEY (at, series)
);
CREATE TABLE gatehouse.metric_hour (LIKE gatehouse.metric_minute INCLUDING ALL);
CREATE TABLE gatehouse.metric_day (LIKE gatehouse.metric_minute INCLUDING ALL); -- of UTC

-- One row: every minute before is rolled up, and so is every hour and day that is over then.
CREATE TABLE gatehouse.metric_progress (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    rolled_until timestamptz NOT NULL
);

CREATE VIEW console.metric_minute AS
SELECT m.at, s.measure, s.labels, m.calls, m.errors, m.buckets, m.counts
  FROM gatehouse.metric_minute m JOIN gatehouse.metric_series s ON s.id = m.series;
CREATE VIEW console.metric_hour AS
SELECT m.at, s.measure, s.labels, m.calls, m.errors, m.buckets, m.counts
  FROM gatehouse.metric_hour m JOIN gatehouse.metric_series s ON s.id = m.series;
CREATE VIEW console.metric_day AS
SELECT m.at, s.measure, s.labels, m.calls, m.errors, m.buckets, m.counts
  FROM gatehouse.metric_day m JOIN gatehouse.metric_series s ON s.id = m.series;
CREATE VIEW console.metric_progress AS SELECT rolled_until FROM gatehouse.metric_progress;

-- As gatehouse::metrics::bucketOf. The logarithm may be off by one next to a power of two; the shifted value tells.
CREATE FUNCTION gatehouse.latency_bucket(value bigint) RETURNS smallint
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    shift integer;
BEGIN
    IF value < 128 THEN
        RETURN greatest(value, 0);
    END IF;
    shift := floor(ln(value::double precision) / ln(2::double precision))::integer - 6;
    IF value >> shift > 127 THEN
        shift := shift + 1;
    ELSIF value >> shift < 64 THEN
        shift := shift - 1;
    END IF;
    RETURN (shift * 64 + (value >> shift))::smallint;
END $$;

-- Jobs are measured when they end.
CREATE INDEX job_execution_finished ON gatehouse.job_execution (finished_at) WHERE finished_at IS NOT NULL;
