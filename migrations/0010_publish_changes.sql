-- Publication: renders the records that the calling transaction added, changed or removed, and every document that
-- shows them. Call it once, last: it takes the row of feed_state, so publications follow one another. That is what
-- makes two of them right that meet (one renames an organisation, the other adds a service to it: neither would see
-- the other's rows), and what makes modified_at grow in the order of commits, so that a harvester which asks for what
-- changed since the newest it has misses nothing. Only publications wait for each other: readers do not, nor do other
-- writes.
CREATE FUNCTION publish(
  changed_services uuid[] DEFAULT '{}',
  changed_organizations uuid[] DEFAULT '{}',
  changed_locations uuid[] DEFAULT '{}',
  changed_taxonomies uuid[] DEFAULT '{}',
  changed_taxonomy_terms uuid[] DEFAULT '{}'
) RETURNS bigint
-- Text search remarks on words of over 2,047 letters; nobody reads it.
LANGUAGE plpgsql SET client_min_messages = warning SET jit = off AS $$
DECLARE
  -- Enough to be set-based, few enough to stay in work_mem.
  batch constant integer := 1000;
  rendered_at timestamptz;
  terms uuid[];
  organizations uuid[];
  locations uuid[];
  services uuid[];
  shown uuid[];
  published bigint;
BEGIN
  PERFORM FROM feed_state FOR UPDATE;
  -- To the millisecond, as it is shown.
  rendered_at := date_trunc('milliseconds', clock_timestamp());

  -- A term shows its taxonomy, a taxonomy its terms.
  terms := ARRAY(
    SELECT unnest(changed_taxonomy_terms)
    UNION SELECT t.id FROM taxonomy_terms t WHERE t.taxonomy_id = ANY (changed_taxonomies));
  shown := ARRAY(
    SELECT unnest(changed_taxonomies)
    UNION SELECT t.taxonomy_id FROM taxonomy_terms t WHERE t.id = ANY (terms) AND t.taxonomy_id IS NOT NULL
    UNION SELECT d.taxonomy_id FROM taxonomy_term_documents d WHERE d.id = ANY (terms) AND d.taxonomy_id IS NOT NULL);
  PERFORM render_taxonomy_terms(terms, rendered_at);
  PERFORM render_taxonomies(shown, rendered_at);

  -- Whatever carries an attribute shows its term.
  organizations := ARRAY(
    SELECT unnest(changed_organizations)
    UNION SELECT a.organization_id FROM attributes a
      WHERE a.taxonomy_term_id = ANY (terms) AND a.organization_id IS NOT NULL);
  locations := ARRAY(
    SELECT unnest(changed_locations)
    UNION SELECT a.location_id FROM attributes a
      WHERE a.taxonomy_term_id = ANY (terms) AND a.location_id IS NOT NULL);

  -- A service shows its terms, its organisation and its locations. They are rendered in the order of their ids, in
  -- which indexes are quickest to read and to fill, and lists find their page in neighbouring rows.
  services := ARRAY(
    SELECT unnest(changed_services)
    UNION SELECT coalesce(a.service_id, x.service_id)
      FROM attributes a LEFT JOIN service_at_locations x ON x.id = a.service_at_location_id
      WHERE a.taxonomy_term_id = ANY (terms) AND num_nonnulls(a.service_id, a.service_at_location_id) = 1
    UNION SELECT s.id FROM services s WHERE s.organization_id = ANY (organizations)
    UNION SELECT x.service_id FROM service_at_locations x WHERE x.location_id = ANY (locations)
    ORDER BY 1);

  -- An organisation lists its services; the one that a service left does so no longer.
  shown := ARRAY(
    SELECT unnest(organizations)
    UNION SELECT s.organization_id FROM services s
      WHERE s.id = ANY (changed_services) AND s.organization_id IS NOT NULL
    UNION SELECT l.organization_id FROM service_listings l
      WHERE l.id = ANY (changed_services) AND l.organization_id IS NOT NULL
    ORDER BY 1);
  FOR head IN 1 .. cardinality(shown) BY batch LOOP
    PERFORM render_organizations(shown[head : head + batch - 1], rendered_at);
  END LOOP;

  FOR head IN 1 .. cardinality(services) BY batch LOOP
    PERFORM render_services(services[head : head + batch - 1], rendered_at);
  END LOOP;

  -- GIN indexes take entries in batches; left where they wait, every search would read through them.
  PERFORM gin_clean_pending_list(x.indexrelid)
  FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_am m ON m.oid = c.relam
  WHERE m.amname = 'gin' AND x.indrelid IN (
    'service_listings'::regclass, 'organization_documents'::regclass, 'taxonomy_documents'::regclass,
    'taxonomy_term_documents'::regclass);

  UPDATE feed_state SET version = version + 1 RETURNING version INTO published;
  RETURN published;
END
$$;
