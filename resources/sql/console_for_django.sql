-- The read contract (docs/contract.md, section 7) over the tables of a Django webhook gateway, so that
-- Gatehouse browses a gateway that exists, without changing it: this adds the schema `console` and two
-- roles, and touches no table. Not a migration: nothing applies it but you, once and after each change
-- of the models, as the owner of the tables (PostgreSQL 14 or newer):
--
--     psql -d DATABASE -f console_for_django.sql
--     psql -d DATABASE -v events=app.hooks_event -v environment=staging -f console_for_django.sql
--
-- Variables: events, jobs, dead_letters (tables), environment (what the console shows; production is red),
-- masking (of personal data in the console: auto, which is in production, on, or off).
-- Then a login of its own for each who looks:
--
--     CREATE ROLE anna LOGIN PASSWORD '...' IN ROLE gatehouse_console;
--
-- Repeating it is harmless. `DROP SCHEMA console CASCADE` takes it away.
--
-- WHAT IS READ. The models are those of the app label `webhooks` (other names: the variables; other
-- columns: edit the three views below):
--
--     WebhookEvent    id, source, event_type, received_at, raw_body, headers, signature_valid,
--                     idempotency_key ({source}:{tenant}:{provider event id}), status, attempts, error
--     JobExecution    id, event, task_name, status, attempts, started_at, finished_at, error
--     DeadLetter      id, event, job (may be NULL), created_at, root_cause, error, resolved_at
--
-- What these tables do not have comes back NULL, and console.contract() leaves out the capabilities
-- that are missing: no deliveries, routes, destinations, breakers or ledger (those views are empty), no counts of
-- events by minute and hour (the console counts the events themselves), and no notify, so the console polls. Tenant
-- and provider's id are read out of the idempotency key.
--
-- IDS. The console pages by (time, id) and looks up by id, with ids of type uuid. Either type of primary
-- key will do, for each table by itself:
--
-- * A uuid is taken as it is (console.key(timestamptz, uuid), which the planner sees through, so that the
--   primary key serves `id = ...`). Ids in the console are those in Django's admin and logs.
-- * A bigint becomes the uuid of version 8 that holds the row's time and the key:
--   48 bits of milliseconds, the version, 12 bits for the microseconds in the millisecond, the variant,
--   62 bits for the key. It is stable (neither column ever changes), sorts by time and then by key, and
--   Django makes no ids of version 8. No index of Django's serves an expression, so `id = ...` alone would read
--   the whole table; but the id tells the time. console.uuid_time(id) gives it exactly, microseconds
--   included, and whoever looks up by id asks for
--
--       WHERE id = $1 AND received_at = console.uuid_time($1)
--
--   which the index on the time serves. For a uuid that Django made, random or not, uuid_time looks
--   in the table by its primary key, so the same two conditions hold for it. The console always asks
--   for both. A look-up from one table into another by a bigint key (the jobs of an event) has no such
--   help: where events have bigint keys and are many, make the index that is named at the end.
--
-- TIMES. Each list needs an index that begins with its time: WebhookEvent.received_at and
-- DeadLetter.created_at (db_index=True, or Meta.indexes); a WARNING tells when there is none. JobExecution has
-- no time of creation, and started_at is NULL while it waits; a job is made together with its event, so
-- its time is the event's, and the event's index serves the list of jobs.

\set ON_ERROR_STOP on
\set QUIET on
\if :{?events}
\else
\set events public.webhooks_webhookevent
\endif
\if :{?jobs}
\else
\set jobs public.webhooks_jobexecution
\endif
\if :{?dead_letters}
\else
\set dead_letters public.webhooks_deadletter
\endif
\if :{?environment}
\else
\set environment production
\endif
\if :{?masking}
\else
\set masking auto
\endif

BEGIN;
SET LOCAL client_min_messages = warning;

SELECT to_regclass('gatehouse.webhook_event') IS NOT NULL AS is_gatehouse,
       EXISTS (SELECT FROM pg_attribute WHERE attrelid = :'events'::regclass AND attname = 'id'
                  AND atttypid = 'uuid'::regtype) AS events_have_uuids,
       EXISTS (SELECT FROM pg_attribute WHERE attrelid = :'jobs'::regclass AND attname = 'id'
                  AND atttypid = 'uuid'::regtype) AS jobs_have_uuids,
       EXISTS (SELECT FROM pg_attribute WHERE attrelid = :'dead_letters'::regclass AND attname = 'id'
                  AND atttypid = 'uuid'::regtype) AS letters_have_uuids
