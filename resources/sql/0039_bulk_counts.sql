-- What became of a bulk operation, counted as it happens and not by reading its items: how the jobs that were put back
-- stand, how many items were settled in which second, and when it was worked on. And its items as a list of their own.
-- What was there before is counted in 0040.

ALTER TABLE gatehouse.bulk_item
    ADD COLUMN delivery text CHECK (delivery IN ('under_way', 'waiting', 'succeeded', 'dead')); -- of a job put back
-- Of these the newest 200 say whether it stops.
CREATE INDEX bulk_item_known ON gatehouse.bulk_item (operation_id, id)
    WHERE outcome = 'failed' OR delivery IN ('waiting', 'succeeded', 'dead');
CREATE INDEX bulk_item_of_job ON gatehouse.bulk_item (job_id) WHERE delivery IS NOT NULL;
CREATE INDEX bulk_item_newest ON gatehouse.bulk_item (created_at, id);

-- True: an operation has put it back, so its status is told to the operation's item. All others pay nothing for it.
ALTER TABLE gatehouse.job_execution ADD COLUMN is_in_bulk boolean NOT NULL DEFAULT false;

-- `writer` is the backend that counted (see 0025); only a sum over the writers means something.
CREATE TABLE gatehouse.bulk_delivery_count (
    operation_id uuid NOT NULL REFERENCES gatehouse.bulk_operation ON DELETE CASCADE,
    delivery text NOT NULL,
    writer integer NOT NULL,
    items bigint NOT NULL,
    PRIMARY KEY (operation_id, delivery, writer)
) WITH (fillfactor = 70);

-- Seconds without an item have no row.
CREATE TABLE gatehouse.bulk_second (
    operation_id uuid NOT NULL REFERENCES gatehouse.bulk_operation ON DELETE CASCADE,
    second timestamptz NOT NULL,
    done bigint NOT NULL,
    not_eligible bigint NOT NULL,
    failed bigint NOT NULL,
    PRIMARY KEY (operation_id, second)
) WITH (fillfactor = 70);

-- Each time that a gateway worked on it, at its rate: a ramp begins anew with each.
CREATE TABLE gatehouse.bulk_run (
    operation_id uuid NOT NULL REFERENCES gatehouse.bulk_operation ON DELETE CASCADE,
    began_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_as text,                      -- the operation's state then; running: another gateway goes on
    PRIMARY KEY (operation_id, began_at)
);

CREATE FUNCTION gatehouse.bulk_delivery(job_status text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN job_status IN ('pending', 'running') THEN 'under_way'
            WHEN job_status IN ('waiting', 'succeeded', 'dead') THEN job_status END;

-- Whoever changes a job holds it, so nobody else changes these items meanwhile.
CREATE FUNCTION gatehouse.tell_bulk_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE gatehouse.bulk_item SET delivery = gatehouse.bulk_delivery(NEW.status)
     WHERE job_id = NEW.id AND delivery IS NOT NULL
       AND delivery IS DISTINCT FROM gatehouse.bulk_delivery(NEW.status);
    RETURN NULL;
END $$;
CREATE TRIGGER tell_bulk_items AFTER UPDATE OF status ON gatehouse.job_execution
    FOR EACH ROW WHEN (NEW.is_in_bulk
                       AND gatehouse.bulk_delivery(OLD.status) IS DISTINCT FROM gatehouse.bulk_delivery(NEW.status))
    EXECUTE FUNCTION gatehouse.tell_bulk_items();

CREATE FUNCTION gatehouse.count_bulk_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO gatehouse.bulk_delivery_count AS known (operation_id, delivery, writer, items)
    SELECT operation_id, delivery, pg_backend_pid(), sum(change)
      FROM (SELECT operation_id, delivery, 1 AS change FROM added UNION ALL
            SELECT operation_id, delivery, -1 FROM gone) AS changes
     WHERE delivery IS NOT NULL GROUP BY 1, 2 HAVING sum(change) <> 0
        ON CONFLICT (operation_id, delivery, writer) DO UPDATE SET items = known.items + excluded.items;
    RETURN NULL;
END $$;
CREATE TRIGGER count_deliveries AFTER UPDATE ON gatehouse.bulk_item
    REFERENCING NEW TABLE AS added OLD TABLE AS gone FOR EACH STATEMENT
    EXECUTE FUNCTION gatehouse.count_bulk_deliveries();

-- A gateway that died worked on it until its lease ran out, at the latest.
CREATE FUNCTION gatehouse.note_bulk_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE gatehouse.bulk_run
       SET ended_at = greatest(began_at, least(clock_timestamp(), OLD.lease_until)), ended_as = NEW.state
     WHERE operation_id = NEW.id AND ended_at IS NULL;
    IF NEW.runner IS NOT NULL THEN
        INSERT INTO gatehouse.bulk_run (operation_id, began_at) VALUES (NEW.id, clock_timestamp());
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER note_run AFTER UPDATE OF runner ON gatehouse.bulk_operation
    FOR EACH ROW WHEN (OLD.runner IS DISTINCT FROM NEW.runner) EXECUTE FUNCTION gatehouse.note_bulk_run();

CREATE OR REPLACE VIEW console.bulk_items AS
SELECT i.id, i.created_at, i.operation_id, o.action,
       CASE WHEN o.action IN ('reenqueue', 'discard') THEN 'dead_letter' ELSE 'job' END AS target_type,
       i.target_id, i.job_id, i.event_id, i.tenant, i.source, i.root_cause, i.outcome, i.why, i.settled_at,
       j.status AS job_status, j.attempts AS job_attempts, j.error AS job_error, j.event_type, i.delivery,
       coalesce(i.why, CASE WHEN i.delivery IN ('waiting', 'dead') THEN j.error END) AS reason
  FROM gatehouse.bulk_item i
  JOIN gatehouse.bulk_operation o ON o.id = i.operation_id
  LEFT JOIN gatehouse.job_execution j ON j.id = i.job_id;
COMMENT ON VIEW console.bulk_items IS 'key: created_at, id';
