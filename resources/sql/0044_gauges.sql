-- What stands open each minute: it cannot be told later, so somebody must look (services/gateway/rollups/sampler).

-- When somebody looked. What there was none of then has no row in the other table.
CREATE TABLE gatehouse.metric_sample (
    at timestamptz PRIMARY KEY          -- a whole minute
);
CREATE TABLE gatehouse.metric_gauge (
    at timestamptz NOT NULL REFERENCES gatehouse.metric_sample ON DELETE CASCADE,
    gauge text NOT NULL CHECK (gauge IN ('dead_letters_open', 'jobs_waiting', 'oldest_job_seconds', 'breakers_open')),
    source text NOT NULL,               -- '': of none
    tenant text NOT NULL,
    value double precision NOT NULL,
    PRIMARY KEY (at, gauge, source, tenant)
);

CREATE VIEW console.metric_samples AS SELECT at FROM gatehouse.metric_sample;
CREATE VIEW console.metric_gauges AS SELECT at, gauge, source, tenant, value FROM gatehouse.metric_gauge;
