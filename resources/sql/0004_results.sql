-- For senders that poll (GET /admin/v1/results): finished events in the order of the transactions that
-- finished them. Refused requests are not in it, their senders were told at once. Only what is final
-- has an entry, so an event costs one, when it is done.

CREATE INDEX webhook_event_result ON gatehouse.webhook_event (commit_xid, id)
    WHERE signature_valid AND status IN ('processed', 'failed', 'discarded');
