-- The JSON shapes of the feed: views that give each part of a document as json, one inside the other.
--
-- Members stand in the order of the standard's examples, HSDS members beside their like. Nulls and empty lists are
-- still there: the document is cleared of them once, as a whole (json_strip_nulls), when it is rendered.
-- Each view is read for one owner at a time, by the leading columns of a primary key.

CREATE VIEW taxonomy_term_shapes AS
SELECT t.id, t.taxonomy_id, t.parent_id, t.name, t.code, t.description, row_to_json(j) AS shape
FROM taxonomy_terms t
  LEFT JOIN taxonomies x ON x.id = t.taxonomy_id,
  LATERAL (
    SELECT t.id, t.code, t.name, t.description, t.parent_id, coalesce(t.taxonomy, x.name) AS taxonomy, t.taxonomy_id,
      t.language, t.term_uri, t.term
  ) j;

CREATE VIEW attribute_lists AS
SELECT a.owner_id, a.link_id, json_agg(row_to_json(j) ORDER BY a.position, a.id) AS list
FROM attributes a
  LEFT JOIN taxonomy_term_shapes t ON t.id = a.taxonomy_term_id,
  LATERAL (
    SELECT a.id, a.link_type, a.link_entity, a.label, a.value,
      CASE WHEN t.id IS NULL THEN a.taxonomy_term_id END AS taxonomy_term_id, t.shape AS taxonomy_term
  ) j
GROUP BY a.owner_id, a.link_id;

CREATE VIEW language_lists AS
SELECT l.owner_id, l.parent_id, json_agg(row_to_json(j) ORDER BY l.position, l.id) AS list
FROM languages l, LATERAL (SELECT l.id, l.name, l.code, l.note) j
GROUP BY l.owner_id, l.parent_id;

CREATE VIEW phone_lists AS
SELECT p.owner_id, p.parent_id, json_agg(row_to_json(j) ORDER BY p.position, p.id) AS list
FROM phones p,
  LATERAL (
    SELECT p.id, p.number, trim_scale(p.extension) AS extension, p.type, p.description,
      (SELECT l.list FROM language_lists l WHERE (l.owner_id, l.parent_id) = (p.owner_id, p.id)) AS languages
  ) j
GROUP BY p.owner_id, p.parent_id;

CREATE VIEW contact_lists AS
SELECT c.owner_id, json_agg(row_to_json(j) ORDER BY c.position, c.id) AS list
FROM contacts c,
  LATERAL (
    SELECT c.id, c.name, c.title, c.department, c.email,
      (SELECT p.list FROM phone_lists p WHERE (p.owner_id, p.parent_id) = (c.owner_id, c.id)) AS phones,
      (SELECT a.list FROM attribute_lists a WHERE (a.owner_id, a.link_id) = (c.owner_id, c.id)) AS attributes
  ) j
GROUP BY c.owner_id;

CREATE VIEW schedule_lists AS
SELECT s.owner_id, json_agg(row_to_json(j) ORDER BY s.position, s.id) AS list
FROM schedules s,
  LATERAL (
    SELECT s.id, s.valid_from, s.valid_to, s.dtstart, trim_scale(s.timezone) AS timezone, s.until,
      trim_scale(s.count) AS count, s.wkst, s.freq, trim_scale(s.interval) AS interval, s.byday, s.byweekno,
      s.bymonthday, s.byyearday, s.description, s.opens_at, s.closes_at, s.schedule_link, s.attending_type, s.notes,
      (SELECT a.list FROM attribute_lists a WHERE (a.owner_id, a.link_id) = (s.owner_id, s.id)) AS attributes
  ) j
GROUP BY s.owner_id;

CREATE VIEW funding_lists AS
SELECT f.owner_id, json_agg(row_to_json(j) ORDER BY f.position, f.id) AS list
FROM funding f, LATERAL (SELECT f.id, f.source) j
GROUP BY f.owner_id;

CREATE VIEW cost_option_lists AS
SELECT c.service_id, json_agg(row_to_json(j) ORDER BY c.position, c.id) AS list
FROM cost_options c,
  LATERAL (
    SELECT c.id, c.valid_from, c.valid_to, c.option, c.currency, trim_scale(c.amount) AS amount, c.amount_description
  ) j
GROUP BY c.service_id;

CREATE VIEW service_area_lists AS
SELECT a.service_id, json_agg(row_to_json(j) ORDER BY a.position, a.id) AS list
FROM service_areas a,
  LATERAL (SELECT a.id, a.name, a.description, a.extent, a.extent_type, a.uri, a.service_area) j
GROUP BY a.service_id;

CREATE VIEW address_lists AS
SELECT a.location_id, json_agg(row_to_json(j) ORDER BY a.position, a.id) AS list
FROM addresses a,
  LATERAL (
    SELECT a.id, a.attention, a.address_1, a.address_2, a.city, a.region, a.state_province, a.postal_code, a.country,
      a.address_type,
      (SELECT b.list FROM attribute_lists b WHERE (b.owner_id, b.link_id) = (a.location_id, a.id)) AS attributes
  ) j
GROUP BY a.location_id;

CREATE VIEW accessibility_lists AS
SELECT a.location_id, json_agg(row_to_json(j) ORDER BY a.position, a.id) AS list
FROM accessibility a,
  LATERAL (
    SELECT a.id, a.description, a.details, a.url, a.accessibility,
      (SELECT b.list FROM attribute_lists b WHERE (b.owner_id, b.link_id) = (a.location_id, a.id)) AS attributes
  ) j
