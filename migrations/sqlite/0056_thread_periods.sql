-- +goose Up
-- How many threads each list has in each thirty days since 1970: where a page begins is found by adding these up, and few
-- threads are left to skip. Kept by the database itself, since many verbs change what lists go by.
CREATE TABLE thread_periods (
    topic_id  INTEGER NOT NULL CONSTRAINT thread_periods_topic_fk REFERENCES topics (id) ON DELETE CASCADE,
    kind      TEXT NOT NULL,
    period    INTEGER NOT NULL,
    active    INTEGER NOT NULL DEFAULT 0, -- threads with their last activity in it
    published INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT thread_periods_pk PRIMARY KEY (topic_id, kind, period)
) WITHOUT ROWID;

INSERT INTO thread_periods (topic_id, kind, period, active, published)
SELECT c.topic_id, c.kind, c.period, SUM(c.active), SUM(c.published)
FROM (
    SELECT topic_id, kind, last_activity_at / 2592000000000 AS period, 1 AS active, 0 AS published
    FROM threads
    WHERE status = 'published'
    UNION ALL
    SELECT topic_id, kind, COALESCE(published_at, last_activity_at) / 2592000000000, 0, 1
    FROM threads
    WHERE status = 'published') c
GROUP BY c.topic_id, c.kind, c.period;

-- +goose StatementBegin
CREATE TRIGGER thread_periods_insert AFTER INSERT ON threads WHEN new.status = 'published' BEGIN
    INSERT INTO thread_periods (topic_id, kind, period, active)
    VALUES (new.topic_id, new.kind, new.last_activity_at / 2592000000000, 1)
    ON CONFLICT (topic_id, kind, period) DO UPDATE SET active = active + 1;
    INSERT INTO thread_periods (topic_id, kind, period, published)
    VALUES (new.topic_id, new.kind, COALESCE(new.published_at, new.last_activity_at) / 2592000000000, 1)
    ON CONFLICT (topic_id, kind, period) DO UPDATE SET published = published + 1;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER thread_periods_delete AFTER DELETE ON threads WHEN old.status = 'published' BEGIN
    UPDATE thread_periods SET active = active - 1
    WHERE topic_id = old.topic_id AND kind = old.kind AND period = old.last_activity_at / 2592000000000;
    UPDATE thread_periods SET published = published - 1
    WHERE topic_id = old.topic_id AND kind = old.kind AND period = COALESCE(old.published_at, old.last_activity_at) / 2592000000000;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER thread_periods_update AFTER UPDATE OF topic_id, kind, status, last_activity_at, published_at ON threads
WHEN (old.status = 'published' OR new.status = 'published') AND (old.topic_id <> new.topic_id OR old.kind <> new.kind OR old.status <> new.status
    OR old.last_activity_at / 2592000000000 <> new.last_activity_at / 2592000000000
    OR COALESCE(old.published_at, old.last_activity_at) / 2592000000000 <> COALESCE(new.published_at, new.last_activity_at) / 2592000000000)
BEGIN
    UPDATE thread_periods SET active = active - 1
    WHERE old.status = 'published' AND topic_id = old.topic_id AND kind = old.kind AND period = old.last_activity_at / 2592000000000;
    UPDATE thread_periods SET published = published - 1
    WHERE old.status = 'published' AND topic_id = old.topic_id AND kind = old.kind
        AND period = COALESCE(old.published_at, old.last_activity_at) / 2592000000000;
    INSERT INTO thread_periods (topic_id, kind, period, active)
    SELECT new.topic_id, new.kind, new.last_activity_at / 2592000000000, 1 WHERE new.status = 'published'
    ON CONFLICT (topic_id, kind, period) DO UPDATE SET active = active + 1;
    INSERT INTO thread_periods (topic_id, kind, period, published)
    SELECT new.topic_id, new.kind, COALESCE(new.published_at, new.last_activity_at) / 2592000000000, 1 WHERE new.status = 'published'
    ON CONFLICT (topic_id, kind, period) DO UPDATE SET published = published + 1;
END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER thread_periods_update;
DROP TRIGGER thread_periods_delete;
DROP TRIGGER thread_periods_insert;
DROP TABLE thread_periods;
