-- How many documents of each kind there are, kept exact whichever way a document comes or goes: ORUK demands a total on
-- every page, and counting 200,000 rows for each would be most of the work.
CREATE FUNCTION count_documents() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  change bigint;
BEGIN
  SELECT CASE TG_OP WHEN 'INSERT' THEN count(*) ELSE -count(*) END INTO change FROM changed;
  IF change <> 0 THEN
    EXECUTE format('UPDATE feed_state SET %1$I = %1$I + $1', TG_ARGV[0]) USING change;
  END IF;
  RETURN NULL;
END
$$;

CREATE FUNCTION forget_documents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('UPDATE feed_state SET %I = 0', TG_ARGV[0]);
  RETURN NULL;
END
$$;

DO $$
DECLARE
  kind text;
BEGIN
  FOREACH kind IN ARRAY ARRAY['service', 'service_at_location', 'organization', 'taxonomy', 'taxonomy_term'] LOOP
    EXECUTE format(
      'CREATE TRIGGER count_added AFTER INSERT ON %1$s_documents REFERENCING NEW TABLE AS changed
       FOR EACH STATEMENT EXECUTE FUNCTION count_documents(%2$L);
       CREATE TRIGGER count_removed AFTER DELETE ON %1$s_documents REFERENCING OLD TABLE AS changed
       FOR EACH STATEMENT EXECUTE FUNCTION count_documents(%2$L);
       CREATE TRIGGER count_truncated AFTER TRUNCATE ON %1$s_documents
       FOR EACH STATEMENT EXECUTE FUNCTION forget_documents(%2$L);',
      kind, CASE kind WHEN 'taxonomy' THEN 'taxonomies' ELSE kind || 's' END);
  END LOOP;
END
$$;
