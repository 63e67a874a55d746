-- Deliveries are listed across all events: what each belongs to, whether it went well, and a look-up by request id.

CREATE OR REPLACE VIEW console.deliveries AS
SELECT a.id, a.created_at, a.job_id, a.event_id, a.attempt, a.request_id, a.url, a.request_headers,
       CASE WHEN has_table_privilege('console.payloads', 'SELECT') THEN a.request_body END AS request_body,
       a.response_status, a.response_headers, a.response_body, a.error, a.duration_ms,
       j.source, j.tenant, j.event_type, j.destination_id, d.name AS destination, j.path, j.mode,
       CASE WHEN a.response_status BETWEEN 200 AND 299 THEN 'succeeded'
            WHEN a.response_status IS NULL AND j.mode = 'dry_run' THEN 'dry_run'
            ELSE 'failed' END AS status
  FROM gatehouse.delivery_attempt a
  LEFT JOIN gatehouse.job_execution j ON j.id = a.job_id
  LEFT JOIN gatehouse.destination d ON d.id = j.destination_id;

CREATE INDEX delivery_attempt_request ON gatehouse.delivery_attempt (request_id);

-- A job is stuck when its worker is gone and no other has taken it up: its lease is over. `shown_status`
-- says so; filters go by `status`, which indexes serve.
CREATE OR REPLACE VIEW console.jobs AS
SELECT j.id, j.created_at, j.event_id, j.route_id, j.destination_id, d.name AS destination,
       j.task_name, j.path, j.mode, j.source, j.tenant, j.event_type, j.queue, j.priority, j.user_id,
       j.model, j.request_id, j.trace_id, j.parent_id, j.idempotency_key, j.status, j.attempts,
       j.max_attempts,
       CASE WHEN j.status IN ('pending', 'running', 'waiting') THEN j.next_attempt_at END AS next_attempt_at,
       j.worker, j.lease_until, j.started_at, j.finished_at,
       extract(epoch FROM j.finished_at - j.started_at)::double precision * 1000 AS duration_ms,
       j.error, j.updated_at, j.commit_xid, j.tokens,
       (j.status = 'running' AND j.lease_until < now()) IS TRUE AS is_stuck,
       CASE WHEN j.status = 'running' AND j.lease_until < now() THEN 'stuck' ELSE j.status END AS shown_status
  FROM gatehouse.job_execution j LEFT JOIN gatehouse.destination d ON d.id = j.destination_id;
