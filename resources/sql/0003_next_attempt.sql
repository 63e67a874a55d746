-- A job that is over has no next try: console.jobs says so, whatever the row was last due at.

CREATE OR REPLACE VIEW console.jobs AS
SELECT j.id, j.created_at, j.event_id, j.route_id, j.destination_id, d.name AS destination,
       j.task_name, j.path, j.mode, j.source, j.tenant, j.event_type, j.queue, j.priority, j.user_id,
       j.model, j.request_id, j.trace_id, j.parent_id, j.idempotency_key, j.status, j.attempts,
       j.max_attempts,
       CASE WHEN j.status IN ('pending', 'running', 'waiting') THEN j.next_attempt_at END AS next_attempt_at,
       j.worker, j.lease_until, j.started_at, j.finished_at,
       extract(epoch FROM j.finished_at - j.started_at)::double precision * 1000 AS duration_ms,
       j.error, j.updated_at, j.commit_xid
  FROM gatehouse.job_execution j LEFT JOIN gatehouse.destination d ON d.id = j.destination_id;
