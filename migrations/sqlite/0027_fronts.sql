-- +goose Up
-- What staff put on the front page (no topic) or on a topic's front: each row is a version, and the newest of a place is
-- how it stands. A version without blocks composes itself.
CREATE TABLE fronts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    topic_id   INTEGER CONSTRAINT fronts_topic_fk REFERENCES topics (id) ON DELETE CASCADE,
    version    INTEGER NOT NULL,
    author_id  INTEGER CONSTRAINT fronts_author_fk REFERENCES members (id) ON DELETE SET NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX fronts_version_key ON fronts (COALESCE(topic_id, 0), version);

CREATE TABLE front_blocks (
    front_id INTEGER NOT NULL CONSTRAINT front_blocks_front_fk REFERENCES fronts (id) ON DELETE CASCADE,
    block    TEXT NOT NULL,
    position INTEGER NOT NULL,
    shown    BOOLEAN NOT NULL,
    days     INTEGER NOT NULL DEFAULT 0, -- how long what was picked stands; 0: until somebody changes it
    CONSTRAINT front_blocks_pk PRIMARY KEY (front_id, block),
    CONSTRAINT front_blocks_block_known CHECK (block IN ('lead', 'pictures', 'pinned', 'talked', 'heard', 'events', 'lists', 'topics')),
    CONSTRAINT front_blocks_days_range CHECK (days BETWEEN 0 AND 366)
);

CREATE TABLE front_picks (
    front_id  INTEGER NOT NULL,
    block     TEXT NOT NULL,
    position  INTEGER NOT NULL,
    thread_id INTEGER NOT NULL CONSTRAINT front_picks_thread_fk REFERENCES threads (id) ON DELETE CASCADE,
    picked_at TIMESTAMP NOT NULL,
    ends_at   TIMESTAMP,
    ended     BOOLEAN NOT NULL DEFAULT FALSE, -- whether everybody was told that its time is over
    CONSTRAINT front_picks_pk PRIMARY KEY (front_id, block, position),
    CONSTRAINT front_picks_once UNIQUE (front_id, block, thread_id),
    CONSTRAINT front_picks_block_fk FOREIGN KEY (front_id, block) REFERENCES front_blocks (front_id, block) ON DELETE CASCADE
);
CREATE INDEX front_picks_ends_idx ON front_picks (ends_at) WHERE NOT ended;

-- +goose Down
DROP TABLE front_picks;
DROP TABLE front_blocks;
DROP TABLE fronts;
