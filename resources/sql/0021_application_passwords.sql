-- A WordPress application password that was replaced: the gateway takes it away at WordPress when the overlap
-- ends. Its id at WordPress, which is no secret.
ALTER TABLE gatehouse.destination
    ADD COLUMN previous_password_id text,
    ADD COLUMN previous_password_expires_at timestamptz,
    ADD CHECK ((previous_password_id IS NULL) = (previous_password_expires_at IS NULL));

CREATE OR REPLACE VIEW console.destinations AS
SELECT id, created_at, name, tenant, base_url, auth_type, credential_fingerprint, signing_secret_fingerprint,
       CASE WHEN previous_expires_at > now() THEN previous_fingerprint END AS previous_fingerprint,
       CASE WHEN previous_expires_at > now() THEN previous_expires_at END AS previous_expires_at,
       master_key, updated_at, previous_password_expires_at
  FROM gatehouse.destination;
