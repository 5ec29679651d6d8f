-- +goose Up
-- posts that wait to be let through. They are in no other table until then, so no list, search, feed, count or
-- socket can show them by mistake.
CREATE TABLE held_posts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id  INTEGER NOT NULL CONSTRAINT held_posts_member_fk REFERENCES members (id) ON DELETE CASCADE,
    thread_id  INTEGER CONSTRAINT held_posts_thread_fk REFERENCES threads (id) ON DELETE CASCADE,
    topic_id   INTEGER CONSTRAINT held_posts_topic_fk REFERENCES topics (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL DEFAULT '',
    title      TEXT NOT NULL DEFAULT '',
    tags       TEXT NOT NULL DEFAULT '',
    body       TEXT NOT NULL,
    reply_to   INTEGER,
    stance     TEXT NOT NULL DEFAULT '',
    reasons    TEXT NOT NULL,
    score      INTEGER NOT NULL DEFAULT 0,
    state      TEXT NOT NULL DEFAULT 'held',
    words      TEXT NOT NULL DEFAULT '',
    changed    TEXT NOT NULL DEFAULT '',
    post_id    INTEGER CONSTRAINT held_posts_post_fk REFERENCES posts (id) ON DELETE SET NULL,
    version    INTEGER NOT NULL DEFAULT 1,
    created_at TIMESTAMP NOT NULL,
    decided_at TIMESTAMP,
    CONSTRAINT held_posts_state_known CHECK (state IN ('held', 'approved', 'returned', 'removed', 'withdrawn')),
    CONSTRAINT held_posts_somewhere CHECK ((thread_id IS NULL) <> (topic_id IS NULL)),
    CONSTRAINT held_posts_reasoned CHECK (length(reasons) > 0)
);
CREATE INDEX held_posts_member_idx ON held_posts (member_id, id);
CREATE INDEX held_posts_thread_idx ON held_posts (thread_id, member_id) WHERE state IN ('held', 'returned');

ALTER TABLE cases ADD COLUMN held_id INTEGER CONSTRAINT cases_held_fk REFERENCES held_posts (id) ON DELETE SET NULL;
CREATE UNIQUE INDEX cases_held_key ON cases (held_id) WHERE closed_at IS NULL AND held_id IS NOT NULL;
ALTER TABLE moderation_notices ADD COLUMN held_id INTEGER CONSTRAINT moderation_notices_held_fk REFERENCES held_posts (id) ON DELETE CASCADE;
ALTER TABLE topics ADD COLUMN hold_first BOOLEAN NOT NULL DEFAULT FALSE;

-- +goose Down
ALTER TABLE topics DROP COLUMN hold_first;
ALTER TABLE moderation_notices DROP COLUMN held_id;
DROP INDEX cases_held_key;
ALTER TABLE cases DROP COLUMN held_id;
DROP TABLE held_posts;
