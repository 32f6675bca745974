-- Tells whoever listens that the feed has changed: its new version on the channel send_feed. A publication bumps the
-- version once, as its last statement, and publications are few, so the lock that NOTIFY takes at commit hurts nobody.

CREATE FUNCTION announce_publication() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('send_feed', NEW.version::text);
  RETURN NULL;
END
$$;

CREATE TRIGGER announce AFTER UPDATE OF version ON feed_state
FOR EACH ROW WHEN (OLD.version IS DISTINCT FROM NEW.version) EXECUTE FUNCTION announce_publication();
