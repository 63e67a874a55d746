-- The functions that every webhook and every job passes, as expressions that Postgres puts in place of
-- the call. It does so only when nothing in them is less constant than they are said to be (timestamptz +
-- interval is not, because of days). They give what they gave before; a time exactly so until 2255, when
-- microseconds no longer fit a double.

CREATE OR REPLACE FUNCTION gatehouse.uuid_time(id uuid) RETURNS timestamptz
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN to_timestamp(
    ('x' || lpad(substr(replace(id::text, '-', ''), 1, 12), 16, '0'))::bit(64)::bigint / 1000.0::double precision);

CREATE OR REPLACE FUNCTION gatehouse.delivery_key(source text, event_key text, destination_id uuid, path text)
RETURNS text LANGUAGE sql IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
RETURN CASE WHEN length(event_key) <= 181 AND event_key ~ '^[A-Za-z0-9_.:@/-]*$' COLLATE "C" THEN event_key
            ELSE source || ':' || encode(sha256(convert_to(event_key, 'UTF8')), 'hex') END
    || ':' || left(encode(sha256(convert_to(destination_id::text || path, 'UTF8')), 'hex'), 8);
