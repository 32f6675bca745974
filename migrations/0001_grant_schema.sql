-- Who may do what by default: nothing. Each later migration grants send_app the tables it serves, one by one.

GRANT USAGE ON SCHEMA send TO send_app;

-- PostgreSQL lets everybody execute a new function; here a function is granted by name.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- `serve` compares this table with the migration files before it starts. The migrator has made it already.
DO $$
BEGIN
  IF to_regclass('send.schema_migrations') IS NOT NULL THEN
    GRANT SELECT ON send.schema_migrations TO send_app;
  END IF;
END
$$;

-- The settings that a role may give itself. Those of send_app are set by scripts/bootstrap.sql: only a superuser, or
-- a role with CREATEROLE, may set another's. Looked up first, because the setting belongs to the whole cluster and
-- two databases may be migrated at once.
DO $$
DECLARE
  wanted record;
BEGIN
  FOR wanted IN SELECT * FROM (VALUES ('search_path', 'send, public'), ('lock_timeout', '''5s''')) AS s (name, value)
  LOOP
    IF NOT EXISTS (
      SELECT FROM pg_db_role_setting, unnest(setconfig) AS setting
      WHERE setrole = (SELECT oid FROM pg_roles WHERE rolname = current_user) AND setting LIKE wanted.name || '=%')
    THEN
      EXECUTE format('ALTER ROLE CURRENT_USER SET %I = %s', wanted.name, wanted.value);
    END IF;
  END LOOP;
END
$$;
