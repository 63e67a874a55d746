-- When a job began to wait for something else than a try of its own: its host's circuit breaker, credentials that
-- cannot be read. The job itself only says what it waits for now. One row for a whole wait, however often the worker
-- looked again; it ended with what happened to the job next.

CREATE TABLE gatehouse.job_wait (
    job_id uuid NOT NULL REFERENCES gatehouse.job_execution ON DELETE CASCADE,
    since timestamptz NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (job_id, since)
);

CREATE VIEW console.job_waits AS SELECT job_id, since, reason FROM gatehouse.job_wait;
COMMENT ON VIEW console.job_waits IS 'key: job_id, since; read it by job';

-- From which sources and of which tenants there are events, however long ago; '': of no tenant.
CREATE VIEW console.event_sources AS
SELECT source, tenant FROM gatehouse.event_hour GROUP BY source, tenant HAVING sum(events) > 0;
COMMENT ON VIEW console.event_sources IS 'key: source, tenant';

-- What operators did to a thing that has an id, for its timeline.
CREATE INDEX audit_target ON gatehouse.audit (target_id) WHERE length(target_id) = 36;
