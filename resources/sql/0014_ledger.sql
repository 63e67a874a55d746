-- The ledger says from where an entry was made and with what program, and the hash covers that. Entries
-- written before keep the hash that they have: each says by which rule its hash was made.
--
-- Rule 1: SHA-256 over previous_hash and sequence, at, actor, role, action, target_type, target_id, reason,
-- detail. Rule 2: over previous_hash and 'v2', the same fields, source_ip, user_agent. A field is its length
-- in bytes (int4, big endian) and its UTF-8; NULL is the length -1 alone; `at` is seconds since 1970 with six
-- decimals; detail is the text that detail_text of the view shows. A rule-1 entry has no source_ip and no
-- user_agent, and no rule-1 entry follows one of rule 2.

ALTER TABLE gatehouse.audit
    ADD COLUMN source_ip text,                  -- NULL: not known
    ADD COLUMN user_agent text,
    ADD COLUMN hash_version smallint NOT NULL DEFAULT 1 CHECK (hash_version IN (1, 2));
ALTER TABLE gatehouse.audit ALTER COLUMN hash_version DROP DEFAULT;

-- Lists page by it, and timelines look from a moment on.
CREATE INDEX audit_key ON gatehouse.audit (at, sequence);

DROP FUNCTION gatehouse.append_audit(text, text, text, text, text, text, jsonb);

-- Appends an entry. The lock makes the chain one line; it is held to the end of the transaction, so
-- call it last.
CREATE FUNCTION gatehouse.append_audit(actor text, role text, action text, target_type text,
                                       target_id text, reason text, detail jsonb,
                                       source_ip text DEFAULT NULL, user_agent text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    last gatehouse.audit;
    next_sequence bigint;
    moment timestamptz := clock_timestamp();
    chained bytea;
    field text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('gatehouse.audit', 0));
    SELECT * INTO last FROM gatehouse.audit ORDER BY sequence DESC LIMIT 1;
    next_sequence := coalesce(last.sequence, 0) + 1;
    chained := coalesce(last.hash, '\x'::bytea);
    FOREACH field IN ARRAY ARRAY['v2', next_sequence::text, extract(epoch FROM moment)::text, actor, role,
                                 action, target_type, target_id, reason, detail::text, source_ip, user_agent] LOOP
        chained := chained || int4send(coalesce(octet_length(convert_to(field, 'UTF8')), -1))
                           || coalesce(convert_to(field, 'UTF8'), '\x'::bytea);
    END LOOP;
    INSERT INTO gatehouse.audit (sequence, at, actor, role, action, target_type, target_id, reason, detail,
                                 previous_hash, hash, source_ip, user_agent, hash_version)
    VALUES (next_sequence, moment, actor, role, action, target_type, target_id, reason, detail,
            coalesce(last.hash, '\x'::bytea), sha256(chained), source_ip, user_agent, 2);
    RETURN next_sequence;
END $$;

CREATE OR REPLACE VIEW console.audit AS
SELECT sequence, at, actor, role, action, target_type, target_id, reason, detail, previous_hash, hash,
       source_ip, user_agent, hash_version, detail::text AS detail_text
  FROM gatehouse.audit;
