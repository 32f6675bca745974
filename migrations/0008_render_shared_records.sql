-- Rendering of terms, taxonomies and organisations, which other records show too. Called by publish().

-- The members of a JSON object as text without its braces, nulls left out; null where none is left. Texts of this
-- kind are joined by commas into documents, so that a part is written once and used in several.
CREATE FUNCTION json_members(shape json) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN nullif(right(left(json_strip_nulls(shape)::text, -1), -1), '');

-- The entity tag of a document: half a SHA-256 in hexadecimal.
CREATE FUNCTION document_etag(document text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN left(encode(sha256(convert_to(document, 'UTF8')), 'hex'), 32);

-- The lexemes of a text with a weight. A tsvector may not pass 1 MB, and no reader searches for the hundred-thousandth
-- character of a description.
CREATE FUNCTION search_vector(words text, weight "char") RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN setweight(to_tsvector('local_offer'::regconfig, left(coalesce(words, ''), 100000)), weight);

CREATE FUNCTION render_taxonomy_terms(ids uuid[], rendered_at timestamptz) RETURNS void
LANGUAGE sql SET enable_seqscan = off AS $$
  DELETE FROM taxonomy_term_documents d
  WHERE d.id = ANY (ids) AND NOT EXISTS (SELECT FROM taxonomy_terms t WHERE t.id = d.id);

  INSERT INTO taxonomy_term_documents AS d
    (id, modified_at, etag, summary_document, full_document, search, taxonomy_id, parent_id)
  SELECT t.id, rendered_at, document_etag(r.document), r.document, r.document,
    search_vector(concat_ws(' ', t.name, t.code), 'A') || search_vector(t.description, 'C'), t.taxonomy_id, t.parent_id
  FROM taxonomy_term_shapes t, LATERAL (SELECT '{' || json_members(t.shape) || '}' AS document) r
  WHERE t.id = ANY (ids)
  ON CONFLICT (id) DO UPDATE SET
    modified_at = excluded.modified_at, etag = excluded.etag, summary_document = excluded.summary_document,
    full_document = excluded.full_document, search = excluded.search, taxonomy_id = excluded.taxonomy_id,
    parent_id = excluded.parent_id
  WHERE d.etag <> excluded.etag;
$$;

CREATE FUNCTION render_taxonomies(ids uuid[], rendered_at timestamptz) RETURNS void
LANGUAGE sql SET enable_seqscan = off AS $$
  DELETE FROM taxonomy_documents d
  WHERE d.id = ANY (ids) AND NOT EXISTS (SELECT FROM taxonomies t WHERE t.id = d.id);

  INSERT INTO taxonomy_documents AS d (id, modified_at, etag, summary_document, full_document, search)
  SELECT t.id, rendered_at, document_etag(r.full_document), r.summary_document, r.full_document,
    search_vector(t.name, 'A') || search_vector(t.description, 'C')
  FROM taxonomies t,
    LATERAL (SELECT t.id, t.name, t.description, t.uri, t.taxonomy_version AS version) summary,
    LATERAL (
      SELECT json_agg(s.shape ORDER BY s.name, s.id) AS taxonomy_terms
      FROM taxonomy_term_shapes s WHERE s.taxonomy_id = t.id
    ) details,
    LATERAL (
      SELECT json_members(row_to_json(summary)) AS summary, json_members(row_to_json(details)) AS details OFFSET 0
    ) m,
    LATERAL (
      SELECT '{' || m.summary || '}' AS summary_document,
        '{' || concat_ws(',', m.summary, m.details) || '}' AS full_document
    ) r
  WHERE t.id = ANY (ids)
  ON CONFLICT (id) DO UPDATE SET
    modified_at = excluded.modified_at, etag = excluded.etag, summary_document = excluded.summary_document,
    full_document = excluded.full_document, search = excluded.search
  WHERE d.etag <> excluded.etag;
$$;

CREATE FUNCTION render_organizations(ids uuid[], rendered_at timestamptz) RETURNS void
LANGUAGE sql SET enable_seqscan = off AS $$
  DELETE FROM organization_documents d
  WHERE d.id = ANY (ids) AND NOT EXISTS (SELECT FROM organizations o WHERE o.id = d.id);

  INSERT INTO organization_documents AS d
    (id, modified_at, etag, summary_document, nested_document, full_document, search)
  SELECT o.id, rendered_at, document_etag(r.full_document), r.summary_document, r.nested_document, r.full_document,
    search_vector(concat_ws(' ', o.name, o.alternate_name), 'A') || search_vector(o.description, 'C')
  FROM organizations o
    JOIN organization_shapes s ON s.id = o.id,
    LATERAL (
      SELECT json_agg(row_to_json(j) ORDER BY j.name, j.id) AS services
      FROM (SELECT x.id, x.name, x.status FROM services x WHERE x.organization_id = o.id) j
    ) listed,
    LATERAL (
      SELECT json_members(s.summary) AS summary, json_members(s.details) AS details,
        json_members(row_to_json(listed)) AS services
      OFFSET 0
    ) m,
    LATERAL (
      SELECT '{' || m.summary || '}' AS summary_document,
        '{' || concat_ws(',', m.summary, m.details) || '}' AS nested_document,
        '{' || concat_ws(',', m.summary, m.details, m.services) || '}' AS full_document
    ) r
  WHERE o.id = ANY (ids)
  ON CONFLICT (id) DO UPDATE SET
    modified_at = excluded.modified_at, etag = excluded.etag, summary_document = excluded.summary_document,
    nested_document = excluded.nested_document, full_document = excluded.full_document, search = excluded.search
  WHERE d.etag <> excluded.etag;
$$;
