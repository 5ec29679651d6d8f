-- +goose Up
-- Whom a member does not want to read, and of what they do not want to be told. Nobody else ever hears of it.
CREATE TABLE blocks (
    member_id  INTEGER NOT NULL CONSTRAINT blocks_member_fk REFERENCES members (id) ON DELETE CASCADE,
    blocked_id INTEGER NOT NULL CONSTRAINT blocks_blocked_fk REFERENCES members (id) ON DELETE CASCADE,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, blocked_id),
    CONSTRAINT blocks_not_oneself CHECK (member_id <> blocked_id)
);
CREATE INDEX blocks_blocked_idx ON blocks (blocked_id, member_id);

-- a mute is about a person, a topic or a thread
CREATE TABLE mutes (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id  INTEGER NOT NULL CONSTRAINT mutes_member_fk REFERENCES members (id) ON DELETE CASCADE,
    person_id  INTEGER CONSTRAINT mutes_person_fk REFERENCES members (id) ON DELETE CASCADE,
    topic_id   INTEGER CONSTRAINT mutes_topic_fk REFERENCES topics (id) ON DELETE CASCADE,
    thread_id  INTEGER CONSTRAINT mutes_thread_fk REFERENCES threads (id) ON DELETE CASCADE,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT mutes_about_one CHECK (
        (CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN topic_id IS NULL THEN 0 ELSE 1 END)
        + (CASE WHEN thread_id IS NULL THEN 0 ELSE 1 END) = 1),
    CONSTRAINT mutes_not_oneself CHECK (person_id IS NULL OR person_id <> member_id)
);
CREATE UNIQUE INDEX mutes_person_key ON mutes (member_id, person_id);
CREATE UNIQUE INDEX mutes_topic_key ON mutes (member_id, topic_id);
CREATE UNIQUE INDEX mutes_thread_key ON mutes (member_id, thread_id);
CREATE INDEX mutes_person_idx ON mutes (person_id);
CREATE INDEX mutes_topic_idx ON mutes (topic_id);
CREATE INDEX mutes_thread_idx ON mutes (thread_id);

-- how many there are of each, so that most members' pages ask nothing
ALTER TABLE members ADD COLUMN block_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN mute_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN activity_hidden BOOLEAN NOT NULL DEFAULT FALSE;

-- +goose Down
ALTER TABLE members DROP COLUMN activity_hidden;
ALTER TABLE members DROP COLUMN mute_count;
ALTER TABLE members DROP COLUMN block_count;
DROP TABLE mutes;
DROP TABLE blocks;
