-- What an import writes, set-based, from the tables that import_begin() makes.

CREATE FUNCTION import_write_records(p_source text, p_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO organizations AS t (
    id, source, modified_at, name, alternate_name, description, email, website, year_incorporated, legal_status, logo,
    uri, parent_organization_id)
  SELECT o.id, p_source, p_at, r.name, r.alternate_name, coalesce(r.description, ''), r.email, r.website,
    r.year_incorporated, r.legal_status, r.logo, r.uri, r.parent_organization_id
  FROM import_owners o, jsonb_populate_record(NULL::organizations, o.element) r
  WHERE o.kind = 'organization'
  ON CONFLICT (id) DO UPDATE SET
    version = t.version + 1, modified_at = excluded.modified_at, name = excluded.name,
    alternate_name = excluded.alternate_name, description = excluded.description, email = excluded.email,
    website = excluded.website, year_incorporated = excluded.year_incorporated, legal_status = excluded.legal_status,
    logo = excluded.logo, uri = excluded.uri, parent_organization_id = excluded.parent_organization_id;

  INSERT INTO locations AS t (
    id, source, modified_at, organization_id, location_type, name, alternate_name, description, transportation, url,
    latitude, longitude, external_identifier, external_identifier_type, point)
  SELECT o.id, p_source, p_at, r.organization_id, r.location_type, r.name, r.alternate_name, r.description,
    r.transportation, r.url, r.latitude, r.longitude, r.external_identifier, r.external_identifier_type,
    point((o.element ->> 'easting')::double precision, (o.element ->> 'northing')::double precision)
  FROM import_owners o, jsonb_populate_record(NULL::locations, o.element) r
  WHERE o.kind = 'location'
  ON CONFLICT (id) DO UPDATE SET
    version = t.version + 1, modified_at = excluded.modified_at, organization_id = excluded.organization_id,
    location_type = excluded.location_type, name = excluded.name, alternate_name = excluded.alternate_name,
    description = excluded.description, transportation = excluded.transportation, url = excluded.url,
    latitude = excluded.latitude, longitude = excluded.longitude, external_identifier = excluded.external_identifier,
    external_identifier_type = excluded.external_identifier_type, point = excluded.point;

  INSERT INTO services AS t (
    id, source, modified_at, organization_id, name, alternate_name, description, url, email, status,
    interpretation_services, application_process, fees_description, wait_time, fees, accreditations,
    eligibility_description, minimum_age, maximum_age, assured_date, assurer_email, licenses, alert, last_modified)
  SELECT o.id, p_source, p_at, o.refers_to, r.name, r.alternate_name, r.description, r.url, r.email, r.status,
    r.interpretation_services, r.application_process, r.fees_description, r.wait_time, r.fees, r.accreditations,
    r.eligibility_description, r.minimum_age, r.maximum_age, r.assured_date, r.assurer_email, r.licenses, r.alert,
    r.last_modified
  FROM import_owners o, jsonb_populate_record(NULL::services, o.element) r
  WHERE o.kind = 'service'
  ON CONFLICT (id) DO UPDATE SET
    version = t.version + 1, modified_at = excluded.modified_at, organization_id = excluded.organization_id,
    name = excluded.name, alternate_name = excluded.alternate_name, description = excluded.description,
    url = excluded.url, email = excluded.email, status = excluded.status,
    interpretation_services = excluded.interpretation_services, application_process = excluded.application_process,
    fees_description = excluded.fees_description, wait_time = excluded.wait_time, fees = excluded.fees,
    accreditations = excluded.accreditations, eligibility_description = excluded.eligibility_description,
    minimum_age = excluded.minimum_age, maximum_age = excluded.maximum_age, assured_date = excluded.assured_date,
    assurer_email = excluded.assurer_email, licenses = excluded.licenses, alert = excluded.alert,
    last_modified = excluded.last_modified;

  DELETE FROM service_at_locations x
  USING import_owners s
  WHERE s.kind = 'service' AND x.service_id = s.id
    AND NOT EXISTS (SELECT FROM import_owners o WHERE o.kind = 'service_at_location' AND o.id = x.id);

  INSERT INTO service_at_locations AS t (id, source, modified_at, service_id, location_id, position, description)
  SELECT o.id, p_source, p_at, o.service_id, o.refers_to, o.position, o.element ->> 'description'
  FROM import_owners o
  WHERE o.kind = 'service_at_location'
  ON CONFLICT (id) DO UPDATE SET
    version = t.version + 1, modified_at = excluded.modified_at, service_id = excluded.service_id,
    location_id = excluded.location_id, position = excluded.position, description = excluded.description
  WHERE (t.service_id, t.location_id, t.position, t.description)
    IS DISTINCT FROM (excluded.service_id, excluded.location_id, excluded.position, excluded.description);

  -- From here on an owner is one of four kinds; a service at a location is its own, not the service's.
  UPDATE import_owners SET service_id = NULL WHERE kind = 'service_at_location';
END
$$;

-- The parts of changed owners are replaced as a whole.
CREATE FUNCTION import_write_details() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM organization_identifiers t USING import_owners o WHERE t.organization_id = o.id;
  DELETE FROM addresses t USING import_owners o WHERE t.location_id = o.id;
  DELETE FROM accessibility t USING import_owners o WHERE t.location_id = o.id;
  DELETE FROM service_areas t USING import_owners o WHERE t.service_id = o.id;
  DELETE FROM cost_options t USING import_owners o WHERE t.service_id = o.id;
  DELETE FROM funding t USING import_owners o WHERE t.owner_id = o.id;
  DELETE FROM schedules t USING import_owners o WHERE t.owner_id = o.id;
  DELETE FROM phones t USING import_owners o WHERE t.owner_id = o.id;
  DELETE FROM contacts t USING import_owners o WHERE t.owner_id = o.id;
  DELETE FROM languages t USING import_owners o WHERE t.owner_id = o.id;
  DELETE FROM attributes t USING import_owners o WHERE t.owner_id = o.id;

  INSERT INTO organization_identifiers (organization_id, id, position, identifier_scheme, identifier_type, identifier)
  SELECT o.id, l.id, l.place, r.identifier_scheme, coalesce(r.identifier_type, ''), coalesce(r.identifier, '')
  FROM import_owners o, import_list(o.element -> 'organization_identifiers') l,
    jsonb_populate_record(NULL::organization_identifiers, l.element) r
  WHERE o.kind = 'organization';

  INSERT INTO addresses (
    location_id, id, position, attention, address_1, address_2, city, region, state_province, postal_code, country,
    address_type)
  SELECT o.id, l.id, l.place, r.attention, coalesce(r.address_1, ''), r.address_2, coalesce(r.city, ''), r.region,
    coalesce(r.state_province, ''), coalesce(r.postal_code, ''), coalesce(r.country, ''),
    coalesce(r.address_type, 'physical')
  FROM import_owners o, import_list(o.element -> 'addresses') l, jsonb_populate_record(NULL::addresses, l.element) r
  WHERE o.kind = 'location';

  INSERT INTO accessibility (location_id, id, position, description, details, url, accessibility)
  SELECT o.id, l.id, l.place, r.description, r.details, r.url, r.accessibility
  FROM import_owners o, import_list(o.element -> 'accessibility') l,
    jsonb_populate_record(NULL::accessibility, l.element) r
  WHERE o.kind = 'location';

  INSERT INTO service_areas (service_id, id, position, name, description, extent, extent_type, uri, service_area)
  SELECT o.id, l.id, l.place, r.name, r.description, r.extent, r.extent_type, r.uri, r.service_area
  FROM import_owners o, import_list(o.element -> 'service_areas') l,
    jsonb_populate_record(NULL::service_areas, l.element) r
  WHERE o.kind = 'service';

  INSERT INTO cost_options (
    service_id, id, position, valid_from, valid_to, option, currency, amount, amount_description)
  SELECT o.id, l.id, l.place, r.valid_from, r.valid_to, r.option, r.currency, r.amount, r.amount_description
  FROM import_owners o, import_list(o.element -> 'cost_options') l,
    jsonb_populate_record(NULL::cost_options, l.element) r
  WHERE o.kind = 'service';

  INSERT INTO funding (service_id, organization_id, id, position, source)
  SELECT o.service_id, o.organization_id, l.id, l.place, l.element ->> 'source'
  FROM import_owners o, import_list(o.element -> 'funding') l
  WHERE o.kind IN ('service', 'organization');

  INSERT INTO schedules (
    service_id, location_id, service_at_location_id, id, position, valid_from, valid_to, dtstart, timezone, until,
    count, wkst, freq, interval, byday, byweekno, bymonthday, byyearday, description, opens_at, closes_at,
    schedule_link, attending_type, notes)
  SELECT o.service_id, o.location_id, o.service_at_location_id, l.id, l.place, r.valid_from, r.valid_to, r.dtstart,
    r.timezone, r.until, r.count, r.wkst, r.freq, r.interval, r.byday, r.byweekno, r.bymonthday, r.byyearday,
    r.description, r.opens_at, r.closes_at, r.schedule_link, r.attending_type, r.notes
  FROM import_owners o, import_list(o.element -> 'schedules') l, jsonb_populate_record(NULL::schedules, l.element) r
  WHERE o.kind <> 'organization';

  INSERT INTO contacts (
    service_id, organization_id, location_id, service_at_location_id, id, position, name, title, department, email)
  SELECT o.service_id, o.organization_id, o.location_id, o.service_at_location_id, l.id, l.place,
    r.name, r.title, r.department, r.email
  FROM import_owners o, import_list(o.element -> 'contacts') l, jsonb_populate_record(NULL::contacts, l.element) r;

  WITH listed AS MATERIALIZED (
    SELECT o.service_id, o.organization_id, o.location_id, o.service_at_location_id, NULL::uuid AS contact_id, l.*
    FROM import_owners o, import_list(o.element -> 'phones') l
    UNION ALL
    SELECT o.service_id, o.organization_id, o.location_id, o.service_at_location_id, c.id, l.*
    FROM import_owners o, import_list(o.element -> 'contacts') c, import_list(c.element -> 'phones') l
  ),
  written AS (
    INSERT INTO phones (
      service_id, organization_id, location_id, service_at_location_id, contact_id, id, position, number, extension,
      type, description)
    SELECT l.service_id, l.organization_id, l.location_id, l.service_at_location_id, l.contact_id, l.id, l.place,
      coalesce(r.number, ''), r.extension, r.type, r.description
    FROM listed l, jsonb_populate_record(NULL::phones, l.element) r
  )
  INSERT INTO languages (
    service_id, organization_id, location_id, service_at_location_id, phone_id, id, position, name, code, note)
  SELECT p.service_id, p.organization_id, p.location_id, p.service_at_location_id, p.phone_id, l.id, l.place,
    r.name, r.code, r.note
  FROM (
      SELECT o.service_id, o.organization_id, o.location_id, o.service_at_location_id, NULL::uuid AS phone_id,
        o.element -> 'languages' AS list
      FROM import_owners o
      UNION ALL
      SELECT l.service_id, l.organization_id, l.location_id, l.service_at_location_id, l.id, l.element -> 'languages'
      FROM listed l
    ) p,
    import_list(p.list) l, jsonb_populate_record(NULL::languages, l.element) r
  -- One telephone, listed by a service and again by its contact, has its languages once.
  ON CONFLICT DO NOTHING;
END
$$;

-- Attributes, and the terms and taxonomies that they and the taxonomy records hold. Of several copies the last counts.
CREATE FUNCTION import_write_terms(p_source text, p_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO import_attributes (
    service_id, organization_id, location_id, service_at_location_id, link_id, id, position, taxonomy_term_id,
    link_type, link_entity, label, value, ordinal, taxonomy_term)
  SELECT p.service_id, p.organization_id, p.location_id, p.service_at_location_id, p.link_id, l.id, l.place,
    coalesce(l.element #>> '{taxonomy_term,id}', l.element ->> 'taxonomy_term_id')::uuid,
    l.element ->> 'link_type', l.element ->> 'link_entity', l.element ->> 'label', l.element ->> 'value',
    p.ordinal, l.element -> 'taxonomy_term'
  FROM (
      SELECT o.service_id, o.organization_id, o.location_id, o.service_at_location_id, o.id AS link_id, o.ordinal,
        o.element -> 'attributes' AS list
      FROM import_owners o
      UNION ALL
      SELECT o.service_id, o.organization_id, o.location_id, o.service_at_location_id, c.id, o.ordinal,
        c.element -> 'attributes'
      FROM import_owners o,
        unnest(ARRAY['contacts', 'schedules', 'addresses', 'accessibility', 'organization_identifiers']) part,
        import_list(o.element -> part) c
      WHERE c.element ? 'attributes'
    ) p,
    import_list(p.list) l;

  INSERT INTO attributes (
    service_id, organization_id, location_id, service_at_location_id, link_id, id, position, taxonomy_term_id,
    link_type, link_entity, label, value)
  SELECT a.service_id, a.organization_id, a.location_id, a.service_at_location_id, a.link_id, a.id, a.position,
    a.taxonomy_term_id, a.link_type, a.link_entity, a.label, a.value
  FROM import_attributes a
  -- Two parts of one owner may share an id, as their attributes then may.
  ON CONFLICT DO NOTHING;

  CREATE TEMPORARY TABLE import_terms ON COMMIT DROP AS
  SELECT DISTINCT ON (c.id) c.id, c.ordinal, c.element, c.taxonomy_id
  FROM (
      SELECT a.taxonomy_term_id AS id, a.ordinal, a.taxonomy_term AS element,
        coalesce(a.taxonomy_term #>> '{taxonomy_detail,id}', a.taxonomy_term ->> 'taxonomy_id')::uuid AS taxonomy_id
      FROM import_attributes a
        -- A feed repeats few terms many times: the last copy of each is found by its number, without sorting the JSON.
        JOIN (
          SELECT b.taxonomy_term_id, max(b.ordinal) AS ordinal
          FROM import_attributes b WHERE b.taxonomy_term ? 'name' GROUP BY b.taxonomy_term_id
        ) last USING (taxonomy_term_id, ordinal)
      WHERE a.taxonomy_term ? 'name'
      UNION ALL
      SELECT (t.term ->> 'id')::uuid, s.ordinal, t.term, s.id
      FROM import_staging s
        JOIN import_outcomes o USING (ordinal), jsonb_array_elements(s.document -> 'taxonomy_terms') AS t (term)
      WHERE s.kind = 'taxonomy' AND o.outcome = 'accepted'
    ) c
  ORDER BY c.id, c.ordinal DESC;

  CREATE TEMPORARY TABLE import_taxonomies ON COMMIT DROP AS
  SELECT DISTINCT ON (c.id) c.id, c.element
  FROM (
      SELECT s.id, s.ordinal, s.document - ARRAY['taxonomy_terms', 'external_ids'] AS element, true AS whole
      FROM import_staging s JOIN import_outcomes o USING (ordinal)
      WHERE s.kind = 'taxonomy' AND o.outcome = 'accepted'
      UNION ALL
      SELECT t.taxonomy_id, t.ordinal, t.element -> 'taxonomy_detail', false
      FROM import_terms t WHERE t.element -> 'taxonomy_detail' ? 'name'
    ) c
  ORDER BY c.id, c.whole DESC, c.ordinal DESC;

  CREATE TEMPORARY TABLE import_changed_taxonomies ON COMMIT DROP AS
  WITH written AS (
    INSERT INTO taxonomies AS t (id, source, modified_at, name, description, uri, taxonomy_version)
    SELECT x.id, p_source, p_at, x.element ->> 'name', coalesce(x.element ->> 'description', ''),
      x.element ->> 'uri', x.element ->> 'version'
    FROM import_taxonomies x
    ON CONFLICT (id) DO UPDATE SET
      version = t.version + 1, modified_at = excluded.modified_at, name = excluded.name,
      description = excluded.description, uri = excluded.uri, taxonomy_version = excluded.taxonomy_version
    WHERE t.source = p_source AND (t.name, t.description, t.uri, t.taxonomy_version)
      IS DISTINCT FROM (excluded.name, excluded.description, excluded.uri, excluded.taxonomy_version)
    RETURNING t.id
  )
  SELECT id FROM written;

  CREATE TEMPORARY TABLE import_changed_terms ON COMMIT DROP AS
  WITH written AS (
    INSERT INTO taxonomy_terms AS t (
      id, source, modified_at, taxonomy_id, parent_id, code, name, description, taxonomy, language, term_uri, term)
    SELECT x.id, p_source, p_at, x.taxonomy_id, r.parent_id, r.code, r.name, coalesce(r.description, ''), r.taxonomy,
      r.language, r.term_uri, r.term
    FROM import_terms x, jsonb_populate_record(NULL::taxonomy_terms, x.element - 'taxonomy_detail') r
    ON CONFLICT (id) DO UPDATE SET
      version = t.version + 1, modified_at = excluded.modified_at, taxonomy_id = excluded.taxonomy_id,
      parent_id = excluded.parent_id, code = excluded.code, name = excluded.name, description = excluded.description,
      taxonomy = excluded.taxonomy, language = excluded.language, term_uri = excluded.term_uri, term = excluded.term
    WHERE t.source = p_source AND
      (t.taxonomy_id, t.parent_id, t.code, t.name, t.description, t.taxonomy, t.language, t.term_uri, t.term)
      IS DISTINCT FROM (excluded.taxonomy_id, excluded.parent_id, excluded.code, excluded.name, excluded.description,
        excluded.taxonomy, excluded.language, excluded.term_uri, excluded.term)
    RETURNING t.id
  )
  SELECT id FROM written;
END
$$;
