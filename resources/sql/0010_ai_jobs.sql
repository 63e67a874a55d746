-- Jobs of an AI system, which tells of them by signed callbacks (source `ai`). They are rows of
-- job_execution with the task name `ai_job`: no worker runs them, so what a delivery has and they have
-- not is NULL. That their next try is never due is why no worker claims one.

ALTER TABLE gatehouse.job_execution
    ALTER COLUMN path DROP NOT NULL,
    ALTER COLUMN mode DROP NOT NULL,
    ALTER COLUMN max_attempts DROP NOT NULL,
    ALTER COLUMN next_attempt_at DROP NOT NULL,
    ADD COLUMN tokens bigint;           -- used by an AI job, as its last callback says

-- NOT VALID: the rows that are there could not be NULL, so none has to be read under the lock.
ALTER TABLE gatehouse.job_execution
    ADD CONSTRAINT delivery_is_whole CHECK (
        CASE task_name
            WHEN 'ai_job' THEN tenant IS NOT NULL AND path IS NULL AND mode IS NULL
                               AND max_attempts IS NULL AND next_attempt_at IS NULL
            ELSE path IS NOT NULL AND mode IS NOT NULL AND max_attempts IS NOT NULL
                 AND next_attempt_at IS NOT NULL
        END) NOT VALID;

-- A tenant's job of that id is one row, whatever comes at once and through whichever gateway.
CREATE UNIQUE INDEX job_execution_ai_job ON gatehouse.job_execution (tenant, idempotency_key)
    WHERE task_name = 'ai_job';

-- The key of a tenant's AI job: readable, or its hash where an id is too long or too odd for one.
CREATE FUNCTION gatehouse.ai_job_key(tenant text, job_id text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN length(plain) <= 190 AND plain ~ '^[A-Za-z0-9_.:@/-]+$' COLLATE "C" THEN plain
                ELSE 'ai:' || encode(sha256(convert_to(plain, 'UTF8')), 'hex') END
      FROM (SELECT 'ai:' || tenant || ':' || job_id AS plain) one
$$;

-- How far a job is. It never goes back: callbacks overtake each other, and the time beside one is not
-- signed, so a late word that it runs cannot be told from a new try.
CREATE FUNCTION gatehouse.ai_job_progress(status text) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE status WHEN 'pending' THEN 0 WHEN 'running' THEN 1 WHEN 'succeeded' THEN 3 ELSE 2 END;

CREATE OR REPLACE VIEW console.jobs AS
SELECT j.id, j.created_at, j.event_id, j.route_id, j.destination_id, d.name AS destination,
       j.task_name, j.path, j.mode, j.source, j.tenant, j.event_type, j.queue, j.priority, j.user_id,
       j.model, j.request_id, j.trace_id, j.parent_id, j.idempotency_key, j.status, j.attempts,
       j.max_attempts,
       CASE WHEN j.status IN ('pending', 'running', 'waiting') THEN j.next_attempt_at END AS next_attempt_at,
       j.worker, j.lease_until, j.started_at, j.finished_at,
       extract(epoch FROM j.finished_at - j.started_at)::double precision * 1000 AS duration_ms,
       j.error, j.updated_at, j.commit_xid, j.tokens
  FROM gatehouse.job_execution j LEFT JOIN gatehouse.destination d ON d.id = j.destination_id;
