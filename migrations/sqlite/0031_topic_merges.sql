-- +goose Up
-- What a merge of topics moved, kept so that it can be undone for 30 days.
CREATE TABLE topic_merges (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    topic_id  INTEGER NOT NULL, -- of the topic that went; it gets this id back
    into_id   INTEGER NOT NULL,
    slug      TEXT NOT NULL,
    name      TEXT NOT NULL,
    topic     TEXT NOT NULL, -- its row, as JSON
    actor_id  INTEGER CONSTRAINT topic_merges_actor_fk REFERENCES members (id) ON DELETE SET NULL,
    merged_at TIMESTAMP NOT NULL,
    undone_at TIMESTAMP
);
CREATE INDEX topic_merges_undo_idx ON topic_merges (merged_at) WHERE undone_at IS NULL;
CREATE INDEX topic_merges_actor_idx ON topic_merges (actor_id);

CREATE TABLE topic_merge_threads (
    merge_id  INTEGER NOT NULL CONSTRAINT topic_merge_threads_merge_fk REFERENCES topic_merges (id) ON DELETE CASCADE,
    thread_id INTEGER NOT NULL CONSTRAINT topic_merge_threads_thread_fk REFERENCES threads (id) ON DELETE CASCADE,
    pinned_at TIMESTAMP,
    CONSTRAINT topic_merge_threads_pk PRIMARY KEY (merge_id, thread_id)
);
CREATE INDEX topic_merge_threads_thread_idx ON topic_merge_threads (thread_id);

-- whatever else led to the topic or stood in it: by its id, or by a word
CREATE TABLE topic_merge_parts (
    merge_id INTEGER NOT NULL CONSTRAINT topic_merge_parts_merge_fk REFERENCES topic_merges (id) ON DELETE CASCADE,
    kind     TEXT NOT NULL,
    part_id  INTEGER NOT NULL DEFAULT 0,
    word     TEXT NOT NULL DEFAULT '',
    CONSTRAINT topic_merge_parts_pk PRIMARY KEY (merge_id, kind, part_id, word),
    CONSTRAINT topic_merge_parts_kind_known CHECK (kind IN ('host', 'mute', 'held', 'draft', 'slug'))
);

-- +goose Down
DROP TABLE topic_merge_parts;
DROP TABLE topic_merge_threads;
DROP TABLE topic_merges;
