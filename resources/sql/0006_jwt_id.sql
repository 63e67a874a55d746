-- Which bearer tokens of the WordPress bridge were used, and for what. A token's id (jti) goes with
-- one idempotency key; claimed in the transaction that claims the key.
CREATE TABLE gatehouse.jwt_id (
    jti_hash bytea PRIMARY KEY,         -- SHA-256 of the jti
    key_hash bytea NOT NULL,            -- SHA-256 of the idempotency key that it was used for
    expires_at timestamptz NOT NULL     -- the token's own end, and some minutes for clocks that differ
);
CREATE INDEX jwt_id_expires ON gatehouse.jwt_id (expires_at);
