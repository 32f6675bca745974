-- Published documents: the JSON of each record, rendered once when the record changes and read as bytes.
--
-- A document holds bytes, a listing what lists filter and order by. They are two tables, because a list or a count
-- walks many narrow rows and then fetches a page of wide ones.

--
-- How the bytes lie was measured (5 KB documents of text that compresses badly; CPU of the backend for one read by id,
-- less the loop that measured): in the row as they are, 5 µs; out of line as they are, 12; compressed by lz4, 16; by
-- pglz, 19. So a row of up to a page keeps its text in line and nothing is compressed; what is longer goes out of line
-- as it is. It costs disk (a page for each document) and saves the writer the compression too (200 µs a document).

CREATE TABLE service_documents (
  id uuid PRIMARY KEY,
  modified_at timestamptz NOT NULL,
  etag text NOT NULL,
  summary_document text NOT NULL,
  full_document text NOT NULL
);
ALTER TABLE service_documents
  ALTER summary_document SET STORAGE EXTERNAL,
  ALTER full_document SET STORAGE EXTERNAL,
  SET (toast_tuple_target = 8160);
COMMENT ON TABLE service_documents IS 'The JSON of each service: full, and as lists show it.';

CREATE TABLE service_at_location_documents (LIKE service_documents INCLUDING ALL) WITH (toast_tuple_target = 8160);
COMMENT ON TABLE service_at_location_documents IS 'The JSON of each service at a location: full, and as lists show it.';

CREATE TABLE organization_documents (
  LIKE service_documents INCLUDING ALL,
  nested_document text NOT NULL,
  search tsvector NOT NULL
) WITH (toast_tuple_target = 8160);
ALTER TABLE organization_documents ALTER nested_document SET STORAGE EXTERNAL;
CREATE INDEX ON organization_documents USING gin (search);
COMMENT ON TABLE organization_documents IS 'The JSON of each organisation: full, and as lists show it.';
COMMENT ON COLUMN organization_documents.nested_document IS
  'As a full service shows it: everything but the list of its services.';

CREATE TABLE taxonomy_documents (LIKE service_documents INCLUDING ALL, search tsvector NOT NULL)
  WITH (toast_tuple_target = 8160);
CREATE INDEX ON taxonomy_documents USING gin (search);
COMMENT ON TABLE taxonomy_documents IS 'The JSON of each taxonomy: with its terms, and as lists show it.';

CREATE TABLE taxonomy_term_documents (
  LIKE service_documents INCLUDING ALL,
  search tsvector NOT NULL,
  taxonomy_id uuid,
  parent_id uuid
) WITH (toast_tuple_target = 8160);
CREATE INDEX ON taxonomy_term_documents USING gin (search);
CREATE INDEX ON taxonomy_term_documents (taxonomy_id, id);
CREATE INDEX ON taxonomy_term_documents (parent_id, id);
COMMENT ON TABLE taxonomy_term_documents IS 'The JSON of each taxonomy term.';

CREATE TABLE service_listings (
  id uuid NOT NULL,
  modified_at timestamptz NOT NULL,
  organization_id uuid,
  minimum_age numeric,
  maximum_age numeric,
  term_ids uuid[] NOT NULL,
  taxonomy_ids uuid[] NOT NULL,
  search tsvector NOT NULL,
  -- A walk in the order of ids, and the minimal list, read the index alone.
  PRIMARY KEY (id) INCLUDE (modified_at)
);
-- Ranking and walking read many of them: decompressing each would be most of the work.
ALTER TABLE service_listings ALTER search SET STORAGE EXTERNAL;
CREATE INDEX ON service_listings (modified_at, id);
CREATE INDEX ON service_listings (organization_id, id);
CREATE INDEX ON service_listings (minimum_age);
CREATE INDEX ON service_listings (maximum_age);
CREATE INDEX ON service_listings USING gin (term_ids);
CREATE INDEX ON service_listings USING gin (taxonomy_ids);
CREATE INDEX ON service_listings USING gin (search);
COMMENT ON TABLE service_listings IS 'What lists of services filter, search and order by.';
COMMENT ON COLUMN service_listings.modified_at IS
  'When the bytes of the full document last changed, whatever changed them: what modified_after compares.';

CREATE TABLE service_at_location_listings (
  id uuid NOT NULL,
  modified_at timestamptz NOT NULL,
  service_id uuid NOT NULL,
  point point,
  PRIMARY KEY (id) INCLUDE (modified_at, service_id)
);
CREATE INDEX ON service_at_location_listings (modified_at, id);
CREATE INDEX ON service_at_location_listings (service_id, id);
CREATE INDEX ON service_at_location_listings USING gist (point);
COMMENT ON TABLE service_at_location_listings IS
  'What lists of services at locations order by: the place. They filter by the listing of the service.';

CREATE TABLE service_openings (
  service_id uuid NOT NULL,
  service_at_location_id uuid,
  day smallint CHECK (day BETWEEN 1 AND 7),
  opens_at time,
  closes_at time
);
CREATE INDEX ON service_openings (service_id, day, opens_at, closes_at);
CREATE INDEX ON service_openings (day, opens_at, closes_at, service_id);
COMMENT ON TABLE service_openings IS
  'The weekdays (1 is Monday) and times of a service''s schedules, for the day and time filters.';
COMMENT ON COLUMN service_openings.service_at_location_id IS
  'Where the schedule is that of one location; absent for a schedule of the service itself.';

CREATE TABLE feed_state (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  version bigint NOT NULL DEFAULT 0,
  services bigint NOT NULL DEFAULT 0,
  service_at_locations bigint NOT NULL DEFAULT 0,
  organizations bigint NOT NULL DEFAULT 0,
  taxonomies bigint NOT NULL DEFAULT 0,
  taxonomy_terms bigint NOT NULL DEFAULT 0
);
INSERT INTO feed_state DEFAULT VALUES;
COMMENT ON TABLE feed_state IS
  'One row: the version of the whole feed, and how many documents of each kind it holds (exact: see publish()).';

GRANT SELECT ON
  service_documents, service_at_location_documents, organization_documents, taxonomy_documents,
  taxonomy_term_documents, service_listings, service_at_location_listings, service_openings, feed_state
TO send_app;
