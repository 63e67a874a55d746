-- Alerts: rules that gateways look at once a minute, budgets, what fired, and whom it is told (services/gateway/alerts).

-- What a kind has not is NULL. Of a measure: which one (as metrics/query has them), what of it (NULL: a gauge, which is
-- its value), and the list of conditions that metrics/query's `filter` takes each.
CREATE TABLE gatehouse.alert_rule (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('measure', 'dead_letter_group', 'breaker_opened', 'bad_signatures',
                                       'secret_overdue')),
    severity text NOT NULL CHECK (severity IN ('warning', 'critical')),
    is_enabled boolean NOT NULL DEFAULT true,
    is_built_in boolean NOT NULL DEFAULT false,
    tenant text,                        -- NULL: of all together
    measure text,
    value text,
    filter jsonb NOT NULL DEFAULT '[]',
    window_seconds integer,             -- whole minutes, which end where the measures do
    comparison text CHECK (comparison IN ('above', 'below')),
    threshold double precision,         -- it fires beyond this
    clear_threshold double precision,   -- and is over at this: in between it stays as it is
    for_seconds integer NOT NULL DEFAULT 0, -- for which it must hold before it fires
    minimum_calls bigint NOT NULL DEFAULT 0, -- of fewer calls nothing fires
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by text NOT NULL,
    CHECK ((kind = 'measure') = (measure IS NOT NULL)),
    CHECK (kind NOT IN ('measure', 'bad_signatures')
           OR window_seconds IS NOT NULL AND threshold IS NOT NULL AND clear_threshold IS NOT NULL)
);

-- What AI systems may cost in a day or month of UTC.
CREATE TABLE gatehouse.budget (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    tenant text,                        -- NULL: everybody's together
    period text NOT NULL CHECK (period IN ('day', 'month')),
    limit_usd numeric NOT NULL CHECK (limit_usd > 0),
    warn_at_percent integer NOT NULL DEFAULT 80 CHECK (warn_at_percent BETWEEN 1 AND 100),
    is_enabled boolean NOT NULL DEFAULT true,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by text NOT NULL
);

-- What fired, as the rule said then. `subject` is what it is about, in one form for ever: a group's id, a host, ...
CREATE TABLE gatehouse.alert (
    id uuid PRIMARY KEY,
    fired_at timestamptz NOT NULL,      -- the millisecond in the id
    rule_id uuid REFERENCES gatehouse.alert_rule ON DELETE SET NULL,
    budget_id uuid REFERENCES gatehouse.budget ON DELETE SET NULL,
    rule text NOT NULL,                 -- the name of either
    kind text NOT NULL,
    severity text NOT NULL CHECK (severity IN ('warning', 'critical')),
    subject text NOT NULL,
    subject_text text NOT NULL,         -- for people; no error's text, which may hold personal data
    tenant text,                        -- NULL: not one's alone
    source text,
    value double precision NOT NULL,
    threshold double precision,
    unit text NOT NULL,
    resolved_at timestamptz,
    acknowledged_at timestamptz,
    acknowledged_by text,
    note text
);
CREATE INDEX alert_key ON gatehouse.alert (fired_at, id);
-- What everybody looks for; its condition is word for word what console.alerts makes of `state`.
CREATE INDEX alert_firing ON gatehouse.alert (fired_at, id)
    WHERE (CASE WHEN resolved_at IS NOT NULL THEN 'resolved' WHEN acknowledged_at IS NOT NULL THEN 'acknowledged'
                ELSE 'firing' END) = 'firing';
CREATE UNIQUE INDEX alert_open_once ON gatehouse.alert (coalesce(rule_id, budget_id), subject)
    WHERE resolved_at IS NULL;
CREATE INDEX alert_of_rule ON gatehouse.alert (rule_id, subject, fired_at);
CREATE INDEX alert_of_budget ON gatehouse.alert (budget_id, subject);

-- What has to hold for a while yet.
CREATE TABLE gatehouse.alert_pending (
    rule_id uuid NOT NULL REFERENCES gatehouse.alert_rule ON DELETE CASCADE,
    subject text NOT NULL,
    since timestamptz NOT NULL,
    PRIMARY KEY (rule_id, subject)
);

-- One row: when the rules were looked at last, and until when all news was told: a storm takes several looks.
CREATE TABLE gatehouse.alert_progress (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    evaluated_at timestamptz NOT NULL,
    told_until timestamptz NOT NULL
);

