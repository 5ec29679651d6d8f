-- +goose Up
-- How many threads each list has in each thirty days since 1970: where a page begins is found by adding these up, and few
-- threads are left to skip. Kept by the database itself, since many verbs change what lists go by; at the end of their
-- transactions, so that nobody waits for these rows while holding them.
CREATE TABLE thread_periods (
    topic_id  BIGINT NOT NULL CONSTRAINT thread_periods_topic_fk REFERENCES topics (id) ON DELETE CASCADE,
    kind      TEXT NOT NULL,
    period    BIGINT NOT NULL,
    active    BIGINT NOT NULL DEFAULT 0, -- threads with their last activity in it
    published BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT thread_periods_pk PRIMARY KEY (topic_id, kind, period)
);

-- +goose StatementBegin
CREATE FUNCTION count_thread_periods() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.status = 'published' THEN
        UPDATE thread_periods SET active = active - 1
        WHERE topic_id = OLD.topic_id AND kind = OLD.kind AND period = floor(extract(epoch FROM OLD.last_activity_at) / 2592000)::BIGINT;
        UPDATE thread_periods SET published = published - 1
        WHERE topic_id = OLD.topic_id AND kind = OLD.kind
            AND period = floor(extract(epoch FROM COALESCE(OLD.published_at, OLD.last_activity_at)) / 2592000)::BIGINT;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.status = 'published' THEN
        INSERT INTO thread_periods (topic_id, kind, period, active)
        VALUES (NEW.topic_id, NEW.kind, floor(extract(epoch FROM NEW.last_activity_at) / 2592000)::BIGINT, 1)
        ON CONFLICT (topic_id, kind, period) DO UPDATE SET active = thread_periods.active + 1;
        INSERT INTO thread_periods (topic_id, kind, period, published)
        VALUES (NEW.topic_id, NEW.kind, floor(extract(epoch FROM COALESCE(NEW.published_at, NEW.last_activity_at)) / 2592000)::BIGINT, 1)
        ON CONFLICT (topic_id, kind, period) DO UPDATE SET published = thread_periods.published + 1;
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd

CREATE CONSTRAINT TRIGGER thread_periods_insert AFTER INSERT ON threads
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (NEW.status = 'published')
EXECUTE FUNCTION count_thread_periods();

CREATE CONSTRAINT TRIGGER thread_periods_delete AFTER DELETE ON threads
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (OLD.status = 'published')
EXECUTE FUNCTION count_thread_periods();

CREATE CONSTRAINT TRIGGER thread_periods_update AFTER UPDATE OF topic_id, kind, status, last_activity_at, published_at ON threads
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN ((OLD.status = 'published' OR NEW.status = 'published') AND (OLD.topic_id <> NEW.topic_id OR OLD.kind <> NEW.kind OR OLD.status <> NEW.status
    OR floor(extract(epoch FROM OLD.last_activity_at) / 2592000) <> floor(extract(epoch FROM NEW.last_activity_at) / 2592000)
    OR floor(extract(epoch FROM COALESCE(OLD.published_at, OLD.last_activity_at)) / 2592000)
        <> floor(extract(epoch FROM COALESCE(NEW.published_at, NEW.last_activity_at)) / 2592000)))
EXECUTE FUNCTION count_thread_periods();

INSERT INTO thread_periods (topic_id, kind, period, active, published)
SELECT c.topic_id, c.kind, c.period, SUM(c.active), SUM(c.published)
FROM (
    SELECT topic_id, kind, floor(extract(epoch FROM last_activity_at) / 2592000)::BIGINT AS period, 1 AS active, 0 AS published
    FROM threads
    WHERE status = 'published'
    UNION ALL
    SELECT topic_id, kind, floor(extract(epoch FROM COALESCE(published_at, last_activity_at)) / 2592000)::BIGINT, 0, 1
    FROM threads
    WHERE status = 'published') c
GROUP BY c.topic_id, c.kind, c.period;

-- +goose Down
DROP TRIGGER thread_periods_update ON threads;
DROP TRIGGER thread_periods_delete ON threads;
DROP TRIGGER thread_periods_insert ON threads;
DROP FUNCTION count_thread_periods();
DROP TABLE thread_periods;