\gset
\if :is_gatehouse
DO $$ BEGIN
    RAISE EXCEPTION 'this is a database of Gatehouse itself, which has its console schema already';
END $$;
\endif

CREATE SCHEMA IF NOT EXISTS console;

-- ---------------------------------------------------------------------------------------------------
-- Ids

CREATE OR REPLACE FUNCTION console.key(at timestamptz, id uuid) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN id;

CREATE OR REPLACE FUNCTION console.key(at timestamptz, id bigint) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (lpad(to_hex((extract(epoch FROM at - timestamptz 'epoch') * 1000000)::bigint / 1000), 12, '0')
     || '8' || lpad(to_hex((extract(epoch FROM at - timestamptz 'epoch') * 1000000)::bigint % 1000), 3, '0')
     || to_hex(8 + ((id >> 60) & 3)) || lpad(to_hex(id & 1152921504606846975), 15, '0'))::uuid;

-- The time of a derived id.
CREATE OR REPLACE FUNCTION console.key_time(id uuid) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN timestamptz 'epoch' + interval '1 microsecond' * (
      ('x' || lpad(substr(replace(id::text, '-', ''), 1, 12), 16, '0'))::bit(64)::bigint * 1000
    + ('x' || lpad(substr(id::text, 16, 3), 16, '0'))::bit(64)::bigint);

-- The sort column of the event, job or dead letter of that id, as the contract promises. Reads the tables
-- with their owner's rights, and tells no more than a time.
\if :events_have_uuids
CREATE OR REPLACE FUNCTION console.event_time(id uuid) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN (SELECT e.received_at FROM :events e WHERE e.id = event_time.id);
\else
CREATE OR REPLACE FUNCTION console.event_time(id uuid) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE RETURN NULL::timestamptz;
\endif
\if :jobs_have_uuids
CREATE OR REPLACE FUNCTION console.job_time(id uuid) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN (SELECT e.received_at FROM :jobs j JOIN :events e ON e.id = j.event_id WHERE j.id = job_time.id);
\else
CREATE OR REPLACE FUNCTION console.job_time(id uuid) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE RETURN NULL::timestamptz;
\endif
\if :letters_have_uuids
CREATE OR REPLACE FUNCTION console.letter_time(id uuid) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN (SELECT l.created_at FROM :dead_letters l WHERE l.id = letter_time.id);
\else
CREATE OR REPLACE FUNCTION console.letter_time(id uuid) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE RETURN NULL::timestamptz;
\endif

CREATE OR REPLACE FUNCTION console.uuid_time(id uuid) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN substr(id::text, 15, 1) = '8' THEN console.key_time(id)
            ELSE coalesce(console.event_time(id), console.job_time(id), console.letter_time(id)) END;

-- ---------------------------------------------------------------------------------------------------
-- Words and headers

