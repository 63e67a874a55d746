-- Who may do what. Not a numbered migration: run after them at every start, under the same lock,
-- because roles belong to the server and grants must follow every new view. Repeating it is harmless.

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['gatehouse_gateway', 'gatehouse_console', 'gatehouse_console_payload'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', name);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL; -- made at this moment through another database of the server
            END;
        END IF;
    END LOOP;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO gatehouse_gateway, gatehouse_console, gatehouse_console_payload',
                   current_database());
END $$;

-- The login that migrates may serve as well: it then works with the gateway's rights (SET ROLE).
DO $$
BEGIN
    IF NOT pg_has_role(current_user, 'gatehouse_gateway', 'MEMBER') THEN
        EXECUTE format('GRANT gatehouse_gateway TO %I', current_user);
    END IF;
END $$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA gatehouse, console FROM PUBLIC;

GRANT USAGE ON SCHEMA gatehouse, console TO gatehouse_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA gatehouse TO gatehouse_gateway;
REVOKE INSERT, UPDATE, DELETE ON gatehouse.audit FROM gatehouse_gateway;
REVOKE INSERT, UPDATE, DELETE ON gatehouse.schema_migration FROM gatehouse_gateway;
GRANT SELECT ON ALL TABLES IN SCHEMA console TO gatehouse_gateway;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA gatehouse, console TO gatehouse_gateway;

GRANT USAGE ON SCHEMA console TO gatehouse_console, gatehouse_console_payload;
GRANT SELECT ON ALL TABLES IN SCHEMA console TO gatehouse_console, gatehouse_console_payload;
REVOKE SELECT ON console.payloads FROM gatehouse_console;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA console TO gatehouse_console, gatehouse_console_payload;
