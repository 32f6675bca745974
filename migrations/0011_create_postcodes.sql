-- Postcodes, so that "near DY1 1HF" is a place.

CREATE TABLE postcodes (
  postcode text PRIMARY KEY,
  easting integer NOT NULL,
  northing integer NOT NULL,
  latitude double precision NOT NULL,
  longitude double precision NOT NULL
);
COMMENT ON TABLE postcodes IS
  'Postcodes as people write them ("DY1 1HF"), at the National Grid metre and in WGS84 degrees.';

GRANT SELECT ON postcodes TO send_app;
