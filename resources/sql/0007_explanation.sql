-- Why a request was refused, whole: the JSON of a diagnosis (docs/contract.md, section 2).
ALTER TABLE gatehouse.webhook_payload ADD COLUMN explanation jsonb; -- NULL: not refused for its signature, or beyond the cap

CREATE OR REPLACE VIEW console.payloads AS
SELECT event_id, received_at, raw_body, body_sha256, headers, request_url, canonical, diagnosis, explanation
  FROM gatehouse.webhook_payload;
