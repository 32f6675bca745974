-- The six kinds of Local Offer record that have an identity of their own: Open Referral UK v3.0, with the members of
-- HSDS 3.0 that families need. What belongs to exactly one of them is in the next migration.
--
-- Ownership has a foreign key: a service at a location goes with its service. A *reference* has none: real feeds name
-- organisations, locations and terms that they do not contain, in any order, and what a council told us is kept as it
-- was told. Such a column is indexed, and the reference works from the moment its target arrives.

-- Text that is absent or says something. An empty member would be published as one.
CREATE DOMAIN filled_text AS text CHECK (VALUE <> '');

CREATE TABLE taxonomies (
  id uuid PRIMARY KEY,
  source text NOT NULL CHECK (source <> ''),
  version bigint NOT NULL DEFAULT 1,
  modified_at timestamptz NOT NULL,
  name text NOT NULL,
  description text NOT NULL,
  uri filled_text,
  taxonomy_version filled_text
);
COMMENT ON TABLE taxonomies IS
  'A controlled vocabulary. ORUK''s own member `version` is kept in taxonomy_version: version counts our changes.';

CREATE TABLE taxonomy_terms (
  id uuid PRIMARY KEY,
  source text NOT NULL CHECK (source <> ''),
  version bigint NOT NULL DEFAULT 1,
  modified_at timestamptz NOT NULL,
  taxonomy_id uuid,
  parent_id uuid,
  code filled_text,
  name text NOT NULL,
  description text NOT NULL,
  taxonomy filled_text,
  language filled_text,
  term_uri filled_text,
  term filled_text
);
CREATE INDEX ON taxonomy_terms (taxonomy_id);
COMMENT ON TABLE taxonomy_terms IS
  'A term of a vocabulary. taxonomy_id and parent_id are references: either may point outside the feed.';

CREATE TABLE organizations (
  id uuid PRIMARY KEY,
  source text NOT NULL CHECK (source <> ''),
  version bigint NOT NULL DEFAULT 1,
  modified_at timestamptz NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  alternate_name filled_text,
  description text NOT NULL,
  email filled_text,
  website filled_text,
  year_incorporated numeric,
  legal_status filled_text,
  logo filled_text,
  uri filled_text,
  parent_organization_id uuid
);
COMMENT ON TABLE organizations IS
  'Who provides services. parent_organization_id is a reference: it may point outside the feed.';

CREATE TABLE locations (
  id uuid PRIMARY KEY,
  source text NOT NULL CHECK (source <> ''),
  version bigint NOT NULL DEFAULT 1,
  modified_at timestamptz NOT NULL,
  organization_id uuid,
  location_type text NOT NULL CHECK (location_type IN ('physical', 'postal', 'virtual')),
  name filled_text,
  alternate_name filled_text,
  description filled_text,
  transportation filled_text,
  url filled_text,
  latitude double precision,
  longitude double precision,
  external_identifier filled_text,
  external_identifier_type filled_text,
  point point
);
COMMENT ON TABLE locations IS 'A place, a postal address or a meeting place online.';
COMMENT ON COLUMN locations.point IS
  'Easting and northing on the National Grid in metres: from latitude and longitude, or else from the postcode.';

CREATE TABLE services (
  id uuid PRIMARY KEY,
  source text NOT NULL CHECK (source <> ''),
  version bigint NOT NULL DEFAULT 1,
  modified_at timestamptz NOT NULL,
  organization_id uuid,
  name text NOT NULL CHECK (name <> ''),
  alternate_name filled_text,
  description filled_text,
  url filled_text,
  email filled_text,
  status text NOT NULL CHECK (status IN ('active', 'inactive', 'defunct', 'temporarily closed')),
  interpretation_services filled_text,
  application_process filled_text,
  fees_description filled_text,
  wait_time filled_text,
  fees filled_text,
  accreditations filled_text,
  eligibility_description filled_text,
  minimum_age numeric CHECK (minimum_age >= 0),
  maximum_age numeric CHECK (maximum_age >= 0),
  assured_date date,
  assurer_email filled_text,
  licenses filled_text,
  alert filled_text,
  last_modified timestamptz
);
CREATE INDEX ON services (organization_id);
COMMENT ON TABLE services IS 'What is offered. organization_id is a reference: the feed may not hold the organisation.';
COMMENT ON COLUMN services.last_modified IS
  'What the supplier said; where it said nothing, modified_at is published in its place.';

CREATE TABLE service_at_locations (
  id uuid PRIMARY KEY,
  source text NOT NULL CHECK (source <> ''),
  version bigint NOT NULL DEFAULT 1,
  modified_at timestamptz NOT NULL,
  service_id uuid NOT NULL REFERENCES services ON DELETE CASCADE,
  location_id uuid,
  position integer NOT NULL DEFAULT 0,
  description filled_text
);
CREATE INDEX ON service_at_locations (service_id);
CREATE INDEX ON service_at_locations (location_id);
COMMENT ON TABLE service_at_locations IS
  'That a service is given at a location. location_id is a reference: the feed may not hold the location.';

CREATE TABLE external_ids (
  source text NOT NULL,
  kind text NOT NULL,
  original_id text NOT NULL,
  id uuid NOT NULL,
  PRIMARY KEY (source, kind, original_id)
);
CREATE INDEX ON external_ids (id);
COMMENT ON TABLE external_ids IS
  'The id that a supplier uses where it is not a UUID, and the UUID (version 5) that stands for it here.';
