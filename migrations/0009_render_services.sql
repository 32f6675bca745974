-- Rendering of services, with the services at locations that each of them has, and of what their lists filter by.
-- Called by publish().

-- The weekdays of a schedule: of BYDAY ("TH,FR", "2MO", "-1FR"), else of the first date, else unknown.
CREATE FUNCTION schedule_days(byday text, dtstart date) RETURNS TABLE (day smallint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 5 AS $$
  SELECT DISTINCT array_position(ARRAY['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], right(btrim(part), 2))::smallint
  FROM string_to_table(upper(byday), ',') part
  WHERE byday IS NOT NULL
  UNION ALL
  SELECT extract(isodow FROM dtstart)::smallint WHERE byday IS NULL
$$;

CREATE FUNCTION render_services(ids uuid[], rendered_at timestamptz) RETURNS void
LANGUAGE sql SET enable_seqscan = off SET work_mem = '32MB' AS $$
  DELETE FROM service_documents d
  WHERE d.id = ANY (ids) AND NOT EXISTS (SELECT FROM services s WHERE s.id = d.id);

  DELETE FROM service_listings d
  WHERE d.id = ANY (ids) AND NOT EXISTS (SELECT FROM services s WHERE s.id = d.id);

  WITH gone AS (
    DELETE FROM service_at_location_listings d
    WHERE d.service_id = ANY (ids)
      AND NOT EXISTS (SELECT FROM service_at_locations x WHERE (x.id, x.service_id) = (d.id, d.service_id))
    RETURNING d.id
  )
  DELETE FROM service_at_location_documents d WHERE d.id IN (SELECT id FROM gone);

  -- The organisation is not rendered again for each of its services: its bytes are at hand.
  WITH service AS MATERIALIZED (
    SELECT s.id, json_members(s.summary) AS summary, json_members(s.details) AS details,
      '"organization":' || o.summary_document AS organization_summary,
      '"organization":' || o.nested_document AS organization
    FROM service_shapes s LEFT JOIN organization_documents o ON o.id = s.organization_id
    WHERE s.id = ANY (ids)
  ),
  place AS MATERIALIZED (
    SELECT x.id, x.service_id, x.position, json_members(x.summary) AS summary, json_members(x.details) AS details,
      '"location":{' || m.summary || '}' AS location_summary,
      '"location":{' || concat_ws(',', m.summary, m.details) || '}' AS location
    FROM service_at_location_shapes x
      LEFT JOIN location_shapes l ON l.id = x.location_id,
      LATERAL (SELECT json_members(l.summary) AS summary, json_members(l.details) AS details OFFSET 0) m
    WHERE x.service_id = ANY (ids)
  ),
  places AS (
    SELECT p.service_id,
      '"service_at_locations":['
        || string_agg('{' || concat_ws(',', p.summary, p.location, p.details) || '}', ',' ORDER BY p.position, p.id)
        || ']' AS list
    FROM place p GROUP BY p.service_id
  ),
  service_rendered AS (
    SELECT s.id, '{' || concat_ws(',', s.summary, s.organization_summary) || '}' AS summary_document,
      '{' || concat_ws(',', s.summary, s.details, p.list, s.organization) || '}' AS full_document
    FROM service s LEFT JOIN places p ON p.service_id = s.id
  ),
  place_rendered AS (
    SELECT p.id,
      '{' || concat_ws(',', p.summary, p.location_summary,
        '"service":{' || concat_ws(',', s.summary, s.organization_summary) || '}') || '}' AS summary_document,
      '{' || concat_ws(',', p.summary, p.location, p.details,
        '"service":{' || concat_ws(',', s.summary, s.details, s.organization) || '}') || '}' AS full_document
    FROM place p JOIN service s ON s.id = p.service_id
  ),
  places_written AS (
    INSERT INTO service_at_location_documents AS d (id, modified_at, etag, summary_document, full_document)
    SELECT id, rendered_at, document_etag(full_document), summary_document, full_document FROM place_rendered
    ON CONFLICT (id) DO UPDATE SET
      modified_at = excluded.modified_at, etag = excluded.etag, summary_document = excluded.summary_document,
      full_document = excluded.full_document
    WHERE d.etag <> excluded.etag
  )
  INSERT INTO service_documents AS d (id, modified_at, etag, summary_document, full_document)
  SELECT id, rendered_at, document_etag(full_document), summary_document, full_document FROM service_rendered
  ON CONFLICT (id) DO UPDATE SET
    modified_at = excluded.modified_at, etag = excluded.etag, summary_document = excluded.summary_document,
    full_document = excluded.full_document
  WHERE d.etag <> excluded.etag;

  -- What lists filter by.
  INSERT INTO service_listings AS l
    (id, modified_at, organization_id, minimum_age, maximum_age, term_ids, taxonomy_ids, search)
  SELECT s.id, d.modified_at, s.organization_id, s.minimum_age, s.maximum_age, t.term_ids, t.taxonomy_ids,
    search_vector(concat_ws(' ', s.name, s.alternate_name), 'A')
      || search_vector(concat_ws(' ', o.name, o.alternate_name, t.names), 'B')
      || search_vector(s.description, 'C')
      || search_vector(concat_ws(' ', s.eligibility_description, p.names), 'D')
  FROM services s
    JOIN service_documents d ON d.id = s.id
    LEFT JOIN organizations o ON o.id = s.organization_id,
    LATERAL (
      SELECT
        coalesce(array_agg(DISTINCT a.taxonomy_term_id ORDER BY a.taxonomy_term_id)
          FILTER (WHERE a.taxonomy_term_id IS NOT NULL), '{}') AS term_ids,
        coalesce(array_agg(DISTINCT t.taxonomy_id ORDER BY t.taxonomy_id)
          FILTER (WHERE t.taxonomy_id IS NOT NULL), '{}') AS taxonomy_ids,
        string_agg(DISTINCT t.name, ' ') AS names
      FROM attributes a LEFT JOIN taxonomy_terms t ON t.id = a.taxonomy_term_id
      WHERE a.owner_id = s.id
    ) t,
    LATERAL (
      SELECT string_agg(DISTINCT concat_ws(' ', l.name, a.city), ' ') AS names
      FROM service_at_locations x
        JOIN locations l ON l.id = x.location_id
        LEFT JOIN addresses a ON a.location_id = l.id
      WHERE x.service_id = s.id
    ) p
  WHERE s.id = ANY (ids)
  ON CONFLICT (id) DO UPDATE SET
    modified_at = excluded.modified_at, organization_id = excluded.organization_id,
    minimum_age = excluded.minimum_age, maximum_age = excluded.maximum_age, term_ids = excluded.term_ids,
    taxonomy_ids = excluded.taxonomy_ids, search = excluded.search
  WHERE l IS DISTINCT FROM excluded;

  INSERT INTO service_at_location_listings AS l (id, modified_at, service_id, point)
  SELECT x.id, d.modified_at, x.service_id, p.point
  FROM service_at_locations x
    JOIN service_at_location_documents d ON d.id = x.id
    LEFT JOIN locations p ON p.id = x.location_id
  WHERE x.service_id = ANY (ids)
  ON CONFLICT (id) DO UPDATE SET
    modified_at = excluded.modified_at, service_id = excluded.service_id, point = excluded.point
  WHERE (l.modified_at, l.service_id, l.point[0], l.point[1])
    IS DISTINCT FROM (excluded.modified_at, excluded.service_id, excluded.point[0], excluded.point[1]);

  DELETE FROM service_openings o WHERE o.service_id = ANY (ids);

  INSERT INTO service_openings (service_id, service_at_location_id, day, opens_at, closes_at)
  SELECT DISTINCT s.service_id, s.service_at_location_id, d.day, s.opens_at, s.closes_at
  FROM (
      SELECT c.service_id, NULL::uuid AS service_at_location_id, c.byday, c.dtstart, c.opens_at, c.closes_at
      FROM schedules c WHERE c.owner_id = ANY (ids) AND c.service_id IS NOT NULL
      UNION ALL
      SELECT x.service_id, x.id, c.byday, c.dtstart, c.opens_at, c.closes_at
      FROM service_at_locations x JOIN schedules c ON c.owner_id = x.id WHERE x.service_id = ANY (ids)
    ) s,
    schedule_days(s.byday, s.dtstart) d;
$$;
