-- The groups of the letters that were there before 0036. In a transaction of its own, so that until its last statement
-- nobody waits for it but who changes letters.

UPDATE gatehouse.dead_letter l
   SET group_id = console.dead_letter_group_id(l.root_cause, l.fingerprint, j.destination_id, j.path)
  FROM gatehouse.job_execution j WHERE j.id = l.job_id AND l.group_id IS NULL;
CREATE INDEX dead_letter_in_group ON gatehouse.dead_letter (group_id, tenant);
ALTER TABLE gatehouse.dead_letter ALTER COLUMN group_id SET NOT NULL;
