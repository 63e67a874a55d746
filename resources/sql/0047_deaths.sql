-- The mode of a dead letter's job, so that a list can leave out what was not sent, as the measures do.
CREATE OR REPLACE VIEW console.dead_letters AS
SELECT l.id, l.created_at, l.job_id, l.event_id, l.source, l.tenant, l.event_type, l.root_cause, l.error,
       l.fingerprint, l.response_status, l.attempts, l.state, l.state_changed_at, l.state_changed_by,
       j.path, d.name AS destination, j.status AS job_status, l.commit_xid, l.reenqueues, l.died_at, j.mode
  FROM gatehouse.dead_letter l
  JOIN gatehouse.job_execution j ON j.id = l.job_id
  LEFT JOIN gatehouse.destination d ON d.id = j.destination_id;

-- What is measured of jobs that died goes by their deaths, which stay when a job is put back.
CREATE INDEX earlier_death_died ON gatehouse.earlier_death (died_at);
