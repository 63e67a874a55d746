-- The read contract: what the console sees, and all that it sees (docs/contract.md, section 7).
-- Each view pages by its key, a sort column that an index serves and then the id, newest first.

CREATE SCHEMA IF NOT EXISTS console;

CREATE VIEW console.events AS
SELECT id, received_at, source, tenant, event_type, provider_event_id, idempotency_key, status,
       signature_valid, attempts, error, occurred_at, subject_type, subject_id, actor_id, actor_email,
       source_ip, user_agent, created_by, trace_id, body_size, updated_at, commit_xid
  FROM gatehouse.webhook_event;
COMMENT ON VIEW console.events IS 'key: received_at, id; received_at = console.uuid_time(id)';

CREATE VIEW console.payloads AS
SELECT event_id, received_at, raw_body, body_sha256, headers, request_url, canonical, diagnosis
  FROM gatehouse.webhook_payload;
COMMENT ON VIEW console.payloads IS 'key: received_at, event_id; received_at = console.uuid_time(event_id)';

CREATE VIEW console.jobs AS
SELECT j.id, j.created_at, j.event_id, j.route_id, j.destination_id, d.name AS destination,
       j.task_name, j.path, j.mode, j.source, j.tenant, j.event_type, j.queue, j.priority, j.user_id,
       j.model, j.request_id, j.trace_id, j.parent_id, j.idempotency_key, j.status, j.attempts,
       j.max_attempts, j.next_attempt_at, j.worker, j.lease_until, j.started_at, j.finished_at,
       extract(epoch FROM j.finished_at - j.started_at)::double precision * 1000 AS duration_ms,
       j.error, j.updated_at, j.commit_xid
  FROM gatehouse.job_execution j LEFT JOIN gatehouse.destination d ON d.id = j.destination_id;
COMMENT ON VIEW console.jobs IS 'key: created_at, id';

-- A request_body holds the payload, so only who may read payloads sees it.
CREATE VIEW console.deliveries AS
SELECT id, created_at, job_id, event_id, attempt, request_id, url, request_headers,
       CASE WHEN has_table_privilege('console.payloads', 'SELECT') THEN request_body END AS request_body,
       response_status, response_headers, response_body, error, duration_ms
  FROM gatehouse.delivery_attempt;
COMMENT ON VIEW console.deliveries IS 'key: created_at, id';

CREATE VIEW console.dead_letters AS
SELECT l.id, l.created_at, l.job_id, l.event_id, l.source, l.tenant, l.event_type, l.root_cause, l.error,
       l.fingerprint, l.response_status, l.attempts, l.state, l.state_changed_at, l.state_changed_by,
       j.path, d.name AS destination, j.status AS job_status, l.commit_xid
  FROM gatehouse.dead_letter l
  JOIN gatehouse.job_execution j ON j.id = l.job_id
  LEFT JOIN gatehouse.destination d ON d.id = j.destination_id;
COMMENT ON VIEW console.dead_letters IS 'key: created_at, id';

CREATE VIEW console.routes AS
SELECT r.id, r.created_at, r.source, r.event_type, r.tenant, r.destination_id, d.name AS destination,
       d.base_url, r.path, r.mode, r.updated_at
  FROM gatehouse.route r JOIN gatehouse.destination d ON d.id = r.destination_id;
COMMENT ON VIEW console.routes IS 'key: created_at, id';

CREATE VIEW console.audit AS
SELECT sequence, at, actor, role, action, target_type, target_id, reason, detail, previous_hash, hash
  FROM gatehouse.audit;
COMMENT ON VIEW console.audit IS 'key: at, sequence';

CREATE FUNCTION console.uuid_time(id uuid) RETURNS timestamptz
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN timestamptz 'epoch' + interval '1 millisecond' * (
    ('x' || lpad(substr(replace(id::text, '-', ''), 1, 12), 16, '0'))::bit(64)::bigint);

CREATE FUNCTION console.contract(OUT version integer, OUT environment text, OUT capabilities text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT 1, (SELECT value FROM gatehouse.setting WHERE name = 'environment'),
           ARRAY['events', 'payloads', 'jobs', 'deliveries', 'dead_letters', 'routes', 'audit', 'notify']
$$;
