-- Replies to writes, kept so that a repeated Idempotency-Key is answered with the first reply and not done twice.
-- Written in the transaction of the write: a write that failed leaves nothing here, and its retry runs.

CREATE TABLE idempotency_keys (
  client text NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  fingerprint bytea NOT NULL,
  status smallint NOT NULL CHECK (status BETWEEN 200 AND 299),
  headers jsonb NOT NULL DEFAULT '{}',
  body bytea NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (client, key)
);
CREATE INDEX ON idempotency_keys (created_at);
COMMENT ON TABLE idempotency_keys IS 'The committed reply to each idempotent write, for 24 hours.';
COMMENT ON COLUMN idempotency_keys.fingerprint IS
  'A hash of method, path and body: the same key with another is refused.';

GRANT SELECT, INSERT, DELETE ON idempotency_keys TO send_app;
