-- Replays to production need an admin's grant: of named targets, for a short while. The replays themselves are told
-- of in the ledger alone.

CREATE TABLE gatehouse.production_grant (
    id         uuid PRIMARY KEY,
    granted_by text        NOT NULL,
    targets    text[]      NOT NULL CHECK (cardinality(targets) BETWEEN 1 AND 20),
    reason     text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);

CREATE INDEX production_grant_expires ON gatehouse.production_grant (expires_at);
