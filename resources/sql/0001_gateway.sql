-- The gateway's own tables. Applied by the owner role; see resources/sql/README.md.
--
-- Ids are UUIDv7, so keys sort by time. received_at and created_at ARE the millisecond in the id
-- (gatehouse.uuid_time), which is how a look-up by id finds its partition.
-- commit_xid is set anew by every UPDATE: rows become visible in commit order, not in key order, so
-- a follower reads again from the last pg_snapshot_xmin.

CREATE SCHEMA IF NOT EXISTS gatehouse;

CREATE FUNCTION gatehouse.uuid_time(id uuid) RETURNS timestamptz
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN timestamptz 'epoch' + interval '1 millisecond' * (
    ('x' || lpad(substr(replace(id::text, '-', ''), 1, 12), 16, '0'))::bit(64)::bigint);

-- A version 7 id of that moment: 48 bits of milliseconds, the rest random.
CREATE FUNCTION gatehouse.uuid_v7(moment timestamptz) RETURNS uuid
LANGUAGE sql VOLATILE STRICT PARALLEL SAFE
RETURN encode(set_bit(set_bit(overlay(
    uuid_send(gen_random_uuid())
    PLACING substring(int8send(floor(extract(epoch FROM moment) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
    52, 1), 53, 1), 'hex')::uuid;

-- What a job sends as Idempotency-Key: the event's key and eight digits that tell its target. A key
-- that is too long for a header, or holds what does not belong in one, is replaced by its hash.
CREATE FUNCTION gatehouse.delivery_key(source text, event_key text, destination_id uuid, path text)
RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    target text := left(encode(sha256(convert_to(destination_id::text || path, 'UTF8')), 'hex'), 8);
    plain text := event_key || ':' || target;
BEGIN
    IF length(plain) <= 190 AND plain ~ '^[A-Za-z0-9_.:@/-]+$' COLLATE "C" THEN
        RETURN plain;
    END IF;
    RETURN source || ':' || encode(sha256(convert_to(event_key, 'UTF8')), 'hex') || ':' || target;
END $$;

CREATE TABLE gatehouse.setting (
    name text PRIMARY KEY,
    value text NOT NULL
);
INSERT INTO gatehouse.setting VALUES ('environment', 'local');

-- What arrived: narrow, because it is updated. Bodies are in webhook_payload.
CREATE TABLE gatehouse.webhook_event (
    id uuid NOT NULL,
    received_at timestamptz NOT NULL,
    source text NOT NULL,
    tenant text,                        -- NULL: refused before the tenant was known
    event_type text,
    provider_event_id text,
    idempotency_key text,               -- {source}:{tenant}:{provider event id}; NULL when refused
    status text NOT NULL CHECK (status IN ('received', 'queued', 'processed', 'failed', 'discarded')),
    signature_valid boolean NOT NULL,
    attempts integer NOT NULL DEFAULT 0, -- delivery tries, over all jobs
    error text,                         -- one line: why it is failed or discarded
    occurred_at timestamptz,
    subject_type text,
    subject_id text,
    actor_id text,
    actor_email text,
    source_ip text,
    user_agent text,
    created_by text NOT NULL DEFAULT 'ingest',
    trace_id text,
    body_size integer NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT now(),
    commit_xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (received_at, id)
) PARTITION BY RANGE (received_at);

CREATE INDEX webhook_event_status ON gatehouse.webhook_event (status, received_at, id)
    WHERE status <> 'processed';

-- What was sent, never updated.
CREATE TABLE gatehouse.webhook_payload (
    event_id uuid NOT NULL,
    received_at timestamptz NOT NULL,
    raw_body bytea,                     -- the exact bytes; NULL: not kept (refused beyond the cap)
    body_sha256 bytea,
    headers jsonb NOT NULL,             -- [["Name","value"], ...] as sent; credentials redacted
    request_url text NOT NULL,
    canonical jsonb,                    -- NULL: the document is one that jsonb cannot hold
    diagnosis text,                     -- refused: what was wrong and what to do
    PRIMARY KEY (received_at, event_id)
) PARTITION BY RANGE (received_at);

CREATE TABLE gatehouse.webhook_event_default PARTITION OF gatehouse.webhook_event DEFAULT;
CREATE TABLE gatehouse.webhook_payload_default PARTITION OF gatehouse.webhook_payload DEFAULT;

-- Makes the partitions of the months from `first` on. SECURITY DEFINER: the gateway's role owns no
-- table. A month whose rows already are in the default partition is left there.
CREATE FUNCTION gatehouse.ensure_partitions(first date, months integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    month date := date_trunc('month', first)::date;
    parent text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('gatehouse.ensure_partitions', 0));
    FOR i IN 1..months LOOP
        FOREACH parent IN ARRAY ARRAY['webhook_event', 'webhook_payload'] LOOP
            IF to_regclass(format('gatehouse.%I', parent || to_char(month, '_YYYY_MM'))) IS NULL THEN
                BEGIN
                    EXECUTE format(
                        'CREATE TABLE gatehouse.%I PARTITION OF gatehouse.%I FOR VALUES FROM (%L) TO (%L)',
                        parent || to_char(month, '_YYYY_MM'), parent,
                        month::timestamp AT TIME ZONE 'UTC',
                        (month + interval '1 month')::timestamp AT TIME ZONE 'UTC');
                EXCEPTION WHEN check_violation THEN
                    RAISE NOTICE 'rows of % are in the default partition of % and stay there', month, parent;
                END;
            END IF;
        END LOOP;
        month := (month + interval '1 month')::date;
    END LOOP;
END $$;

-- First come, first kept: who inserts the key owns the event.
CREATE TABLE gatehouse.idempotency_key (
    key_hash bytea PRIMARY KEY,         -- SHA-256 of the key: long keys do not fit an index
    event_id uuid NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX idempotency_key_expires ON gatehouse.idempotency_key (expires_at);

CREATE TABLE gatehouse.destination (
    id uuid PRIMARY KEY,
    name text NOT NULL UNIQUE,
    tenant text,                        -- NULL: any
    base_url text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE gatehouse.route (
    id uuid PRIMARY KEY,
    source text NOT NULL,
    event_type text NOT NULL,           -- a glob: * is any run of characters
    event_type_like text NOT NULL GENERATED ALWAYS AS (
        replace(replace(replace(replace(event_type, '\', '\\'), '%', '\%'), '_', '\_'), '*', '%')) STORED,
    tenant text,                        -- NULL: any
    destination_id uuid NOT NULL REFERENCES gatehouse.destination,
    path text NOT NULL CHECK (path LIKE '/%'),
    mode text NOT NULL CHECK (mode IN ('live', 'dry_run', 'mirror', 'off')),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- One for each accepted event and matching route.
CREATE TABLE gatehouse.job_execution (
    id uuid PRIMARY KEY,
    created_at timestamptz NOT NULL,
    event_id uuid NOT NULL,
    route_id uuid,
    destination_id uuid,
    task_name text NOT NULL,            -- deliver
    path text NOT NULL,
    mode text NOT NULL CHECK (mode IN ('live', 'dry_run', 'mirror')),
    source text NOT NULL,
    tenant text,
    event_type text,
    queue text NOT NULL DEFAULT 'standard' CHECK (queue IN ('high', 'standard', 'batch')),
    priority smallint NOT NULL DEFAULT 5 CHECK (priority BETWEEN 0 AND 9), -- smaller goes first
    user_id text,
    model text,
    request_id text,
    trace_id text,
    parent_id uuid,
    idempotency_key text NOT NULL,      -- sent with every try; at most 190 characters
    status text NOT NULL CHECK (status IN ('pending', 'running', 'waiting', 'succeeded', 'dead', 'cancelled')),
    attempts integer NOT NULL DEFAULT 0,  -- tries of this round; a retry by an operator starts a new one
    max_attempts integer NOT NULL DEFAULT 5,
    next_attempt_at timestamptz NOT NULL,
    worker text,
    lease_until timestamptz,
    started_at timestamptz,
    finished_at timestamptz,
    error text,
    updated_at timestamptz NOT NULL DEFAULT now(),
    commit_xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    CHECK (length(idempotency_key) <= 190)
) WITH (fillfactor = 80);
CREATE INDEX job_execution_key ON gatehouse.job_execution (created_at, id);
CREATE INDEX job_execution_event ON gatehouse.job_execution (event_id);
CREATE INDEX job_execution_due ON gatehouse.job_execution (priority, next_attempt_at)
    WHERE status IN ('pending', 'waiting');
CREATE INDEX job_execution_running ON gatehouse.job_execution (lease_until) WHERE status = 'running';
CREATE INDEX job_execution_dead ON gatehouse.job_execution (created_at, id) WHERE status = 'dead';

-- Each try, with what was sent and what came back.
CREATE TABLE gatehouse.delivery_attempt (
    id uuid PRIMARY KEY,
    created_at timestamptz NOT NULL,
    job_id uuid NOT NULL,
    event_id uuid NOT NULL,
    attempt integer NOT NULL,
    request_id uuid NOT NULL,
    url text NOT NULL,
    request_headers jsonb NOT NULL,     -- [["Name","value"], ...], credentials redacted
    request_body bytea,                 -- kept for dry_run only; else it is canonical plus raw
    response_status integer,            -- NULL: no answer
    response_headers jsonb,
    response_body bytea,                -- the first 64 KiB
    error text,
    duration_ms double precision NOT NULL
);
CREATE INDEX delivery_attempt_key ON gatehouse.delivery_attempt (created_at, id);
CREATE INDEX delivery_attempt_job ON gatehouse.delivery_attempt (job_id);
CREATE INDEX delivery_attempt_event ON gatehouse.delivery_attempt (event_id);

CREATE TABLE gatehouse.dead_letter (
    id uuid PRIMARY KEY,
    created_at timestamptz NOT NULL,    -- when it died
    job_id uuid NOT NULL REFERENCES gatehouse.job_execution,
    event_id uuid NOT NULL,
    source text NOT NULL,
    tenant text,
    event_type text,
    root_cause text NOT NULL CHECK (root_cause IN ('http_4xx', 'http_5xx', 'timeout', 'connect', 'tls',
        'redirect', 'poison', 'normalize', 'mirror')),
    error text NOT NULL,
    fingerprint text NOT NULL,          -- the error with numbers, ids and times removed
    response_status integer,
    attempts integer NOT NULL,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'reenqueued', 'recovered', 'discarded')),
    state_changed_at timestamptz NOT NULL DEFAULT now(),
    state_changed_by text,
    commit_xid xid8 NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX dead_letter_key ON gatehouse.dead_letter (created_at, id);
CREATE INDEX dead_letter_open ON gatehouse.dead_letter (created_at, id) WHERE state = 'open';
CREATE INDEX dead_letter_job ON gatehouse.dead_letter (job_id);
CREATE INDEX dead_letter_event ON gatehouse.dead_letter (event_id);

-- Who may call the admin API. Tokens are stored as SHA-256 only (they are random, not passwords).
CREATE TABLE gatehouse.admin_token (
    id uuid PRIMARY KEY,
    name text NOT NULL UNIQUE,
    role text NOT NULL CHECK (role IN ('viewer', 'support', 'developer', 'admin')),
    tenants text[],                     -- NULL: all
    sources text[],
    token_hash bytea NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz
);

-- The first answer to each Idempotency-Key of the admin API.
CREATE TABLE gatehouse.admin_request (
    token_id uuid NOT NULL REFERENCES gatehouse.admin_token,
    idempotency_key text NOT NULL CHECK (length(idempotency_key) <= 190),
    request_hash bytea NOT NULL,        -- SHA-256 of method, path and body
    response_status integer NOT NULL,
    response_body text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (token_id, idempotency_key)
);
CREATE INDEX admin_request_created ON gatehouse.admin_request (created_at);

-- The ledger: append-only; each entry's hash covers the one before.
CREATE TABLE gatehouse.audit (
    sequence bigint PRIMARY KEY,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    role text NOT NULL,
    action text NOT NULL,               -- dlq.reenqueue, jobs.retry, ...
    target_type text NOT NULL,
    target_id text NOT NULL,
    reason text NOT NULL,
    detail jsonb NOT NULL DEFAULT '{}',
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL
);

-- Appends an entry. The lock makes the chain one line; it is held to the end of the transaction, so
-- call it last. hash = SHA-256 over previous_hash and the fields, each with its length in front.
CREATE FUNCTION gatehouse.append_audit(actor text, role text, action text, target_type text,
                                       target_id text, reason text, detail jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    last gatehouse.audit;
    next_sequence bigint;
    moment timestamptz := clock_timestamp();
    chained bytea;
    field text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('gatehouse.audit', 0));
    SELECT * INTO last FROM gatehouse.audit ORDER BY sequence DESC LIMIT 1;
    next_sequence := coalesce(last.sequence, 0) + 1;
    chained := coalesce(last.hash, '\x'::bytea);
    FOREACH field IN ARRAY ARRAY[next_sequence::text, extract(epoch FROM moment)::text, actor, role,
                                 action, target_type, target_id, reason, detail::text] LOOP
        chained := chained || int4send(octet_length(convert_to(field, 'UTF8'))) || convert_to(field, 'UTF8');
    END LOOP;
    INSERT INTO gatehouse.audit VALUES (next_sequence, moment, actor, role, action, target_type,
        target_id, reason, detail, coalesce(last.hash, '\x'::bytea), sha256(chained));
    RETURN next_sequence;
END $$;

CREATE FUNCTION gatehouse.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON gatehouse.audit
    FOR EACH STATEMENT EXECUTE FUNCTION gatehouse.refuse_change();
