-- Applies the staged file in the caller's transaction and says of each record what became of it: accepted, unchanged,
-- or rejected with a JSON pointer and a reason. Takes the staging table with it: import_begin() makes the next one.
CREATE FUNCTION import_apply(p_source text)
RETURNS TABLE (ordinal integer, outcome text, pointer text, reason text)
LANGUAGE plpgsql SET work_mem = '64MB' SET jit = off AS $$
#variable_conflict use_column
DECLARE
  written_at timestamptz := date_trunc('milliseconds', clock_timestamp());
  -- From here on the planner's old figures are further off than a new sample is dear.
  many constant bigint := 1000;
  accepted bigint;
  name text;
BEGIN
  PERFORM import_judge(p_source);
  PERFORM FROM import_outcomes o WHERE o.outcome = 'accepted';
  IF FOUND THEN
    PERFORM import_gather_services();
    PERFORM import_gather_shared(p_source);
    PERFORM import_write_records(p_source, written_at);
    PERFORM import_write_details();
    PERFORM import_write_terms(p_source, written_at);

    INSERT INTO external_ids (source, kind, original_id, id)
    SELECT DISTINCT p_source, e ->> 'kind', e ->> 'original_id', (e ->> 'id')::uuid
    FROM import_staging s
      JOIN import_outcomes o USING (ordinal), jsonb_array_elements(s.document -> 'external_ids') e
    WHERE o.outcome = 'accepted'
    ON CONFLICT DO NOTHING;

    INSERT INTO import_records AS r (source, kind, id, content_hash, imported_at)
    SELECT p_source, w.kind, w.id, w.content_hash, written_at
    FROM import_owners w WHERE w.kind <> 'service_at_location'
    UNION ALL
    SELECT p_source, s.kind, s.id, s.content_hash, written_at
    FROM import_staging s JOIN import_outcomes o USING (ordinal)
    WHERE s.kind = 'taxonomy' AND o.outcome = 'accepted'
    ON CONFLICT (source, kind, id) DO UPDATE SET
      content_hash = excluded.content_hash, imported_at = excluded.imported_at;

    SELECT count(*) INTO accepted FROM import_outcomes o WHERE o.outcome = 'accepted';
    IF accepted >= many THEN
      FOREACH name IN ARRAY ARRAY[
        'organizations', 'organization_identifiers', 'services', 'locations', 'service_at_locations', 'addresses',
        'accessibility', 'service_areas', 'cost_options', 'funding', 'schedules', 'contacts', 'phones', 'languages',
        'attributes', 'taxonomies', 'taxonomy_terms', 'import_records', 'external_ids']
      LOOP
        EXECUTE format('ANALYZE %I', name);
      END LOOP;
    END IF;

    PERFORM publish(
      ARRAY(SELECT w.id FROM import_owners w WHERE w.kind = 'service'),
      ARRAY(SELECT w.id FROM import_owners w WHERE w.kind = 'organization'),
      ARRAY(SELECT w.id FROM import_owners w WHERE w.kind = 'location'),
      ARRAY(SELECT t.id FROM import_changed_taxonomies t),
      ARRAY(SELECT t.id FROM import_changed_terms t));

    IF accepted >= many THEN
      FOREACH name IN ARRAY ARRAY[
        'service_documents', 'service_at_location_documents', 'organization_documents', 'taxonomy_documents',
        'taxonomy_term_documents', 'service_listings', 'service_at_location_listings', 'service_openings']
      LOOP
        EXECUTE format('ANALYZE %I', name);
      END LOOP;
    END IF;
    DROP TABLE import_terms, import_taxonomies, import_changed_terms, import_changed_taxonomies;
  END IF;

  RETURN QUERY SELECT o.ordinal, o.outcome, o.pointer, o.reason FROM import_outcomes o ORDER BY o.ordinal;
  DROP TABLE import_staging, import_outcomes, import_owners, import_attributes;
END
$$;
