-- Application passwords that WordPress is asked for and of which it is not yet known that they are in use. Written
-- before the call, deleted when the password is stored: what is left is a password that nobody knows, which the
-- gateway takes away by its name there. No foreign key: the destination may go before it.
CREATE TABLE gatehouse.password_attempt (
    id uuid PRIMARY KEY,
    started_at timestamptz NOT NULL DEFAULT now(),
    destination_id uuid NOT NULL,
    destination text NOT NULL,          -- its name, tenant and URL at that time
    tenant text,
    base_url text NOT NULL,
    login text NOT NULL,                -- WordPress's user
    password_name text NOT NULL UNIQUE, -- as the user's profile there shows it
    is_given_up boolean NOT NULL DEFAULT false,
    found_at timestamptz                -- it was seen at WordPress, and WordPress is asked to revoke it
);

-- What the daily run of retention has deleted and the ledger has yet to be told: written with each batch, so that it
-- is known even when the run is cut off.
CREATE TABLE gatehouse.retention_progress (
    collection text NOT NULL,           -- as in retention_rule, or 'months'
    status text NOT NULL,
    days integer NOT NULL,
    rows bigint NOT NULL,
    PRIMARY KEY (collection, status, days)
);

-- As before, but the lock_timeout holds for this function alone and not for what follows in the transaction.
CREATE OR REPLACE FUNCTION gatehouse.drop_month(month date, until timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET lock_timeout = '1s' AS $$           -- ingest waits behind who waits for this lock
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
    FOREACH parent IN ARRAY ARRAY['webhook_event', 'webhook_payload'] LOOP
        EXECUTE format('DROP TABLE IF EXISTS gatehouse.%I', parent || suffix);
    END LOOP;
    RETURN true;
EXCEPTION WHEN lock_not_available THEN
    RETURN false; -- the next run tries again
END $$;