-- Django does not prescribe a job's words; these are the common ones, Celery's among them.
CREATE OR REPLACE FUNCTION console.job_status(word text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN lower(word) IN ('pending', 'queued', 'received', 'new') THEN 'pending'
            WHEN lower(word) IN ('running', 'started', 'processing') THEN 'running'
            WHEN lower(word) IN ('waiting', 'retry', 'retrying') THEN 'waiting'
            WHEN lower(word) IN ('succeeded', 'success', 'processed', 'done', 'completed') THEN 'succeeded'
            WHEN lower(word) IN ('dead', 'failed', 'failure', 'error') THEN 'dead'
            WHEN lower(word) IN ('cancelled', 'canceled', 'revoked', 'discarded') THEN 'cancelled'
            ELSE word END;

-- [["Name","value"], ...] from {"Name": "value"}, without credentials: Django kept them as sent.
CREATE OR REPLACE FUNCTION console.header_list(headers jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT coalesce(jsonb_agg(jsonb_build_array(name,
                   CASE WHEN lower(replace(name, '_', '-')) IN ('authorization', 'proxy-authorization',
                                 'cookie', 'set-cookie', 'http-authorization', 'http-cookie')
                        THEN '[redacted]' ELSE value END) ORDER BY place), '[]')
          FROM (SELECT row_number() OVER () AS place, key AS name, value
                  FROM jsonb_each_text(CASE WHEN jsonb_typeof(headers) = 'object' THEN headers
                                            ELSE '{}' END)
                UNION ALL
                SELECT ordinality, pair->>0, pair->>1
                  FROM jsonb_array_elements(CASE WHEN jsonb_typeof(headers) = 'array' THEN headers
                                                 ELSE '[]' END) WITH ORDINALITY AS list (pair, ordinality)
               ) AS header);

-- The second and the further parts of {source}:{tenant}:{provider event id}; NULL for a key of
-- another form.
CREATE OR REPLACE FUNCTION console.tenant_of(source text, key text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN starts_with(key, source || ':') AND split_part(substr(key, length(source) + 2), ':', 2) <> ''
            THEN split_part(substr(key, length(source) + 2), ':', 1) END;

CREATE OR REPLACE FUNCTION console.provider_id_of(source text, key text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN substr(key, length(source) + 1 + length(console.tenant_of(source, key)) + 2);

-- ---------------------------------------------------------------------------------------------------
-- Views. Columns and types are those of Gatehouse's own; what stands as NULL::type is not in Django.

CREATE OR REPLACE VIEW console.events AS
SELECT console.key(e.received_at, e.id) AS id, e.received_at, e.source::text AS source,
       console.tenant_of(e.source, e.idempotency_key) AS tenant, e.event_type::text AS event_type,
       console.provider_id_of(e.source, e.idempotency_key) AS provider_event_id,
       e.idempotency_key::text AS idempotency_key, e.status::text AS status, e.signature_valid,
       e.attempts::integer AS attempts, nullif(e.error, '') AS error, NULL::timestamptz AS occurred_at,
       NULL::text AS subject_type, NULL::text AS subject_id, NULL::text AS actor_id,
       NULL::text AS actor_email, NULL::text AS source_ip, NULL::text AS user_agent,
       NULL::text AS created_by, NULL::text AS trace_id, octet_length(e.raw_body) AS body_size,
       NULL::timestamptz AS updated_at, NULL::xid8 AS commit_xid
  FROM :events e;
COMMENT ON VIEW console.events IS 'key: received_at, id; received_at = console.uuid_time(id)';

CREATE OR REPLACE VIEW console.payloads AS
SELECT console.key(e.received_at, e.id) AS event_id, e.received_at, e.raw_body, sha256(e.raw_body) AS body_sha256,
       console.header_list(e.headers) AS headers, NULL::text AS request_url, NULL::jsonb AS canonical,
       CASE WHEN NOT e.signature_valid THEN nullif(e.error, '') END AS diagnosis, NULL::jsonb AS explanation,
       false AS is_sealed
  FROM :events e;
COMMENT ON VIEW console.payloads IS 'key: received_at, event_id; received_at = console.uuid_time(event_id)';

CREATE OR REPLACE VIEW console.jobs AS
SELECT console.key(e.received_at, j.id) AS id, e.received_at AS created_at,
       console.key(e.received_at, e.id) AS event_id, NULL::uuid AS route_id, NULL::uuid AS destination_id,
       NULL::text AS destination, j.task_name::text AS task_name, NULL::text AS path, NULL::text AS mode,
       e.source::text AS source, console.tenant_of(e.source, e.idempotency_key) AS tenant,
       e.event_type::text AS event_type, NULL::text AS queue, NULL::smallint AS priority,
       NULL::text AS user_id, NULL::text AS model, NULL::text AS request_id, NULL::text AS trace_id,
       NULL::uuid AS parent_id, NULL::text AS idempotency_key, console.job_status(j.status) AS status,
       j.attempts::integer AS attempts, NULL::integer AS max_attempts, NULL::timestamptz AS next_attempt_at,
       NULL::text AS worker, NULL::timestamptz AS lease_until, j.started_at, j.finished_at,
       extract(epoch FROM j.finished_at - j.started_at)::double precision * 1000 AS duration_ms,
       nullif(j.error, '') AS error, NULL::timestamptz AS updated_at, NULL::xid8 AS commit_xid,
       NULL::bigint AS tokens, false AS is_stuck, console.job_status(j.status) AS shown_status
  FROM :jobs j JOIN :events e ON e.id = j.event_id;
COMMENT ON VIEW console.jobs IS 'key: created_at, id; created_at = console.uuid_time(id)';

CREATE OR REPLACE VIEW console.deliveries AS
SELECT NULL::uuid AS id, NULL::timestamptz AS created_at, NULL::uuid AS job_id, NULL::uuid AS event_id,
       NULL::integer AS attempt, NULL::uuid AS request_id, NULL::text AS url, NULL::jsonb AS request_headers,
       NULL::bytea AS request_body, NULL::integer AS response_status, NULL::jsonb AS response_headers,
       NULL::bytea AS response_body, NULL::text AS error, NULL::double precision AS duration_ms,
       NULL::text AS source, NULL::text AS tenant, NULL::text AS event_type, NULL::uuid AS destination_id,
       NULL::text AS destination, NULL::text AS path, NULL::text AS mode, NULL::text AS status
 WHERE false;

CREATE OR REPLACE VIEW console.dead_letters AS
SELECT console.key(l.created_at, l.id) AS id, l.created_at, console.key(e.received_at, l.job_id) AS job_id,
       console.key(e.received_at, e.id) AS event_id, e.source::text AS source,
       console.tenant_of(e.source, e.idempotency_key) AS tenant, e.event_type::text AS event_type,
       l.root_cause::text AS root_cause, nullif(l.error, '') AS error, NULL::text AS fingerprint,
       NULL::integer AS response_status, j.attempts::integer AS attempts,
       CASE WHEN l.resolved_at IS NULL THEN 'open' ELSE 'recovered' END AS state,
       coalesce(l.resolved_at, l.created_at) AS state_changed_at, NULL::text AS state_changed_by,
       NULL::text AS path, NULL::text AS destination, console.job_status(j.status) AS job_status,
       NULL::xid8 AS commit_xid, NULL::integer AS reenqueues, l.created_at AS died_at,
       NULL::text AS mode
  FROM :dead_letters l JOIN :events e ON e.id = l.event_id LEFT JOIN :jobs j ON j.id = l.job_id;
COMMENT ON VIEW console.dead_letters IS 'key: created_at, id; created_at = console.uuid_time(id)';

CREATE OR REPLACE VIEW console.deaths AS
SELECT id AS letter_id, event_id, job_id, died_at, root_cause, error, response_status, attempts
  FROM console.dead_letters;

CREATE OR REPLACE VIEW console.routes AS
SELECT NULL::uuid AS id, NULL::timestamptz AS created_at, NULL::text AS source, NULL::text AS event_type,
       NULL::text AS tenant, NULL::uuid AS destination_id, NULL::text AS destination,
       NULL::text AS base_url, NULL::text AS path, NULL::text AS mode, NULL::timestamptz AS updated_at
 WHERE false;

CREATE OR REPLACE VIEW console.destinations AS
SELECT NULL::uuid AS id, NULL::timestamptz AS created_at, NULL::text AS name, NULL::text AS tenant,
       NULL::text AS base_url, NULL::text AS auth_type, NULL::text AS credential_fingerprint,
       NULL::text AS signing_secret_fingerprint, NULL::text AS previous_fingerprint,
       NULL::timestamptz AS previous_expires_at, NULL::text AS master_key, NULL::timestamptz AS updated_at,
       NULL::timestamptz AS previous_password_expires_at
 WHERE false;

CREATE OR REPLACE VIEW console.circuit_breakers AS
SELECT NULL::text AS host, NULL::text AS worker, NULL::timestamptz AS opened_at, NULL::timestamptz AS probe_at
 WHERE false;

CREATE OR REPLACE VIEW console.audit AS
SELECT NULL::bigint AS sequence, NULL::timestamptz AS at, NULL::text AS actor, NULL::text AS role,
       NULL::text AS action, NULL::text AS target_type, NULL::text AS target_id, NULL::text AS reason,
       NULL::jsonb AS detail, NULL::bytea AS previous_hash, NULL::bytea AS hash, NULL::text AS source_ip,
       NULL::text AS user_agent, NULL::smallint AS hash_version, NULL::text AS detail_text
 WHERE false;

CREATE OR REPLACE VIEW console.job_waits AS
SELECT NULL::uuid AS job_id, NULL::timestamptz AS since, NULL::text AS reason
 WHERE false;

CREATE OR REPLACE VIEW console.dead_letter_groups AS
SELECT NULL::text AS id, NULL::text AS root_cause, NULL::text AS fingerprint, NULL::text AS destination,
       NULL::text AS path, NULL::text AS error, NULL::bigint AS open, NULL::bigint AS total,
       NULL::timestamptz AS first_seen, NULL::timestamptz AS last_seen, NULL::text[] AS tenants,
       NULL::text[] AS sources, NULL::bigint[] AS trend, NULL::text AS state, NULL::text AS owner, NULL::text AS note,
       NULL::timestamptz AS changed_at, NULL::text AS changed_by
 WHERE false;

CREATE OR REPLACE VIEW console.bulk_operations AS
SELECT NULL::uuid AS id, NULL::timestamptz AS created_at, NULL::text AS action, NULL::text AS state,
       NULL::jsonb AS selection, NULL::integer AS rate_per_second, NULL::boolean AS ramp,
       NULL::double precision AS stop_on_failure_ratio, NULL::text AS reason, NULL::text AS created_by,
       NULL::text[] AS tenants, NULL::text[] AS sources, NULL::bigint AS total, NULL::bigint AS pending,
       NULL::bigint AS done, NULL::bigint AS not_eligible, NULL::bigint AS failed, NULL::bigint AS skipped,
       NULL::timestamptz AS state_changed_at, NULL::text AS state_changed_by, NULL::text AS state_reason,
       NULL::timestamptz AS started_at, NULL::timestamptz AS finished_at, NULL::bigint AS remaining_seconds,
       NULL::xid8 AS commit_xid
 WHERE false;

CREATE OR REPLACE VIEW console.bulk_items AS
SELECT NULL::bigint AS id, NULL::timestamptz AS created_at, NULL::uuid AS operation_id, NULL::text AS action,
       NULL::text AS target_type, NULL::uuid AS target_id, NULL::uuid AS job_id, NULL::uuid AS event_id,
       NULL::text AS tenant, NULL::text AS source, NULL::text AS root_cause, NULL::text AS outcome,
       NULL::text AS why, NULL::timestamptz AS settled_at, NULL::text AS job_status, NULL::integer AS job_attempts,
       NULL::text AS job_error, NULL::text AS event_type, NULL::text AS delivery, NULL::text AS reason
 WHERE false;

-- Nobody measures there.
CREATE OR REPLACE VIEW console.metric_minute AS
SELECT NULL::timestamptz AS at, NULL::text AS measure, NULL::jsonb AS labels, NULL::bigint AS calls,
       NULL::bigint AS errors, NULL::smallint[] AS buckets, NULL::bigint[] AS counts, NULL::bigint AS tokens_prompt,
       NULL::bigint AS tokens_completion, NULL::numeric AS cost_usd, NULL::bigint AS cache_hits,
       NULL::bigint AS unpriced
 WHERE false;
CREATE OR REPLACE VIEW console.metric_hour AS
SELECT NULL::timestamptz AS at, NULL::text AS measure, NULL::jsonb AS labels, NULL::bigint AS calls,
       NULL::bigint AS errors, NULL::smallint[] AS buckets, NULL::bigint[] AS counts, NULL::bigint AS tokens_prompt,
       NULL::bigint AS tokens_completion, NULL::numeric AS cost_usd, NULL::bigint AS cache_hits,
       NULL::bigint AS unpriced
 WHERE false;
CREATE OR REPLACE VIEW console.metric_day AS
SELECT NULL::timestamptz AS at, NULL::text AS measure, NULL::jsonb AS labels, NULL::bigint AS calls,
       NULL::bigint AS errors, NULL::smallint[] AS buckets, NULL::bigint[] AS counts, NULL::bigint AS tokens_prompt,
       NULL::bigint AS tokens_completion, NULL::numeric AS cost_usd, NULL::bigint AS cache_hits,
       NULL::bigint AS unpriced
 WHERE false;
CREATE OR REPLACE VIEW console.metric_hour_by AS
SELECT NULL::text AS measure, NULL::text AS label, NULL::timestamptz AS at, NULL::text AS value, NULL::bigint AS calls,
       NULL::bigint AS errors, NULL::smallint[] AS buckets, NULL::bigint[] AS counts, NULL::bigint AS tokens_prompt,
       NULL::bigint AS tokens_completion, NULL::numeric AS cost_usd, NULL::bigint AS cache_hits,
       NULL::bigint AS unpriced
 WHERE false;
CREATE OR REPLACE VIEW console.metric_day_by AS SELECT * FROM console.metric_hour_by;
CREATE OR REPLACE VIEW console.agent_events AS
SELECT NULL::uuid AS id, NULL::timestamptz AS received_at, NULL::timestamptz AS ts, NULL::text AS trace_id,
       NULL::text AS span_id, NULL::text AS parent_span_id, NULL::text AS service, NULL::text AS env,
       NULL::text AS tenant, NULL::text AS agent, NULL::text AS model, NULL::text AS provider, NULL::text AS route,
       NULL::text AS user_id_hash, NULL::text AS status, NULL::text AS error_type,
       NULL::double precision AS latency_ms, NULL::bigint AS tokens_prompt, NULL::bigint AS tokens_completion,
       NULL::bigint AS tokens_cached, NULL::bigint AS tokens_total, NULL::numeric AS cost_usd,
       NULL::boolean AS is_cost_priced, NULL::boolean AS cache_hit, NULL::jsonb AS attrs
 WHERE false;
CREATE OR REPLACE VIEW console.model_prices AS
SELECT NULL::text AS model, NULL::text AS provider, NULL::date AS valid_from,
       NULL::numeric AS usd_per_million_prompt, NULL::numeric AS usd_per_million_completion,
       NULL::numeric AS usd_per_million_cached
 WHERE false;
CREATE OR REPLACE VIEW console.ai_usage_days AS
SELECT NULL::date AS day, NULL::text AS tenant, NULL::text AS user_id_hash, NULL::text AS model, NULL::bigint AS calls,
       NULL::bigint AS errors, NULL::bigint AS tokens_prompt, NULL::bigint AS tokens_completion,
       NULL::numeric AS cost_usd, NULL::bigint AS cache_hits, NULL::bigint AS unpriced
 WHERE false;
CREATE OR REPLACE VIEW console.metric_samples AS SELECT NULL::timestamptz AS at WHERE false;
CREATE OR REPLACE VIEW console.metric_gauges AS
SELECT NULL::timestamptz AS at, NULL::text AS gauge, NULL::text AS source, NULL::text AS tenant,
       NULL::double precision AS value
 WHERE false;
CREATE OR REPLACE VIEW console.metric_progress AS
SELECT NULL::timestamptz AS rolled_until, NULL::timestamptz AS margins_until WHERE false;

CREATE OR REPLACE VIEW console.alerts AS
SELECT NULL::uuid AS id, NULL::timestamptz AS fired_at, NULL::text AS rule, NULL::text AS kind, NULL::text AS severity,
       NULL::text AS state, NULL::text AS subject, NULL::text AS subject_text, NULL::text AS tenant,
       NULL::double precision AS value, NULL::double precision AS threshold, NULL::text AS unit,
       NULL::timestamptz AS resolved_at, NULL::timestamptz AS acknowledged_at, NULL::text AS acknowledged_by,
       NULL::text AS note, NULL::text AS source, NULL::uuid AS rule_id, NULL::uuid AS budget_id
 WHERE false;

CREATE OR REPLACE VIEW console.privacy AS
SELECT :'masking'::text AS mode,
       :'masking' = 'on' OR (:'masking' = 'auto' AND :'environment' = 'production') AS masks;

CREATE OR REPLACE VIEW console.masking_rules AS
SELECT NULL::uuid AS id, NULL::timestamptz AS created_at, NULL::text AS created_by, NULL::text AS tenant,
       NULL::text AS source, NULL::text AS path, NULL::text AS value, NULL::text AS kind
 WHERE false;

CREATE OR REPLACE FUNCTION console.contract(OUT version integer, OUT environment text,
                                            OUT capabilities text[])
LANGUAGE sql STABLE
RETURN (1, :'environment'::text, ARRAY['events', 'payloads', 'jobs', 'dead_letters']);

-- ---------------------------------------------------------------------------------------------------
-- Roles. They may SELECT on the views and nothing else; the views read with their owner's rights.

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['gatehouse_console', 'gatehouse_console_payload'] LOOP
        CONTINUE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = name);
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', name);
        EXCEPTION
            WHEN duplicate_object OR unique_violation THEN
                NULL; -- made at this moment through another database of the server
            WHEN insufficient_privilege THEN
                RAISE EXCEPTION 'this login may not create roles'
                    USING HINT = 'Let a superuser run: CREATE ROLE gatehouse_console NOLOGIN;'
                                 ' CREATE ROLE gatehouse_console_payload NOLOGIN; then run this again.';
        END;
    END LOOP;
    FOREACH name IN ARRAY ARRAY['gatehouse_console', 'gatehouse_console_payload'] LOOP
        IF NOT has_database_privilege(name, current_database(), 'CONNECT') THEN
            EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), name);
        END IF;
    END LOOP;
