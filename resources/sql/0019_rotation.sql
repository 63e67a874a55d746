-- A token and a destination's signing secret are replaced without anybody being refused meanwhile: the former
-- one stays valid until the overlap ends, and what was seen since says whether it can go before.

ALTER TABLE gatehouse.admin_token
    ADD COLUMN rotated_at timestamptz,
    ADD COLUMN previous_hash bytea UNIQUE,      -- the token before, valid until previous_expires_at
    ADD COLUMN previous_expires_at timestamptz,
    ADD COLUMN previous_used_at timestamptz,    -- since it was replaced; to the minute
    ADD CHECK ((previous_hash IS NULL) = (previous_expires_at IS NULL));

ALTER TABLE gatehouse.destination
    ADD COLUMN signing_since timestamptz;       -- when deliveries were first signed as now; NULL: since it was made
