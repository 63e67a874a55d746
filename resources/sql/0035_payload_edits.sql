-- Payloads that operators changed before a dead letter's job was tried once more. What was received stays as it is, in
-- webhook_payload; a job with `payload_edits` = n is delivered with its nth edit.

ALTER TABLE gatehouse.job_execution ADD COLUMN payload_edits integer NOT NULL DEFAULT 0;

-- An edit stands on the one before it, the first one on what was received.
CREATE TABLE gatehouse.payload_edit (
    job_id uuid NOT NULL REFERENCES gatehouse.job_execution ON DELETE CASCADE,
    number integer NOT NULL,            -- of this job's edits, from 1
    event_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    actor text NOT NULL,
    reason text NOT NULL,
    payload bytea,                      -- sealed where the tenant's bodies are; NULL: forgotten with the event's body
    body_size integer NOT NULL,
    body_sha256 bytea NOT NULL,
    PRIMARY KEY (job_id, number)
);
CREATE INDEX payload_edit_event ON gatehouse.payload_edit (event_id);

-- Without the documents: GET dlq/{id}/payload has the one that counts, masked.
CREATE VIEW console.payload_edits AS
SELECT job_id, number, event_id, created_at, actor, reason, body_size, encode(body_sha256, 'hex') AS body_sha256
  FROM gatehouse.payload_edit;
COMMENT ON VIEW console.payload_edits IS 'key: job_id, number; read it by job or event';
