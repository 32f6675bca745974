-- What only a superuser can make, in the database psql is connected to: the two roles, the extensions, the schema.
-- Safe to repeat. Everything else is made by the migrations, as send_owner.
--
--   psql -d send -f scripts/bootstrap.sql [-v owner_password=…] [-v app_password=…]
--
-- send_owner owns the schema `send` and all that is in it; it migrates and imports.
-- send_app   serves: it owns nothing and may do only what the migrations grant it.

\set ON_ERROR_STOP on
SET client_min_messages = warning;

-- Roles and their settings belong to the whole cluster: databases that are made at the same moment meet here. The
-- lock lives in one database only, so a role is looked up first and a lost race is not an error.
DO $$
DECLARE
  wanted record;
BEGIN
  FOR wanted IN SELECT unnest(ARRAY['send_owner', 'send_app']) AS role LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.role) THEN
      BEGIN
        EXECUTE format(
          'CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', wanted.role);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;
      END;
    END IF;
  END LOOP;

  -- Settings of the role, not of the connection: they hold through pgbouncer too.
  FOR wanted IN
    SELECT * FROM (VALUES
      ('send_owner', 'search_path', 'send, public'),
      -- A migration or an import that cannot get its lock gives up instead of queueing everybody behind it.
      ('send_owner', 'lock_timeout', '5s'),
      ('send_owner', 'jit', 'off'),
      ('send_app', 'search_path', 'send, public'),
      ('send_app', 'statement_timeout', '5s'),
      ('send_app', 'lock_timeout', '2s'),
      ('send_app', 'idle_in_transaction_session_timeout', '10s'),
      -- The feed lies in memory or on a solid-state disk. With the default of 4, made for spinning disks, a prepared
      -- page of 50 read and sorted the whole table (measured at 200,000 services: 384 ms instead of 0.2 ms).
      ('send_app', 'random_page_cost', '1.1'),
      -- No statement that serves a request runs long enough to be worth compiling.
      ('send_app', 'jit', 'off')
    ) AS settings (role, name, value)
  LOOP
    IF NOT EXISTS (
      SELECT FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole
      WHERE r.rolname = wanted.role AND s.setdatabase = 0
        AND s.setconfig @> ARRAY[wanted.name || '=' || wanted.value])
    THEN
      EXECUTE format(
        'ALTER ROLE %I SET %I = %s', wanted.role, wanted.name,
        CASE wanted.name WHEN 'search_path' THEN wanted.value ELSE quote_literal(wanted.value) END);
    END IF;
  END LOOP;

  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO send_owner', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO send_app', current_database());
END
$$;

-- A password only where one is asked for: a private cluster trusts its own socket.
\if :{?owner_password}
ALTER ROLE send_owner PASSWORD :'owner_password';
\endif
\if :{?app_password}
ALTER ROLE send_app PASSWORD :'app_password';
\endif

CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public;
CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public;

CREATE SCHEMA IF NOT EXISTS send AUTHORIZATION send_owner;
