-- Look-ups by what support staff have at hand: the console's filters find these among millions, newest first.
--
-- Each index costs an ingest some microseconds an event, so only these are there. The idempotency key has none: its
-- tail is the provider's event id. BRIN on received_at would add nothing: the primary key is in that order, and
-- partitions are pruned by it. GIN on all of canonical costs twice as much as on its `data` (every event has another
-- id and time there), and what stands outside of it has columns of its own.

CREATE INDEX webhook_event_subject ON gatehouse.webhook_event (subject_id, received_at, id) WHERE subject_id IS NOT NULL;
CREATE INDEX webhook_event_actor ON gatehouse.webhook_event (actor_id, received_at, id) WHERE actor_id IS NOT NULL;
CREATE INDEX webhook_event_email ON gatehouse.webhook_event (actor_email, received_at, id)
    WHERE actor_email IS NOT NULL;
-- Of these there are one or two with the same value, so no order is needed.
CREATE INDEX webhook_event_provider ON gatehouse.webhook_event (provider_event_id) WHERE provider_event_id IS NOT NULL;
CREATE INDEX webhook_event_trace ON gatehouse.webhook_event (trace_id) WHERE trace_id IS NOT NULL;

-- Any value at any path of what the provider sent: canonical->'data' @> '{"object": {"id": "ord_1042"}}'. New entries
-- wait in a list that is searched along and worked in many at a time, which halves what they cost.
CREATE INDEX webhook_payload_data ON gatehouse.webhook_payload USING gin ((canonical->'data') jsonb_path_ops)
    WITH (gin_pending_list_limit = 16384);

-- Parts of an error, few of which are there. Where the extension is not to be had (not installed, or the owner may not
-- create it) such a search looks at row after row, as without this index.
DO $$
DECLARE
    home text;
BEGIN
    BEGIN
        CREATE SCHEMA IF NOT EXISTS gatehouse_extension;
        CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA gatehouse_extension;
    EXCEPTION WHEN insufficient_privilege OR feature_not_supported OR undefined_file THEN
        RAISE NOTICE 'errors are searched without pg_trgm: %', SQLERRM;
    END;
    SELECT n.nspname INTO home FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
     WHERE e.extname = 'pg_trgm';
    IF home IS NOT NULL THEN
        EXECUTE format('CREATE INDEX webhook_event_error ON gatehouse.webhook_event USING gin (error %I.gin_trgm_ops)'
                       ' WHERE error IS NOT NULL', home);
    END IF;
END $$;
