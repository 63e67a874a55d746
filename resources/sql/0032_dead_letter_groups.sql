-- Dead letters by what killed them: root cause, error with numbers and ids removed, and where it was sent. What
-- somebody says of a group is kept under an id that is computed from these, so it outlives the letters.

CREATE TABLE gatehouse.dead_letter_group (
    id text PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('open', 'acknowledged', 'resolved', 'ignored')),
    owner text,                         -- who looks after it
    note text,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by text NOT NULL
);

CREATE FUNCTION console.dead_letter_group_id(root_cause text, fingerprint text, destination_id uuid, path text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT left(encode(sha256(convert_to(root_cause || ' ' || coalesce(destination_id::text, '') || ' '
                                         || coalesce(path, '') || ' ' || fingerprint, 'UTF8')), 'hex'), 16)
$$;

-- Of these tenants' and sources' letters alone; NULL is all. A group that was resolved is open again when a letter
-- died after that. `trend` is how many died in each of the last 24 hours, the latest last.
CREATE FUNCTION console.dead_letter_groups_of(only_tenants text[], only_sources text[])
RETURNS TABLE (id text, root_cause text, fingerprint text, destination text, path text, error text,
               open bigint, total bigint, first_seen timestamptz, last_seen timestamptz, tenants text[],
               sources text[], trend bigint[], state text, owner text, note text, changed_at timestamptz,
               changed_by text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT g.id, g.root_cause, g.fingerprint, g.destination, g.path, g.error, g.open, g.total, g.first_seen,
           g.last_seen, g.tenants, g.sources,
           ARRAY(SELECT count(hour) FROM generate_series(23, 0, -1) AS ago
                   LEFT JOIN unnest(g.hours) AS hour ON hour = ago GROUP BY ago ORDER BY ago DESC),
           CASE WHEN s.state IS NULL OR s.state = 'resolved' AND g.last_seen > s.changed_at THEN 'open'
                ELSE s.state END,
           s.owner, s.note, s.changed_at, s.changed_by
      FROM (SELECT console.dead_letter_group_id(l.root_cause, l.fingerprint, j.destination_id, j.path) AS id,
                   l.root_cause, l.fingerprint, d.name AS destination, j.path, min(l.error) AS error,
                   count(*) FILTER (WHERE l.state = 'open') AS open, count(*) AS total,
                   min(l.created_at) AS first_seen, max(l.died_at) AS last_seen,
                   array_agg(DISTINCT l.tenant) AS tenants, array_agg(DISTINCT l.source) AS sources,
                   array_agg(floor(extract(epoch FROM now() - l.died_at) / 3600)::integer)
                       FILTER (WHERE l.died_at > now() - interval '24 hours') AS hours
              FROM gatehouse.dead_letter l
              JOIN gatehouse.job_execution j ON j.id = l.job_id
              LEFT JOIN gatehouse.destination d ON d.id = j.destination_id
             WHERE (only_tenants IS NULL OR l.tenant = ANY(only_tenants))
               AND (only_sources IS NULL OR l.source = ANY(only_sources))
             GROUP BY l.root_cause, l.fingerprint, j.destination_id, d.name, j.path) g
      LEFT JOIN gatehouse.dead_letter_group s ON s.id = g.id
$$;

CREATE VIEW console.dead_letter_groups AS
SELECT * FROM console.dead_letter_groups_of(NULL, NULL);
COMMENT ON VIEW console.dead_letter_groups IS 'key: last_seen, id';
