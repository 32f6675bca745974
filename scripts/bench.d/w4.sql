SELECT f.version, f.services AS total, p.id, p.document
FROM send.feed_state f LEFT JOIN LATERAL (
  SELECT k.id, k.n, d.summary_document AS document
  FROM (
    SELECT i.id, row_number() OVER () AS n FROM (
      SELECT l.id FROM send.service_listings l ORDER BY l.id LIMIT 50 OFFSET :offset
    ) i
  ) k JOIN send.service_documents d ON d.id = k.id
) p ON true ORDER BY p.n;
