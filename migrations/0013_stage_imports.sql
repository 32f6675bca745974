-- Import of a feed: a file is copied into a staging table, checked against what is here, and applied set-based, in one
-- transaction. An operator does this as send_owner; send_app has no right to any of it, so nothing that arrives over
-- HTTP can take this way in.
--
--   BEGIN;
--   SELECT import_begin();
--   COPY import_staging (ordinal, kind, id, content_hash, document) FROM STDIN;
--   SELECT * FROM import_apply('the source');
--   COMMIT;
--
-- `document` is a normalised ORUK v3 service (kind service), organisation without services (kind organization) or
-- taxonomy with its taxonomy_terms (kind taxonomy): every id a UUID, ids within one list unique, enumerations, dates,
-- times and numbers valid, members unknown, null or empty left out. Beside ORUK's members a location may carry
-- `easting` and `northing`, a document `external_ids` ([{kind, original_id, id}]), a term in an attribute
-- `taxonomy_detail`. A nested organisation or term without name, or location without location_type, is a reference.

CREATE TABLE import_records (
  source text NOT NULL,
  kind text NOT NULL,
  id uuid NOT NULL,
  content_hash bytea NOT NULL,
  imported_at timestamptz NOT NULL,
  PRIMARY KEY (source, kind, id)
);
COMMENT ON TABLE import_records IS
  'What was last imported of each record, so that importing the same again writes nothing.';

CREATE FUNCTION import_begin() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- One import at a time: a second one fails after lock_timeout. Nothing else uses this table.
  LOCK TABLE import_records IN SHARE ROW EXCLUSIVE MODE;

  CREATE TEMPORARY TABLE import_staging (
    ordinal integer PRIMARY KEY,
    kind text NOT NULL DEFAULT 'service' CHECK (kind IN ('service', 'organization', 'taxonomy')),
    id uuid NOT NULL,
    content_hash bytea NOT NULL,
    document jsonb NOT NULL
  ) ON COMMIT DROP;
  -- Read several times and thrown away: compressing it would only cost time.
  ALTER TABLE import_staging ALTER document SET STORAGE EXTERNAL;

  CREATE TEMPORARY TABLE import_outcomes (
    ordinal integer PRIMARY KEY,
    outcome text NOT NULL,
    pointer text,
    reason text
  ) ON COMMIT DROP;

  -- Every record of the file that has parts and differs from what is here, with its JSON: what is written.
  CREATE TEMPORARY TABLE import_owners (
    kind text NOT NULL,
    ordinal integer NOT NULL,
    id uuid NOT NULL,
    service_id uuid,
    organization_id uuid,
    location_id uuid,
    service_at_location_id uuid,
    refers_to uuid,
    position integer NOT NULL DEFAULT 0,
    content_hash bytea NOT NULL,
    element jsonb NOT NULL
  ) ON COMMIT DROP;
  ALTER TABLE import_owners ALTER element SET STORAGE EXTERNAL;

  CREATE TEMPORARY TABLE import_attributes (
    LIKE attributes INCLUDING GENERATED,
    ordinal integer NOT NULL,
    taxonomy_term jsonb
  ) ON COMMIT DROP;
END
$$;

-- The elements of a list with their places. An id that the list has had already gets one of its own, made of id and
-- place: two telephones may not become one because a supplier repeated an id.
CREATE FUNCTION import_list(list jsonb) RETURNS TABLE (id uuid, place integer, element jsonb)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 3 AS $$
  SELECT
    CASE row_number() OVER (PARTITION BY e ->> 'id' ORDER BY n)
      WHEN 1 THEN (e ->> 'id')::uuid
      ELSE md5((e ->> 'id') || '/' || n)::uuid
    END,
    n::integer - 1, e
  FROM jsonb_array_elements(list) WITH ORDINALITY AS a (e, n)
$$;
