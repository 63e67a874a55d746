-- A job has one dead letter: when it was put back and dies again, that letter is open again, with the
-- newest reason. What was said of the deaths before is kept for the timeline.

ALTER TABLE gatehouse.dead_letter
    ADD COLUMN reenqueues integer NOT NULL DEFAULT 0, -- how often an operator put the job back
    ADD COLUMN died_at timestamptz;                   -- the last time; created_at is the first

CREATE TABLE gatehouse.earlier_death (
    sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    letter_id uuid NOT NULL REFERENCES gatehouse.dead_letter,
    event_id uuid NOT NULL,
    died_at timestamptz NOT NULL,
    root_cause text NOT NULL,
    error text NOT NULL,
    response_status integer,
    attempts integer NOT NULL
);
CREATE INDEX earlier_death_event ON gatehouse.earlier_death (event_id);

-- Until now a job that died again got a further letter. The first one stays, because links and the
-- ledger name it, with what the last one says.
CREATE TABLE gatehouse.repeated AS
SELECT id, first_value(id) OVER of_job AS kept, row_number() OVER of_job AS place,
       count(*) OVER (PARTITION BY job_id) AS places
  FROM gatehouse.dead_letter
WINDOW of_job AS (PARTITION BY job_id ORDER BY created_at, id);

INSERT INTO gatehouse.earlier_death (letter_id, event_id, died_at, root_cause, error, response_status, attempts)
SELECT r.kept, l.event_id, l.created_at, l.root_cause, l.error, l.response_status, l.attempts
  FROM gatehouse.repeated r JOIN gatehouse.dead_letter l ON l.id = r.id
 WHERE r.place < r.places
 ORDER BY l.created_at, l.id;

UPDATE gatehouse.dead_letter l
   SET root_cause = n.root_cause, error = n.error, fingerprint = n.fingerprint,
       response_status = n.response_status, attempts = n.attempts, state = n.state,
       state_changed_at = n.state_changed_at, state_changed_by = n.state_changed_by,
       died_at = n.created_at, commit_xid = pg_current_xact_id(),
       reenqueues = r.places - 1 + CASE WHEN n.state IN ('reenqueued', 'recovered') THEN 1 ELSE 0 END
  FROM gatehouse.repeated r JOIN gatehouse.dead_letter n ON n.id = r.id
 WHERE r.place = r.places AND l.id = r.kept;

DELETE FROM gatehouse.dead_letter l USING gatehouse.repeated r WHERE l.id = r.id AND r.place > 1;
DROP TABLE gatehouse.repeated;

ALTER TABLE gatehouse.dead_letter ALTER COLUMN died_at SET NOT NULL;
DROP INDEX gatehouse.dead_letter_job;
CREATE UNIQUE INDEX dead_letter_job ON gatehouse.dead_letter (job_id);

CREATE OR REPLACE VIEW console.dead_letters AS
SELECT l.id, l.created_at, l.job_id, l.event_id, l.source, l.tenant, l.event_type, l.root_cause, l.error,
       l.fingerprint, l.response_status, l.attempts, l.state, l.state_changed_at, l.state_changed_by,
       j.path, d.name AS destination, j.status AS job_status, l.commit_xid, l.reenqueues, l.died_at
  FROM gatehouse.dead_letter l
  JOIN gatehouse.job_execution j ON j.id = l.job_id
  LEFT JOIN gatehouse.destination d ON d.id = j.destination_id;

-- Each time that a job died, the last one included. Has no key: read it by event or letter.
CREATE VIEW console.deaths AS
SELECT id AS letter_id, event_id, job_id, died_at, root_cause, error, response_status, attempts
  FROM gatehouse.dead_letter
UNION ALL
SELECT e.letter_id, e.event_id, l.job_id, e.died_at, e.root_cause, e.error, e.response_status, e.attempts
  FROM gatehouse.earlier_death e JOIN gatehouse.dead_letter l ON l.id = e.letter_id;

CREATE OR REPLACE FUNCTION console.contract(OUT version integer, OUT environment text, OUT capabilities text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT 1, (SELECT value FROM gatehouse.setting WHERE name = 'environment'),
           ARRAY['events', 'payloads', 'jobs', 'deliveries', 'dead_letters', 'routes', 'audit', 'notify',
                 'deaths']
$$;
