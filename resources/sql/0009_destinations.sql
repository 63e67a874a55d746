-- Destinations with credentials of their own, routes that exist once, breakers and a pause that every
-- gateway process on this database sees.

-- Secrets are sealed by services/secrets (AES-256-GCM, the row's identity as associated data); what may
-- be shown of one is its fingerprint. NULL: none stored, as with `default` when the environment has them.
ALTER TABLE gatehouse.destination
    ADD COLUMN auth_type text CHECK (auth_type IN ('bearer', 'basic')),
    ADD COLUMN credential bytea,                -- a token, or user:password
    ADD COLUMN credential_fingerprint text,
    ADD COLUMN signing_secret bytea,
    ADD COLUMN signing_secret_fingerprint text,
    ADD COLUMN previous_signing_secret bytea,   -- for the way back, until previous_expires_at
    ADD COLUMN previous_fingerprint text,
    ADD COLUMN previous_expires_at timestamptz,
    ADD COLUMN master_key text,                 -- fingerprint of the key that all of them are sealed with
    ADD CHECK ((credential IS NULL) = (master_key IS NULL) AND (signing_secret IS NULL) = (master_key IS NULL));

-- Two routes that are the same would deliver twice. The older one stays.
DELETE FROM gatehouse.route r
 USING gatehouse.route o
 WHERE (o.source, o.event_type, o.destination_id, o.path) = (r.source, r.event_type, r.destination_id, r.path)
   AND o.tenant IS NOT DISTINCT FROM r.tenant AND (o.created_at, o.id) < (r.created_at, r.id);
CREATE UNIQUE INDEX route_once
    ON gatehouse.route (source, event_type, coalesce(tenant, ''), destination_id, path);

-- The breakers that are open, one row for each worker's. A worker takes a row of its own that somebody
-- else deleted as a reset. One whose worker is gone is not seen any more.
CREATE TABLE gatehouse.circuit_breaker (
    host text NOT NULL,                 -- host:port
    worker text NOT NULL,
    opened_at timestamptz NOT NULL DEFAULT now(),
    probe_at timestamptz NOT NULL,      -- when one request tries the host again
    seen_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (host, worker)
);

-- A row: no worker claims a job.
CREATE TABLE gatehouse.worker_pause (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    paused_at timestamptz NOT NULL DEFAULT now(),
    paused_by text NOT NULL,
    reason text NOT NULL
);

CREATE VIEW console.destinations AS
SELECT id, created_at, name, tenant, base_url, auth_type, credential_fingerprint, signing_secret_fingerprint,
       CASE WHEN previous_expires_at > now() THEN previous_fingerprint END AS previous_fingerprint,
       CASE WHEN previous_expires_at > now() THEN previous_expires_at END AS previous_expires_at,
       master_key, updated_at
  FROM gatehouse.destination;
COMMENT ON VIEW console.destinations IS 'key: created_at, id';

CREATE VIEW console.circuit_breakers AS
SELECT host, worker, opened_at, probe_at
  FROM gatehouse.circuit_breaker WHERE seen_at > now() - interval '30 seconds';
COMMENT ON VIEW console.circuit_breakers IS 'key: host, worker; all that are open';

-- A view that is there is a capability of its name.
CREATE OR REPLACE FUNCTION console.contract(OUT version integer, OUT environment text, OUT capabilities text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT 1, (SELECT value FROM gatehouse.setting WHERE name = 'environment'),
           ARRAY(SELECT c.relname::text FROM pg_class c
                  WHERE c.relnamespace = 'console'::regnamespace AND c.relkind = 'v' ORDER BY c.oid) || 'notify'::text
$$;
