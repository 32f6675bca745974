-- What belongs to one service, organisation, location or service at a location, and goes when its owner goes.
--
-- Suppliers repeat the ids of such parts from one owner to the next, so an id is unique within its owner only. The
-- owner stands in the column that ORUK names (service_id, location_id …: exactly one of them); owner_id repeats it,
-- so that one key and one join serve every kind of owner. `position` keeps the order in which the supplier listed them.

CREATE TABLE organization_identifiers (
  organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  id uuid NOT NULL,
  position integer NOT NULL DEFAULT 0,
  identifier_scheme filled_text,
  identifier_type text NOT NULL,
  identifier text NOT NULL,
  PRIMARY KEY (organization_id, id)
);
COMMENT ON TABLE organization_identifiers IS 'A number that another register gave an organisation.';

CREATE TABLE addresses (
  location_id uuid NOT NULL REFERENCES locations ON DELETE CASCADE,
  id uuid NOT NULL,
  position integer NOT NULL DEFAULT 0,
  attention filled_text,
  address_1 text NOT NULL,
  address_2 filled_text,
  city text NOT NULL,
  region filled_text,
  state_province text NOT NULL,
  postal_code text NOT NULL,
  country text NOT NULL,
  address_type text NOT NULL CHECK (address_type IN ('physical', 'postal', 'virtual')),
  PRIMARY KEY (location_id, id)
);
COMMENT ON TABLE addresses IS
  'An address of a location. ORUK requires the NOT NULL members: one that a supplier left out is an empty text.';

CREATE TABLE accessibility (
  location_id uuid NOT NULL REFERENCES locations ON DELETE CASCADE,
  id uuid NOT NULL,
  position integer NOT NULL DEFAULT 0,
  description filled_text,
  details filled_text,
  url filled_text,
  accessibility filled_text,
  PRIMARY KEY (location_id, id)
);
COMMENT ON TABLE accessibility IS 'What helps people with a disability to use a location.';

CREATE TABLE service_areas (
  service_id uuid NOT NULL REFERENCES services ON DELETE CASCADE,
  id uuid NOT NULL,
  position integer NOT NULL DEFAULT 0,
  name filled_text,
  description filled_text,
  extent filled_text,
  extent_type filled_text,
  uri filled_text,
  service_area filled_text,
  PRIMARY KEY (service_id, id)
);
COMMENT ON TABLE service_areas IS 'Where people must live to use a service.';

CREATE TABLE cost_options (
  service_id uuid NOT NULL REFERENCES services ON DELETE CASCADE,
  id uuid NOT NULL,
  position integer NOT NULL DEFAULT 0,
  valid_from date,
  valid_to date,
  option filled_text,
  currency filled_text,
  amount numeric,
  amount_description filled_text,
  PRIMARY KEY (service_id, id)
);
COMMENT ON TABLE cost_options IS 'What a service costs, for whom and when.';

CREATE TABLE funding (
  service_id uuid REFERENCES services ON DELETE CASCADE,
  organization_id uuid REFERENCES organizations ON DELETE CASCADE,
  owner_id uuid NOT NULL GENERATED ALWAYS AS (coalesce(service_id, organization_id)) STORED,
  id uuid NOT NULL,
  position integer NOT NULL DEFAULT 0,
  source filled_text,
  PRIMARY KEY (owner_id, id),
  CHECK (num_nonnulls(service_id, organization_id) = 1)
);
CREATE INDEX ON funding (service_id) WHERE service_id IS NOT NULL;
CREATE INDEX ON funding (organization_id) WHERE organization_id IS NOT NULL;
COMMENT ON TABLE funding IS 'Where the money for a service or an organisation comes from.';

CREATE TABLE schedules (
  service_id uuid REFERENCES services ON DELETE CASCADE,
  location_id uuid REFERENCES locations ON DELETE CASCADE,
  service_at_location_id uuid REFERENCES service_at_locations ON DELETE CASCADE,
  owner_id uuid NOT NULL GENERATED ALWAYS AS (coalesce(service_id, location_id, service_at_location_id)) STORED,
  id uuid NOT NULL,
  position integer NOT NULL DEFAULT 0,
  valid_from date,
  valid_to date,
  dtstart date,
  timezone numeric,
  until date,
  count numeric,
  wkst text CHECK (wkst IN ('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')),
  freq text CHECK (freq IN ('WEEKLY', 'MONTHLY')),
  interval numeric,
  byday filled_text,
  byweekno filled_text,
  bymonthday filled_text,
  byyearday filled_text,
  description filled_text,
  opens_at time,
  closes_at time,
  schedule_link filled_text,
  attending_type filled_text,
  notes filled_text,
  PRIMARY KEY (owner_id, id),
  CHECK (num_nonnulls(service_id, location_id, service_at_location_id) = 1)
);
CREATE INDEX ON schedules (service_id) WHERE service_id IS NOT NULL;
CREATE INDEX ON schedules (location_id) WHERE location_id IS NOT NULL;
CREATE INDEX ON schedules (service_at_location_id) WHERE service_at_location_id IS NOT NULL;
COMMENT ON TABLE schedules IS
  'When a service, a location or a service at a location is open: an RFC 5545 recurrence.';

