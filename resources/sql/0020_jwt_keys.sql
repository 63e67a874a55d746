-- What the bearer tokens of the WordPress bridge are verified with: public halves alone, the private ones are the
-- sender's. Once there is a row, source `wordpress` asks for a token.
CREATE TABLE gatehouse.jwt_key (
    id uuid PRIMARY KEY,
    created_at timestamptz NOT NULL,
    kid text NOT NULL UNIQUE,           -- RFC 7638 thumbprint of public_key
    algorithm text NOT NULL CHECK (algorithm IN ('RS256', 'ES256')),
    public_key text NOT NULL,           -- PEM
    issuer text NOT NULL,               -- exactly `iss` of the tokens that it verifies
    audience text NOT NULL,             -- exactly `aud`, or one of its items
    state text NOT NULL CHECK (state IN ('pending', 'active', 'retiring', 'revoked')),
    created_by text NOT NULL,
    active_since timestamptz,           -- when it became the one that is meant to be used
    expires_at timestamptz,             -- retiring: refused from then on; NULL: until somebody revokes it
    revoked_at timestamptz,
    last_used_at timestamptz,
    uses bigint NOT NULL DEFAULT 0      -- tokens that it verified, whatever they came to then
);
-- Two are valid at once, no more.
CREATE UNIQUE INDEX jwt_key_active ON gatehouse.jwt_key ((true)) WHERE state = 'active';
CREATE UNIQUE INDEX jwt_key_retiring ON gatehouse.jwt_key ((true)) WHERE state = 'retiring';
CREATE INDEX jwt_key_key ON gatehouse.jwt_key (created_at, id);

CREATE TABLE gatehouse.jwt_key_minute (
    key_id uuid NOT NULL REFERENCES gatehouse.jwt_key ON DELETE CASCADE,
    minute timestamptz NOT NULL,
    requests bigint NOT NULL,
    PRIMARY KEY (key_id, minute)
);

CREATE VIEW console.jwt_keys AS
SELECT id, created_at, kid, algorithm, public_key, issuer, audience, state, created_by, active_since, expires_at,
       revoked_at, last_used_at, uses
  FROM gatehouse.jwt_key;
COMMENT ON VIEW console.jwt_keys IS 'key: created_at, id';

CREATE VIEW console.jwt_key_minutes AS
SELECT key_id, minute, requests FROM gatehouse.jwt_key_minute;
COMMENT ON VIEW console.jwt_key_minutes IS 'key: key_id, minute; a minute without requests has no row';
