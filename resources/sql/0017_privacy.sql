-- What is shown of personal data. Nothing of it changes what is stored or delivered: the gateway and the
-- console mask what they show, by the rules here and the built-in ones (resources/privacy/masking.json).

-- Asked before the built-in rules, the newest first, so that a rule of the kind `keep` takes one of them back.
CREATE TABLE gatehouse.masking_rule (
    id uuid PRIMARY KEY,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    tenant text,                        -- NULL: all
    source text,                        -- NULL: all
    path text,                          -- a glob of a JSON pointer: /body/**/nickname
    value text,                         -- or one of the whole value: CUST-*
    kind text NOT NULL CHECK (kind IN ('keep', 'text', 'name', 'email', 'phone', 'address', 'ip')),
    CHECK ((path IS NULL) <> (value IS NULL))
);
CREATE INDEX masking_rule_key ON gatehouse.masking_rule (created_at, id);

CREATE VIEW console.masking_rules AS
SELECT id, created_at, created_by, tenant, source, path, value, kind FROM gatehouse.masking_rule;
COMMENT ON VIEW console.masking_rules IS 'key: created_at, id';

-- The mode `auto` masks in production.
CREATE VIEW console.privacy AS
SELECT mode, mode = 'on' OR (mode = 'auto' AND environment = 'production') AS masks
  FROM (SELECT coalesce((SELECT value FROM gatehouse.setting WHERE name = 'masking'), 'auto') AS mode,
               (SELECT value FROM gatehouse.setting WHERE name = 'environment') AS environment) AS setting;
COMMENT ON VIEW console.privacy IS 'one row';
