-- How many events there are by time and status, so that a histogram reads some thousand rows and not ten million. Each
-- change of webhook_event moves the counts in its own transaction, so they are exact at every commit.

-- `writer` is the backend that counted (nobody else's, so writers never wait for each other and none can deadlock), or
-- 0: what the upkeep has folded. Only a sum over the writers means something; one writer's part may be negative.
CREATE TABLE gatehouse.event_minute (
    minute timestamptz NOT NULL,
    status text NOT NULL,
    writer integer NOT NULL,
    events bigint NOT NULL,
    PRIMARY KEY (minute, status, writer)
) WITH (fillfactor = 70);               -- counting changes no index (HOT)

CREATE TABLE gatehouse.event_hour (
    hour timestamptz NOT NULL,
    source text NOT NULL,
    tenant text NOT NULL,               -- '': none
    status text NOT NULL,
    writer integer NOT NULL,
    events bigint NOT NULL,
    PRIMARY KEY (hour, source, tenant, status, writer)
) WITH (fillfactor = 70);

-- The same for rows that come, change and go; what differs is which of a statement's two tables of rows there are.
DO $make$
DECLARE
    trigger_of record;
BEGIN
    FOR trigger_of IN
        SELECT * FROM (VALUES
            ('count_added', $$SELECT *, 1 AS change FROM added$$),
            ('count_gone', $$SELECT *, -1 AS change FROM gone$$),
            ('count_changed', $$SELECT *, 1 AS change FROM added UNION ALL SELECT *, -1 FROM gone$$)) AS t(name, changes)
    LOOP
        EXECUTE format($function$
CREATE FUNCTION gatehouse.%I() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO gatehouse.event_minute AS known (minute, status, writer, events)
    SELECT date_bin('1 minute', received_at, 'epoch'), status, pg_backend_pid(), sum(change)
      FROM (%2$s) AS changes GROUP BY 1, 2 HAVING sum(change) <> 0
        ON CONFLICT (minute, status, writer) DO UPDATE SET events = known.events + excluded.events;
    INSERT INTO gatehouse.event_hour AS known (hour, source, tenant, status, writer, events)
    SELECT date_bin('1 hour', received_at, 'epoch'), source, coalesce(tenant, ''), status, pg_backend_pid(),
           sum(change)
      FROM (%2$s) AS changes GROUP BY 1, 2, 3, 4 HAVING sum(change) <> 0
        ON CONFLICT (hour, source, tenant, status, writer) DO UPDATE SET events = known.events + excluded.events;
    RETURN NULL;
END $$ $function$, trigger_of.name, trigger_of.changes);
    END LOOP;
END $make$;

-- Before the events that are there are counted: from here on nobody changes them but by these.
CREATE TRIGGER count_added AFTER INSERT ON gatehouse.webhook_event
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION gatehouse.count_added();
CREATE TRIGGER count_changed AFTER UPDATE ON gatehouse.webhook_event
    REFERENCING NEW TABLE AS added OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION gatehouse.count_changed();
CREATE TRIGGER count_gone AFTER DELETE ON gatehouse.webhook_event
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION gatehouse.count_gone();

INSERT INTO gatehouse.event_hour (hour, source, tenant, status, writer, events)
SELECT date_bin('1 hour', received_at, 'epoch'), source, coalesce(tenant, ''), status, 0, count(*)
  FROM gatehouse.webhook_event GROUP BY 1, 2, 3, 4;
INSERT INTO gatehouse.event_minute (minute, status, writer, events)
SELECT date_bin('1 minute', received_at, 'epoch'), status, 0, count(*) FROM gatehouse.webhook_event GROUP BY 1, 2;

-- Whoever changes what is folded holds this lock to the end of the transaction.
CREATE FUNCTION gatehouse.rollup_lock() RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN hashtextextended('gatehouse.event_rollups', 0);

-- Adds up to `most` rows of each rollup, of hours that are over, to those of writer 0; when there are none, takes those
-- away that came to nothing. Waits for nobody: what a writer has in hand is left to the next time. Gives how many rows
-- were added to others; 0 also while somebody else does it.
CREATE FUNCTION gatehouse.fold_event_rollups(most bigint) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    until timestamptz := now() - interval '1 hour';
    minutes bigint;
    hours bigint;
BEGIN
    IF NOT pg_try_advisory_xact_lock(gatehouse.rollup_lock()) THEN
        RETURN 0;
    END IF;
    WITH due AS MATERIALIZED (
        SELECT minute, status, writer FROM gatehouse.event_minute
         WHERE writer <> 0 AND minute < until LIMIT most FOR UPDATE SKIP LOCKED
    ), taken AS (
        DELETE FROM gatehouse.event_minute m USING due
         WHERE m.minute = due.minute AND m.status = due.status AND m.writer = due.writer
     RETURNING m.minute, m.status, m.events
    ), folded AS (
        INSERT INTO gatehouse.event_minute AS known (minute, status, writer, events)
        SELECT minute, status, 0, sum(events) FROM taken GROUP BY 1, 2
            ON CONFLICT (minute, status, writer) DO UPDATE SET events = known.events + excluded.events
    )
    SELECT count(*) INTO minutes FROM taken;
    WITH due AS MATERIALIZED (
        SELECT hour, source, tenant, status, writer FROM gatehouse.event_hour
         WHERE writer <> 0 AND hour < until - interval '1 hour' LIMIT most FOR UPDATE SKIP LOCKED
    ), taken AS (
        DELETE FROM gatehouse.event_hour h USING due
         WHERE h.hour = due.hour AND h.source = due.source AND h.tenant = due.tenant AND h.status = due.status
           AND h.writer = due.writer
     RETURNING h.hour, h.source, h.tenant, h.status, h.events
    ), folded AS (
        INSERT INTO gatehouse.event_hour AS known (hour, source, tenant, status, writer, events)
        SELECT hour, source, tenant, status, 0, sum(events) FROM taken GROUP BY 1, 2, 3, 4
            ON CONFLICT (hour, source, tenant, status, writer) DO UPDATE SET events = known.events + excluded.events
    )
    SELECT count(*) INTO hours FROM taken;
    IF minutes + hours = 0 THEN
        DELETE FROM gatehouse.event_minute WHERE writer = 0 AND events = 0;
        DELETE FROM gatehouse.event_hour WHERE writer = 0 AND events = 0;
    END IF;
    RETURN minutes + hours;
END $$;

-- As before, and with a month go its counts: no trigger sees the rows of a table that is dropped. The lock is taken
-- before the counts are looked at, or what is being folded would come back.
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
    PERFORM pg_advisory_xact_lock(gatehouse.rollup_lock());
    DELETE FROM gatehouse.event_minute m WHERE m.minute >= first AND m.minute < next;
    DELETE FROM gatehouse.event_hour h WHERE h.hour >= first AND h.hour < next;
    RETURN true;
EXCEPTION WHEN lock_not_available THEN
    RETURN false; -- the next run tries again
END $$;

CREATE VIEW console.event_minutes AS
SELECT minute, status, sum(events)::bigint AS events FROM gatehouse.event_minute
 GROUP BY minute, status HAVING sum(events) <> 0;
COMMENT ON VIEW console.event_minutes IS 'key: minute, status; how many of console.events, by received_at; exact';

CREATE VIEW console.event_hours AS
SELECT hour, source, nullif(tenant, '') AS tenant, status, sum(events)::bigint AS events FROM gatehouse.event_hour
 GROUP BY hour, source, nullif(tenant, ''), status HAVING sum(events) <> 0;
COMMENT ON VIEW console.event_hours IS 'key: hour, source, tenant, status; the same';