GROUP BY a.location_id;

CREATE VIEW organization_identifier_lists AS
SELECT i.organization_id, json_agg(row_to_json(j) ORDER BY i.position, i.id) AS list
FROM organization_identifiers i,
  LATERAL (
    SELECT i.id, i.identifier_scheme, i.identifier_type, i.identifier,
      (SELECT a.list FROM attribute_lists a WHERE (a.owner_id, a.link_id) = (i.organization_id, i.id)) AS attributes
  ) j
GROUP BY i.organization_id;

CREATE VIEW location_shapes AS
SELECT l.id, row_to_json(summary) AS summary, row_to_json(details) AS details
FROM locations l,
  LATERAL (
    SELECT l.id, l.location_type, l.name, l.alternate_name, l.description, l.transportation, l.url, l.latitude,
      l.longitude, l.external_identifier, l.external_identifier_type, l.organization_id
  ) summary,
  LATERAL (
    SELECT
      (SELECT a.list FROM address_lists a WHERE a.location_id = l.id) AS addresses,
      (SELECT a.list FROM accessibility_lists a WHERE a.location_id = l.id) AS accessibility,
      (SELECT x.list FROM language_lists x WHERE (x.owner_id, x.parent_id) = (l.id, l.id)) AS languages,
      (SELECT c.list FROM contact_lists c WHERE c.owner_id = l.id) AS contacts,
      (SELECT p.list FROM phone_lists p WHERE (p.owner_id, p.parent_id) = (l.id, l.id)) AS phones,
      (SELECT s.list FROM schedule_lists s WHERE s.owner_id = l.id) AS schedules,
      (SELECT a.list FROM attribute_lists a WHERE (a.owner_id, a.link_id) = (l.id, l.id)) AS attributes
  ) details;

CREATE VIEW organization_shapes AS
SELECT o.id, row_to_json(summary) AS summary, row_to_json(details) AS details
FROM organizations o,
  LATERAL (
    SELECT o.id, o.name, o.alternate_name, o.description, o.email, o.website, o.year_incorporated, o.legal_status,
      o.logo, o.uri, o.parent_organization_id
  ) summary,
  LATERAL (
    SELECT
      (SELECT i.list FROM organization_identifier_lists i WHERE i.organization_id = o.id) AS organization_identifiers,
      (SELECT f.list FROM funding_lists f WHERE f.owner_id = o.id) AS funding,
      (SELECT c.list FROM contact_lists c WHERE c.owner_id = o.id) AS contacts,
      (SELECT p.list FROM phone_lists p WHERE (p.owner_id, p.parent_id) = (o.id, o.id)) AS phones,
      (SELECT a.list FROM attribute_lists a WHERE (a.owner_id, a.link_id) = (o.id, o.id)) AS attributes
  ) details;

CREATE VIEW service_shapes AS
SELECT s.id, s.organization_id, row_to_json(summary) AS summary, row_to_json(details) AS details
FROM services s,
  LATERAL (
    SELECT s.id, s.organization_id, s.name, s.alternate_name, s.description, s.url, s.email, s.status,
      s.interpretation_services, s.application_process, s.fees_description, s.wait_time, s.fees, s.accreditations,
      s.eligibility_description, trim_scale(s.minimum_age) AS minimum_age, trim_scale(s.maximum_age) AS maximum_age,
      s.assured_date, s.assurer_email, s.licenses, s.alert,
      to_char(coalesce(s.last_modified, s.modified_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        AS last_modified
  ) summary,
  LATERAL (
    SELECT
      (SELECT p.list FROM phone_lists p WHERE (p.owner_id, p.parent_id) = (s.id, s.id)) AS phones,
      (SELECT x.list FROM schedule_lists x WHERE x.owner_id = s.id) AS schedules,
      (SELECT a.list FROM service_area_lists a WHERE a.service_id = s.id) AS service_areas,
      (SELECT l.list FROM language_lists l WHERE (l.owner_id, l.parent_id) = (s.id, s.id)) AS languages,
      (SELECT f.list FROM funding_lists f WHERE f.owner_id = s.id) AS funding,
      (SELECT c.list FROM cost_option_lists c WHERE c.service_id = s.id) AS cost_options,
      (SELECT c.list FROM contact_lists c WHERE c.owner_id = s.id) AS contacts,
      (SELECT a.list FROM attribute_lists a WHERE (a.owner_id, a.link_id) = (s.id, s.id)) AS attributes
  ) details;

CREATE VIEW service_at_location_shapes AS
SELECT x.id, x.service_id, x.location_id, x.position, row_to_json(summary) AS summary, row_to_json(details) AS details
FROM service_at_locations x,
  LATERAL (SELECT x.id, x.service_id, x.location_id, x.description) summary,
  LATERAL (
    SELECT
      (SELECT c.list FROM contact_lists c WHERE c.owner_id = x.id) AS contacts,
      (SELECT p.list FROM phone_lists p WHERE (p.owner_id, p.parent_id) = (x.id, x.id)) AS phones,
      (SELECT s.list FROM schedule_lists s WHERE s.owner_id = x.id) AS schedules,
      (SELECT a.list FROM attribute_lists a WHERE (a.owner_id, a.link_id) = (x.id, x.id)) AS attributes
  ) details;