CREATE TABLE contacts (
  service_id uuid REFERENCES services ON DELETE CASCADE,
  organization_id uuid REFERENCES organizations ON DELETE CASCADE,
  location_id uuid REFERENCES locations ON DELETE CASCADE,
  service_at_location_id uuid REFERENCES service_at_locations ON DELETE CASCADE,
  owner_id uuid NOT NULL GENERATED ALWAYS AS
    (coalesce(service_id, organization_id, location_id, service_at_location_id)) STORED,
  id uuid NOT NULL,
  position integer NOT NULL DEFAULT 0,
  name filled_text,
  title filled_text,
  department filled_text,
  email filled_text,
  PRIMARY KEY (owner_id, id),
  CHECK (num_nonnulls(service_id, organization_id, location_id, service_at_location_id) = 1)
);
CREATE INDEX ON contacts (service_id) WHERE service_id IS NOT NULL;
CREATE INDEX ON contacts (organization_id) WHERE organization_id IS NOT NULL;
CREATE INDEX ON contacts (location_id) WHERE location_id IS NOT NULL;
CREATE INDEX ON contacts (service_at_location_id) WHERE service_at_location_id IS NOT NULL;
COMMENT ON TABLE contacts IS
  'Whom to ask. Published as given: a supplier names staff here because it wants them found.';

CREATE TABLE phones (
  service_id uuid REFERENCES services ON DELETE CASCADE,
  organization_id uuid REFERENCES organizations ON DELETE CASCADE,
  location_id uuid REFERENCES locations ON DELETE CASCADE,
  service_at_location_id uuid REFERENCES service_at_locations ON DELETE CASCADE,
  owner_id uuid NOT NULL GENERATED ALWAYS AS
    (coalesce(service_id, organization_id, location_id, service_at_location_id)) STORED,
  contact_id uuid,
  parent_id uuid NOT NULL GENERATED ALWAYS AS
    (coalesce(contact_id, service_id, organization_id, location_id, service_at_location_id)) STORED,
  id uuid NOT NULL,
  position integer NOT NULL DEFAULT 0,
  number text NOT NULL,
  extension numeric,
  type filled_text,
  description filled_text,
  PRIMARY KEY (owner_id, parent_id, id),
  FOREIGN KEY (owner_id, contact_id) REFERENCES contacts (owner_id, id) ON DELETE CASCADE,
  CHECK (num_nonnulls(service_id, organization_id, location_id, service_at_location_id) = 1)
);
CREATE INDEX ON phones (service_id) WHERE service_id IS NOT NULL;
CREATE INDEX ON phones (organization_id) WHERE organization_id IS NOT NULL;
CREATE INDEX ON phones (location_id) WHERE location_id IS NOT NULL;
CREATE INDEX ON phones (service_at_location_id) WHERE service_at_location_id IS NOT NULL;
COMMENT ON TABLE phones IS
  'A telephone number of the owner, or of one of the owner''s contacts. A supplier may list the same one at both.';

CREATE TABLE languages (
  service_id uuid REFERENCES services ON DELETE CASCADE,
  organization_id uuid REFERENCES organizations ON DELETE CASCADE,
  location_id uuid REFERENCES locations ON DELETE CASCADE,
  service_at_location_id uuid REFERENCES service_at_locations ON DELETE CASCADE,
  owner_id uuid NOT NULL GENERATED ALWAYS AS
    (coalesce(service_id, organization_id, location_id, service_at_location_id)) STORED,
  phone_id uuid,
  parent_id uuid NOT NULL GENERATED ALWAYS AS
    (coalesce(phone_id, service_id, organization_id, location_id, service_at_location_id)) STORED,
  id uuid NOT NULL,
  position integer NOT NULL DEFAULT 0,
  name filled_text,
  code filled_text,
  note filled_text,
  PRIMARY KEY (owner_id, parent_id, id),
  CHECK (num_nonnulls(service_id, organization_id, location_id, service_at_location_id) = 1)
);
CREATE INDEX ON languages (service_id) WHERE service_id IS NOT NULL;
CREATE INDEX ON languages (organization_id) WHERE organization_id IS NOT NULL;
CREATE INDEX ON languages (location_id) WHERE location_id IS NOT NULL;
CREATE INDEX ON languages (service_at_location_id) WHERE service_at_location_id IS NOT NULL;
COMMENT ON TABLE languages IS 'A language spoken at a service or a location, or at one of the owner''s telephones.';

CREATE TABLE attributes (
  service_id uuid REFERENCES services ON DELETE CASCADE,
  organization_id uuid REFERENCES organizations ON DELETE CASCADE,
  location_id uuid REFERENCES locations ON DELETE CASCADE,
  service_at_location_id uuid REFERENCES service_at_locations ON DELETE CASCADE,
  owner_id uuid NOT NULL GENERATED ALWAYS AS
    (coalesce(service_id, organization_id, location_id, service_at_location_id)) STORED,
  link_id uuid NOT NULL,
  id uuid NOT NULL,
  position integer NOT NULL DEFAULT 0,
  taxonomy_term_id uuid,
  link_type filled_text,
  link_entity filled_text,
  label filled_text,
  value filled_text,
  PRIMARY KEY (owner_id, link_id, id),
  CHECK (num_nonnulls(service_id, organization_id, location_id, service_at_location_id) = 1)
);
CREATE INDEX ON attributes (taxonomy_term_id);
CREATE INDEX ON attributes (service_id) WHERE service_id IS NOT NULL;
CREATE INDEX ON attributes (organization_id) WHERE organization_id IS NOT NULL;
CREATE INDEX ON attributes (location_id) WHERE location_id IS NOT NULL;
CREATE INDEX ON attributes (service_at_location_id) WHERE service_at_location_id IS NOT NULL;
COMMENT ON TABLE attributes IS
  'That a term describes something: the owner itself (link_id = owner_id) or a part of it (link_id is the part''s id).';