END $$;

REVOKE ALL ON SCHEMA console FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA console FROM PUBLIC;
GRANT USAGE ON SCHEMA console TO gatehouse_console, gatehouse_console_payload;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA console TO gatehouse_console, gatehouse_console_payload;
GRANT SELECT ON ALL TABLES IN SCHEMA console TO gatehouse_console, gatehouse_console_payload;
REVOKE SELECT ON console.payloads FROM gatehouse_console;

-- ---------------------------------------------------------------------------------------------------
-- What a DBA should know. Nothing here is changed for you: it may be what Django lives on.

SELECT set_config('gatehouse.events', :'events', true), set_config('gatehouse.letters', :'dead_letters', true),
       set_config('gatehouse.jobs', :'jobs', true)
\g /dev/null

DO $$
DECLARE
    needed record;
    may text;
BEGIN
    FOR needed IN SELECT current_setting('gatehouse.events') AS source, 'received_at' AS name
                  UNION ALL SELECT current_setting('gatehouse.letters'), 'created_at'
                  UNION ALL SELECT current_setting('gatehouse.jobs'), 'event_id' LOOP
        IF NOT EXISTS (SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                        WHERE i.indrelid = needed.source::regclass AND a.attname = needed.name AND i.indisvalid) THEN
            RAISE WARNING 'no index of % begins with %: lists will be slow', needed.source, needed.name
                USING HINT = format('CREATE INDEX CONCURRENTLY ON %s (%I);', needed.source, needed.name);
        END IF;
    END LOOP;
    IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = current_setting('gatehouse.events')::regclass
                  AND attname = 'id' AND atttypid <> 'uuid'::regtype) THEN
        RAISE WARNING 'events have bigint keys: their timelines read all jobs without a further index'
            USING HINT = format('CREATE INDEX CONCURRENTLY ON %s (console.key(received_at, id));',
                                current_setting('gatehouse.events'));
    END IF;
    SELECT string_agg(word, ', ') INTO may
      FROM (SELECT 'CREATE in schema public' AS word
             WHERE has_schema_privilege('gatehouse_console', 'public', 'CREATE')
            UNION ALL
            SELECT 'TEMPORARY tables' WHERE has_database_privilege('gatehouse_console', current_database(), 'TEMP')
            UNION ALL
            SELECT 'read ' || current_setting('gatehouse.events')
             WHERE has_table_privilege('gatehouse_console', current_setting('gatehouse.events'), 'SELECT')
           ) AS rights;
    IF may IS NOT NULL THEN
        RAISE WARNING 'the console''s roles may do more than read the console schema, as PUBLIC may: %', may
            USING HINT = 'REVOKE it from PUBLIC, once you know that nothing of Django''s needs it.';
    END IF;
END $$;

COMMIT;