-- Whom alerts are told. `secret` is sealed: the whole URL of a Slack webhook, or the password of an e-mail server.
CREATE TABLE gatehouse.alert_channel (
    id uuid PRIMARY KEY,
    name text NOT NULL UNIQUE,
    kind text NOT NULL CHECK (kind IN ('slack', 'email')),
    is_enabled boolean NOT NULL DEFAULT true,
    minimum_severity text NOT NULL CHECK (minimum_severity IN ('warning', 'critical')),
    host text NOT NULL,                 -- of the URL, to be shown
    smtp_url text,
    sender text,
    recipients text[],
    login text,
    secret bytea,
    master_key text,                    -- fingerprint of the key that it is sealed with
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by text NOT NULL,
    CHECK ((secret IS NULL) = (master_key IS NULL)),
    CHECK (CASE kind WHEN 'slack' THEN secret IS NOT NULL
                     ELSE smtp_url IS NOT NULL AND sender IS NOT NULL AND recipients IS NOT NULL END)
);

-- One message that is to be sent. Before a try the next one is set, so whoever dies meanwhile is followed by another.
CREATE TABLE gatehouse.alert_notice (
    id uuid PRIMARY KEY,
    alert_id uuid NOT NULL REFERENCES gatehouse.alert ON DELETE CASCADE,
    channel_id uuid NOT NULL REFERENCES gatehouse.alert_channel ON DELETE CASCADE,
    what text NOT NULL CHECK (what IN ('fired', 'resolved')),
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    last_error text,
    sent_at timestamptz,
    UNIQUE (alert_id, channel_id, what)
);
CREATE INDEX alert_notice_due ON gatehouse.alert_notice (next_attempt_at) WHERE state = 'waiting';
CREATE INDEX alert_notice_channel ON gatehouse.alert_notice (channel_id);

-- When breakers opened: one that opens and closes between two looks is news, too. Kept for 35 days.
CREATE TABLE gatehouse.breaker_opening (
    host text NOT NULL,
    opened_at timestamptz NOT NULL,
    PRIMARY KEY (opened_at, host)
);

CREATE FUNCTION gatehouse.note_breaker_opening() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO gatehouse.breaker_opening (host, opened_at) VALUES (NEW.host, NEW.opened_at) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE TRIGGER circuit_breaker_opened AFTER INSERT ON gatehouse.circuit_breaker
    FOR EACH ROW EXECUTE FUNCTION gatehouse.note_breaker_opening();

CREATE VIEW console.alerts AS
SELECT id, fired_at, rule, kind, severity,
       CASE WHEN resolved_at IS NOT NULL THEN 'resolved' WHEN acknowledged_at IS NOT NULL THEN 'acknowledged'
            ELSE 'firing' END AS state,
       subject, subject_text, tenant, value, threshold, unit, resolved_at, acknowledged_at, acknowledged_by, note,
       source, rule_id, budget_id
  FROM gatehouse.alert;
COMMENT ON VIEW console.alerts IS 'key: fired_at, id; fired_at = console.uuid_time(id)';

INSERT INTO gatehouse.alert_rule
       (id, name, kind, severity, is_built_in, measure, value, window_seconds, comparison, threshold, clear_threshold,
        minimum_calls, changed_by)
VALUES ('00000000-0000-7000-8000-000000000001', 'New dead-letter group', 'dead_letter_group', 'warning', true,
        NULL, NULL, NULL, NULL, NULL, NULL, 0, 'gateway'),
       ('00000000-0000-7000-8000-000000000002', 'Circuit breaker opened', 'breaker_opened', 'critical', true,
        NULL, NULL, NULL, NULL, NULL, NULL, 0, 'gateway'),
       ('00000000-0000-7000-8000-000000000003', 'Deliveries fail', 'measure', 'critical', true,
        'delivery', 'error_rate', 900, 'above', 2, 1.6, 20, 'gateway'),
       ('00000000-0000-7000-8000-000000000004', 'Repeated bad signatures', 'bad_signatures', 'warning', true,
        NULL, NULL, 900, NULL, 10, 5, 0, 'gateway'),
       ('00000000-0000-7000-8000-000000000005', 'Secret overdue', 'secret_overdue', 'warning', true,
        NULL, NULL, NULL, NULL, NULL, NULL, 0, 'gateway');
