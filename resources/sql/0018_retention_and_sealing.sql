-- How long things are kept, by what they are and by their status. What no rule names is kept.

CREATE TABLE gatehouse.retention_rule (
    collection text NOT NULL CHECK (collection IN ('events', 'payloads', 'jobs', 'dead_letters', 'refused', 'minutes')),
    status text NOT NULL,               -- of the event, job or letter; '' where there is none
    days integer NOT NULL CHECK (days BETWEEN 1 AND 36500),
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by text NOT NULL,
    PRIMARY KEY (collection, status)
);
INSERT INTO gatehouse.retention_rule (collection, status, days, changed_by) VALUES ('minutes', '', 30, 'gatehouse');

-- The smallest id of that moment; ids sort by time, so two of them bound a month in any table.
CREATE FUNCTION gatehouse.uuid_floor(moment timestamptz) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT (lpad(to_hex(floor(extract(epoch FROM moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Drops a month of events with its payloads, when it ended before `until` and no job, delivery or letter is left of
-- it. SECURITY DEFINER: the gateway's role owns no table. False: it was not dropped.
CREATE FUNCTION gatehouse.drop_month(month date, until timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    first timestamptz := date_trunc('month', month)::timestamp AT TIME ZONE 'UTC';
    next timestamptz := (date_trunc('month', month) + interval '1 month')::timestamp AT TIME ZONE 'UTC';
    suffix text := to_char(month, '_YYYY_MM');
    parent text;
BEGIN
    IF next > until OR next > now() OR to_regclass('gatehouse.webhook_event' || suffix) IS NULL
       OR EXISTS (SELECT FROM gatehouse.job_execution
                   WHERE event_id >= gatehouse.uuid_floor(first) AND event_id < gatehouse.uuid_floor(next))
       OR EXISTS (SELECT FROM gatehouse.dead_letter
                   WHERE event_id >= gatehouse.uuid_floor(first) AND event_id < gatehouse.uuid_floor(next)) THEN
        RETURN false;
    END IF;
    SET LOCAL lock_timeout = '1s'; -- ingest waits behind who waits for this lock
    FOREACH parent IN ARRAY ARRAY['webhook_event', 'webhook_payload'] LOOP
        EXECUTE format('DROP TABLE IF EXISTS gatehouse.%I', parent || suffix);
    END LOOP;
    RETURN true;
EXCEPTION WHEN lock_not_available THEN
    RETURN false; -- the next run tries again
END $$;

-- Data keys that tenants' bodies are sealed with (services/gateway/store/bodykeys.h); each key is itself sealed
-- by the master key. A former one still opens what it sealed. A tenant with an active one has its bodies sealed.
CREATE TABLE gatehouse.body_key (
    id uuid PRIMARY KEY,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    tenant text NOT NULL,
    state text NOT NULL CHECK (state IN ('active', 'former')),
    fingerprint text NOT NULL UNIQUE,   -- what is sealed names its key by it
    sealed bytea NOT NULL,
    master_key text NOT NULL            -- fingerprint of the key-encryption key
);
CREATE UNIQUE INDEX body_key_active ON gatehouse.body_key (tenant) WHERE state = 'active';

CREATE VIEW console.body_keys AS
SELECT id, created_at, created_by, tenant, state, fingerprint, master_key FROM gatehouse.body_key;
COMMENT ON VIEW console.body_keys IS 'key: created_at, id; bodies of tenants with an active one are sealed';

-- A body that is JSON does not begin so.
CREATE OR REPLACE VIEW console.payloads AS
SELECT event_id, received_at, raw_body, body_sha256, headers, request_url, canonical, diagnosis, explanation,
       coalesce(substring(raw_body FOR 8) = '\x017365616c656400'::bytea, false) AS is_sealed
  FROM gatehouse.webhook_payload;
