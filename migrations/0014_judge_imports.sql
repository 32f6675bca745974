-- What an import finds in the staged file: what becomes of each record, and what there is to write.

-- What becomes of each record, as far as it can be told from its id and its hash.
CREATE FUNCTION import_judge(p_source text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- An organisation comes as a record and inside services; its hash is of one make, so that the two can be compared.
  UPDATE import_staging SET content_hash = sha256(convert_to((document - 'external_ids')::text, 'UTF8'))
  WHERE kind = 'organization';
  ANALYZE import_staging;

  INSERT INTO import_outcomes (ordinal, outcome, pointer, reason)
  SELECT s.ordinal, j.outcome, CASE j.outcome WHEN 'rejected' THEN '/id' END,
    CASE
      WHEN j.outcome <> 'rejected' THEN NULL
      WHEN s.final_ordinal <> s.ordinal THEN 'the same id comes again later in this file, and the last one counts'
      ELSE format('this id belongs to another source, "%s"', h.source)
    END
  FROM (
      SELECT t.ordinal, t.kind, t.id, t.content_hash,
        last_value(t.ordinal) OVER same AS final_ordinal, last_value(t.content_hash) OVER same AS final_hash
      FROM import_staging t
      WINDOW same AS (
        PARTITION BY t.kind, t.id ORDER BY t.ordinal ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
    ) s
    LEFT JOIN LATERAL (
      SELECT x.source FROM services x WHERE s.kind = 'service' AND x.id = s.id
      UNION ALL SELECT x.source FROM organizations x WHERE s.kind = 'organization' AND x.id = s.id
      UNION ALL SELECT x.source FROM taxonomies x WHERE s.kind = 'taxonomy' AND x.id = s.id
    ) h ON true
    LEFT JOIN import_records r ON (r.source, r.kind, r.id) = (p_source, s.kind, s.id),
    LATERAL (
      SELECT CASE
        WHEN s.final_ordinal <> s.ordinal AND s.final_hash = s.content_hash THEN 'unchanged'
        WHEN s.final_ordinal <> s.ordinal OR h.source <> p_source THEN 'rejected'
        WHEN h.source IS NOT NULL AND r.content_hash = s.content_hash THEN 'unchanged'
        ELSE 'accepted'
      END AS outcome
    ) j;
END
$$;

-- Gathers the accepted services and their services at locations. A service at a location belongs to one service: a
-- record that claims one of another service is rejected, unless that service gives it up in the same file.
CREATE FUNCTION import_gather_services() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO import_owners (kind, ordinal, id, service_id, refers_to, content_hash, element)
  SELECT s.kind, s.ordinal, s.id, s.id,
    coalesce(s.document #>> '{organization,id}', s.document ->> 'organization_id')::uuid,
    s.content_hash, s.document - ARRAY['organization', 'service_at_locations', 'external_ids']
  FROM import_staging s JOIN import_outcomes o USING (ordinal)
  WHERE s.kind = 'service' AND o.outcome = 'accepted';

  INSERT INTO import_owners
    (kind, ordinal, id, service_id, service_at_location_id, refers_to, position, content_hash, element)
  SELECT 'service_at_location', s.ordinal, x.id, s.id, x.id,
    coalesce(x.element #>> '{location,id}', x.element ->> 'location_id')::uuid,
    x.place, s.content_hash, x.element - 'location'
  FROM import_staging s
    JOIN import_outcomes o USING (ordinal), import_list(s.document -> 'service_at_locations') x
  WHERE s.kind = 'service' AND o.outcome = 'accepted';

  -- Rejecting one record may take a claim away that another relied on, hence until nothing is rejected any more.
  LOOP
    WITH claim AS (
      SELECT c.ordinal, c.position, c.service_id, x.service_id AS holder,
        first_value(c.service_id) OVER (
          PARTITION BY c.id ORDER BY (x.service_id = c.service_id) IS TRUE DESC, c.ordinal) AS winner
      FROM import_owners c LEFT JOIN service_at_locations x ON x.id = c.id
      WHERE c.kind = 'service_at_location'
    )
    UPDATE import_outcomes o SET outcome = 'rejected',
      pointer = format('/service_at_locations/%s/id', lost.position),
      reason = 'this service at a location belongs to another service'
    FROM (
      SELECT c.ordinal, min(c.position) AS position
      FROM claim c
      WHERE c.winner <> c.service_id
        OR c.holder <> c.service_id
          AND NOT EXISTS (SELECT FROM import_owners h WHERE h.kind = 'service' AND h.id = c.holder)
      GROUP BY c.ordinal
    ) lost
    WHERE o.ordinal = lost.ordinal;
    EXIT WHEN NOT FOUND;
    DELETE FROM import_owners w USING import_outcomes o WHERE o.ordinal = w.ordinal AND o.outcome = 'rejected';
  END LOOP;
END
$$;

-- Gathers the organisations and locations of accepted records: of several copies in a file the last one counts (an
-- organisation's own record before a copy inside a service), and only where it differs from what was last imported.
-- What another source owns is shown with these services, but not changed.
CREATE FUNCTION import_gather_shared(p_source text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO import_owners (kind, ordinal, id, organization_id, content_hash, element)
  SELECT 'organization', c.ordinal, c.id, c.id, c.content_hash, c.element
  FROM (
      SELECT DISTINCT ON (e.id) s.ordinal, e.id, e.element, sha256(convert_to(e.element::text, 'UTF8')) AS content_hash
      FROM import_staging s
        JOIN import_outcomes o USING (ordinal),
        LATERAL (SELECT CASE s.kind WHEN 'service' THEN s.document -> 'organization' ELSE s.document END AS element) d,
        LATERAL (SELECT (d.element ->> 'id')::uuid AS id, d.element - 'external_ids' AS element) e
      WHERE o.outcome = 'accepted' AND s.kind <> 'taxonomy' AND d.element ? 'name'
      ORDER BY e.id, s.kind = 'organization' DESC, s.ordinal DESC
    ) c
    LEFT JOIN organizations h ON h.id = c.id
    LEFT JOIN import_records r ON (r.source, r.kind, r.id) = (p_source, 'organization', c.id)
  WHERE h.id IS NULL OR h.source = p_source AND r.content_hash IS DISTINCT FROM c.content_hash;

  INSERT INTO import_owners (kind, ordinal, id, location_id, content_hash, element)
  SELECT 'location', c.ordinal, c.id, c.id, c.content_hash, c.element
  FROM (
      SELECT DISTINCT ON (e.id) s.ordinal, e.id, e.element, sha256(convert_to(e.element::text, 'UTF8')) AS content_hash
      FROM import_staging s
        JOIN import_outcomes o USING (ordinal),
        jsonb_array_elements(s.document -> 'service_at_locations') WITH ORDINALITY AS x (place, n),
        LATERAL (SELECT (x.place #>> '{location,id}')::uuid AS id, x.place -> 'location' AS element) e
      WHERE o.outcome = 'accepted' AND s.kind = 'service' AND e.element ? 'location_type'
      ORDER BY e.id, s.ordinal DESC, x.n DESC
    ) c
    LEFT JOIN locations h ON h.id = c.id
    LEFT JOIN import_records r ON (r.source, r.kind, r.id) = (p_source, 'location', c.id)
  WHERE h.id IS NULL OR h.source = p_source AND r.content_hash IS DISTINCT FROM c.content_hash;

  CREATE INDEX ON import_owners (kind, id);
  ANALYZE import_owners;
END
$$;
