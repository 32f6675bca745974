SELECT f.version, p.id, p.document, (
  SELECT count(*) FROM send.service_listings l WHERE l.search @@ websearch_to_tsquery('send.local_offer', :words)
) AS total
FROM send.feed_state f LEFT JOIN LATERAL (
  SELECT k.id, k.n, d.summary_document AS document
  FROM (
    SELECT i.id, row_number() OVER () AS n FROM (
      SELECT l.id FROM send.service_listings l
      WHERE l.search @@ websearch_to_tsquery('send.local_offer', :words)
      ORDER BY l.id LIMIT 50
    ) i
  ) k JOIN send.service_documents d ON d.id = k.id
) p ON true ORDER BY p.n;
