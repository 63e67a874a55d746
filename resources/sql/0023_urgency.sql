-- Secrets in the order in which somebody has to look after them. `is_rotating`: two versions are valid, the former
-- one until `overlap_ends_at`, or, after a roll back, until somebody retires it. `urgency` only sorts: the moment of the
-- next step (the end of a rotation, else the due date; after a roll back it is past), mirrored at the year 2100, so that
-- the soonest is the greatest and comes first where the newest would; 1970 where there is nothing to do. No index
-- serves it, since it depends on the source's policy; secrets are few.
CREATE OR REPLACE VIEW console.secrets AS
SELECT s.id, s.created_at, s.source, s.tenant, s.version, s.state, s.fingerprint, s.created_by, s.active_since,
       s.expires_at, s.revoked_at, s.last_used_at, s.uses, s.master_key, s.sealed IS NULL AS forgotten,
       due.at AS due_at, former.ends_at AS overlap_ends_at,
       coalesce((timestamp '2100-01-01'
                 + (timestamp '2100-01-01' - least(due.at, former.next_step) AT TIME ZONE 'UTC')) AT TIME ZONE 'UTC',
                timestamptz '1970-01-01 00:00:00Z') AS urgency,
       former.next_step IS NOT NULL AS is_rotating
  FROM gatehouse.provider_secret s
  LEFT JOIN gatehouse.secret_policy p ON p.source = s.source
  CROSS JOIN LATERAL (SELECT CASE WHEN s.state = 'active'
                                  THEN s.active_since + make_interval(days => coalesce(p.days, 90)) END AS at) due
  LEFT JOIN LATERAL (SELECT r.expires_at AS ends_at,
                             coalesce(r.expires_at, r.active_since, r.created_at) AS next_step
                        FROM gatehouse.provider_secret r
                      WHERE r.source = s.source AND r.tenant = s.tenant AND r.state = 'retiring'
                        AND s.state IN ('active', 'retiring')) former ON true;
COMMENT ON VIEW console.secrets IS 'key: created_at, id, or urgency, id';
