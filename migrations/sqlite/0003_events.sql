-- +goose Up
CREATE TABLE channels (
    name TEXT NOT NULL PRIMARY KEY,
    seq  INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE events (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    channel    TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    type       TEXT NOT NULL,
    topic_id   INTEGER,
    thread_id  INTEGER,
    post_id    INTEGER,
    number     INTEGER,
    actor_id   INTEGER,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT events_seq_key UNIQUE (channel, seq)
);
CREATE INDEX events_created_idx ON events (created_at);

-- +goose Down
DROP TABLE events;
DROP TABLE channels;
