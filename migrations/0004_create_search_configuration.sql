-- The words of a search: English stems, with accents taken off. A configuration is fixed text for to_tsvector, where
-- calling unaccent() would not be, and it survives a dump.

CREATE TEXT SEARCH CONFIGURATION local_offer (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION local_offer
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
