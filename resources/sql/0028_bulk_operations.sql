-- Bulk operations: many dead letters or jobs put back, discarded or cancelled at a rate. What is selected is
-- frozen as items when the operation is made; one gateway at a time works on it, and whichever runs goes on.

CREATE TABLE gatehouse.bulk_operation (
    id uuid PRIMARY KEY,
    created_at timestamptz NOT NULL,
    action text NOT NULL CHECK (action IN ('reenqueue', 'retry', 'discard', 'cancel')),
    state text NOT NULL CHECK (state IN ('planned', 'running', 'paused', 'stopped', 'cancelled', 'finished')),
    selection jsonb NOT NULL,           -- as it was asked for
    rate_per_second integer NOT NULL CHECK (rate_per_second BETWEEN 1 AND 1000),
    ramp boolean NOT NULL,
    stop_on_failure_ratio double precision NOT NULL, -- 1: it never stops by itself
    reason text NOT NULL,
    created_by text NOT NULL,           -- whose entries the items are in the ledger
    created_role text NOT NULL,
    source_ip text,
    user_agent text,
    tenants text[] NOT NULL,            -- of its items; NULL among them: one has no tenant
    sources text[] NOT NULL,
    total bigint NOT NULL,
    pending bigint NOT NULL,
    done bigint NOT NULL DEFAULT 0,
    not_eligible bigint NOT NULL,
    failed bigint NOT NULL DEFAULT 0,
    skipped bigint NOT NULL DEFAULT 0,
    state_changed_at timestamptz NOT NULL DEFAULT now(),
    state_changed_by text NOT NULL,
    state_reason text,                  -- why it is paused, stopped or cancelled
    started_at timestamptz,
    finished_at timestamptz,
    judged_after bigint NOT NULL DEFAULT 0, -- items up to this one no longer count as failures
    runner text,                        -- the gateway that works on it
    lease_until timestamptz,            -- then another one may take it
    commit_xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    CHECK (total = pending + done + not_eligible + failed + skipped)
);
CREATE INDEX bulk_operation_key ON gatehouse.bulk_operation (created_at, id);
CREATE INDEX bulk_operation_open ON gatehouse.bulk_operation (state) WHERE state IN ('planned', 'running');

CREATE TABLE gatehouse.bulk_item (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    operation_id uuid NOT NULL REFERENCES gatehouse.bulk_operation ON DELETE CASCADE,
    created_at timestamptz NOT NULL,    -- the operation's
    target_id uuid NOT NULL,            -- a dead letter (reenqueue, discard) or a job (retry, cancel)
    job_id uuid NOT NULL,
    event_id uuid NOT NULL,
    tenant text,
    source text NOT NULL,
    root_cause text,
    outcome text NOT NULL CHECK (outcome IN ('pending', 'done', 'not_eligible', 'failed', 'skipped')),
    why text,                           -- of what is not eligible, failed or skipped
    settled_at timestamptz              -- when it got its outcome
) WITH (fillfactor = 80);
CREATE INDEX bulk_item_key ON gatehouse.bulk_item (operation_id, created_at, id);
CREATE INDEX bulk_item_next ON gatehouse.bulk_item (operation_id, id) WHERE outcome = 'pending';
-- A job waits in one operation at a time, however many are made at once.
CREATE UNIQUE INDEX bulk_item_job ON gatehouse.bulk_item (job_id) WHERE outcome = 'pending';

-- What the AI jobs of the same traces used, for a plan's estimate.
CREATE INDEX job_execution_ai_trace ON gatehouse.job_execution (trace_id)
    WHERE task_name = 'ai_job' AND trace_id IS NOT NULL;

CREATE VIEW console.bulk_operations AS
SELECT id, created_at, action, state, selection, rate_per_second, ramp, stop_on_failure_ratio, reason, created_by,
       tenants, sources, total, pending, done, not_eligible, failed, skipped, state_changed_at, state_changed_by,
       state_reason, started_at, finished_at,
       CASE WHEN state IN ('planned', 'running') THEN ceil(pending::double precision / rate_per_second)::bigint
            END AS remaining_seconds,
       commit_xid
  FROM gatehouse.bulk_operation;
COMMENT ON VIEW console.bulk_operations IS 'key: created_at, id; created_at = console.uuid_time(id)';

CREATE VIEW console.bulk_items AS
SELECT i.id, i.created_at, i.operation_id, o.action,
       CASE WHEN o.action IN ('reenqueue', 'discard') THEN 'dead_letter' ELSE 'job' END AS target_type,
       i.target_id, i.job_id, i.event_id, i.tenant, i.source, i.root_cause, i.outcome, i.why, i.settled_at,
       j.status AS job_status, j.attempts AS job_attempts, j.error AS job_error
  FROM gatehouse.bulk_item i
  JOIN gatehouse.bulk_operation o ON o.id = i.operation_id
  LEFT JOIN gatehouse.job_execution j ON j.id = i.job_id;
COMMENT ON VIEW console.bulk_items IS 'key: created_at, id; within one operation_id';
