-- What became of the bulk operations that were there before 0039 began to count. In a transaction of its own, so that
-- nobody waits for it but who changes the same rows.

UPDATE gatehouse.job_execution SET is_in_bulk = true
 WHERE id IN (SELECT i.job_id FROM gatehouse.bulk_item i JOIN gatehouse.bulk_operation o ON o.id = i.operation_id
               WHERE i.outcome = 'done' AND o.action IN ('reenqueue', 'retry') AND i.delivery IS NULL);
UPDATE gatehouse.bulk_item i SET delivery = gatehouse.bulk_delivery(j.status) -- and count_deliveries counts them
  FROM gatehouse.bulk_operation o, gatehouse.job_execution j
 WHERE i.outcome = 'done' AND o.id = i.operation_id AND o.action IN ('reenqueue', 'retry') AND j.id = i.job_id
   AND i.delivery IS NULL;
INSERT INTO gatehouse.bulk_second (operation_id, second, done, not_eligible, failed)
SELECT i.operation_id, date_trunc('second', i.settled_at), count(*) FILTER (WHERE i.outcome = 'done'),
       count(*) FILTER (WHERE i.outcome = 'not_eligible'), count(*) FILTER (WHERE i.outcome = 'failed')
  FROM gatehouse.bulk_item i JOIN gatehouse.bulk_operation o ON o.id = i.operation_id
 WHERE i.outcome IN ('done', 'not_eligible', 'failed') AND i.settled_at >= o.started_at GROUP BY 1, 2;
INSERT INTO gatehouse.bulk_run (operation_id, began_at, ended_at, ended_as)
SELECT id, started_at,
       CASE WHEN runner IS NOT NULL THEN NULL
            WHEN state = 'running' -- its gateway was stopped, and no other has gone on with it yet
            THEN greatest(started_at, (SELECT max(settled_at) FROM gatehouse.bulk_item
                                        WHERE operation_id = o.id AND outcome <> 'skipped'))
            ELSE coalesce(finished_at, state_changed_at) END,
       CASE WHEN runner IS NULL THEN state END
  FROM gatehouse.bulk_operation o WHERE started_at IS NOT NULL;
