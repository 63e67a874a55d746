-- What providers sign with, by source, tenant and version. A plain secret is nowhere: `sealed` is, for this
-- row alone (services/secrets/vault.h). What was revoked stays sealed for a while, so that a late retry that
-- was signed with it can be told from a forgery.
CREATE TABLE gatehouse.provider_secret (
    id uuid PRIMARY KEY,
    created_at timestamptz NOT NULL,
    source text NOT NULL,
    tenant text NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    state text NOT NULL CHECK (state IN ('pending', 'active', 'retiring', 'revoked')),
    created_by text NOT NULL,
    active_since timestamptz,           -- when it became the one that is meant to be used
    expires_at timestamptz,             -- retiring: refused from then on; NULL: until somebody revokes it
    revoked_at timestamptz,
    fingerprint text NOT NULL,
    master_key text NOT NULL,           -- fingerprint of the key-encryption key
    sealed bytea,                       -- NULL: forgotten
    last_used_at timestamptz,
    uses bigint NOT NULL DEFAULT 0,     -- requests that it signed, whatever they came to then
    UNIQUE (source, tenant, version)
);
-- Two are valid at once, no more.
CREATE UNIQUE INDEX provider_secret_active ON gatehouse.provider_secret (source, tenant) WHERE state = 'active';
CREATE UNIQUE INDEX provider_secret_retiring ON gatehouse.provider_secret (source, tenant) WHERE state = 'retiring';
CREATE INDEX provider_secret_key ON gatehouse.provider_secret (created_at, id);

CREATE TABLE gatehouse.secret_minute (
    secret_id uuid NOT NULL REFERENCES gatehouse.provider_secret ON DELETE CASCADE,
    minute timestamptz NOT NULL,
    requests bigint NOT NULL,
    PRIMARY KEY (secret_id, minute)
);

-- After how many days the secrets of a source are due. A source that is not here: 90.
CREATE TABLE gatehouse.secret_policy (
    source text PRIMARY KEY,
    days integer NOT NULL CHECK (days BETWEEN 1 AND 3650),
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by text NOT NULL
);

CREATE VIEW console.secrets AS
SELECT s.id, s.created_at, s.source, s.tenant, s.version, s.state, s.fingerprint, s.created_by, s.active_since,
       s.expires_at, s.revoked_at, s.last_used_at, s.uses, s.master_key, s.sealed IS NULL AS forgotten,
       CASE WHEN s.state = 'active' THEN s.active_since + make_interval(days => coalesce(p.days, 90)) END AS due_at
  FROM gatehouse.provider_secret s LEFT JOIN gatehouse.secret_policy p ON p.source = s.source;
COMMENT ON VIEW console.secrets IS 'key: created_at, id';

CREATE VIEW console.secret_minutes AS
SELECT secret_id, minute, requests FROM gatehouse.secret_minute;
COMMENT ON VIEW console.secret_minutes IS 'key: secret_id, minute; a minute without requests has no row';

CREATE VIEW console.secret_policies AS
SELECT source, days, changed_at, changed_by FROM gatehouse.secret_policy;
COMMENT ON VIEW console.secret_policies IS 'key: source; a source that is not here: 90 days';
