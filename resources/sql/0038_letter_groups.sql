-- Groups of dead letters by a sort of no texts: 100,000 letters were a sort by five. What is said of many groups is
-- looked up for those that are told alone.

DROP VIEW console.dead_letter_groups;
DROP FUNCTION console.dead_letter_groups_of(text[], text[]);

-- Of these tenants' and sources' letters alone, that one group, and no more of them than that, those with the most open
-- letters first; NULL is all. Of what was said of a group that has letters of others, too, or had them then, only the
-- state is told: the rest may be about theirs. A group that was resolved is open again when a letter died after that.
-- `trend` is how many died in each of the last 24 hours, the latest last.
CREATE FUNCTION console.dead_letter_groups_of(only_tenants text[], only_sources text[], only_group text, most bigint)
RETURNS TABLE (id text, root_cause text, fingerprint text, destination text, path text, error text,
               open bigint, total bigint, first_seen timestamptz, last_seen timestamptz, tenants text[],
               sources text[], trend bigint[], state text, owner text, note text, changed_at timestamptz,
               changed_by text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET work_mem = '32MB' AS $$
    WITH part AS (
        SELECT l.group_id, l.tenant, l.source,
               CASE WHEN l.died_at > now() - interval '24 hours'
                    THEN floor(date_part('epoch', now() - l.died_at) / 3600)::integer END AS ago,
               coalesce((only_tenants IS NULL OR l.tenant = ANY(only_tenants))
                        AND (only_sources IS NULL OR l.source = ANY(only_sources)), false) AS is_mine,
               count(*) FILTER (WHERE l.state = 'open') AS open, count(*) AS letters,
               min(l.created_at) AS first_seen, max(l.died_at) AS last_seen
          FROM gatehouse.dead_letter l
         WHERE only_group IS NULL OR l.group_id = only_group
         GROUP BY 1, 2, 3, 4
    ), told AS (
        SELECT group_id, sum(open) FILTER (WHERE is_mine)::bigint AS open,
               sum(letters) FILTER (WHERE is_mine)::bigint AS total,
               min(first_seen) FILTER (WHERE is_mine) AS first_seen,
               max(last_seen) FILTER (WHERE is_mine) AS last_seen,
               array_agg(DISTINCT tenant) FILTER (WHERE is_mine) AS tenants,
               array_agg(DISTINCT source) FILTER (WHERE is_mine) AS sources,
               array_agg(ago) FILTER (WHERE is_mine AND ago IS NOT NULL) AS hours,
               array_agg(letters) FILTER (WHERE is_mine AND ago IS NOT NULL) AS counts,
               NOT bool_and(is_mine) AS is_shared
          FROM part GROUP BY group_id
        HAVING bool_or(is_mine)
         ORDER BY open DESC, last_seen DESC, group_id LIMIT most
    )
    SELECT g.group_id, l.root_cause, l.fingerprint, d.name, j.path, l.error, g.open, g.total, g.first_seen,
           g.last_seen, g.tenants, g.sources,
           ARRAY(SELECT coalesce(sum(died.letters), 0)::bigint FROM generate_series(23, 0, -1) AS ago
                   LEFT JOIN unnest(g.hours, g.counts) AS died(hour, letters) ON died.hour = ago
                  GROUP BY ago ORDER BY ago DESC),
           CASE WHEN s.state IS NULL OR s.state = 'resolved' AND g.last_seen > s.changed_at THEN 'open'
                ELSE s.state END,
           CASE WHEN said.is_told THEN s.owner END, CASE WHEN said.is_told THEN s.note END,
           CASE WHEN said.is_told THEN s.changed_at END, CASE WHEN said.is_told THEN s.changed_by END
      FROM told g
     CROSS JOIN LATERAL (SELECT one.root_cause, one.fingerprint, one.error, one.job_id FROM gatehouse.dead_letter one
                          WHERE one.group_id = g.group_id
                            AND (only_tenants IS NULL OR one.tenant = ANY(only_tenants))
                            AND (only_sources IS NULL OR one.source = ANY(only_sources))
                          LIMIT 1) l
      JOIN gatehouse.job_execution j ON j.id = l.job_id
      LEFT JOIN gatehouse.destination d ON d.id = j.destination_id
      LEFT JOIN gatehouse.dead_letter_group s ON s.id = g.group_id
     CROSS JOIN LATERAL (SELECT NOT g.is_shared AND (only_tenants IS NULL OR s.tenants <@ only_tenants)
                                AND (only_sources IS NULL OR s.sources <@ only_sources) AS is_told) said
$$;

CREATE VIEW console.dead_letter_groups AS
SELECT * FROM console.dead_letter_groups_of(NULL, NULL, NULL, NULL);
COMMENT ON VIEW console.dead_letter_groups IS 'key: last_seen, id';
