-- +goose Up
-- stories that belong together, in an order
CREATE TABLE series (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_id   INTEGER NOT NULL CONSTRAINT series_owner_fk REFERENCES members (id),
    name       TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT series_name_shape CHECK (length(name) BETWEEN 2 AND 80)
);
CREATE INDEX series_owner_idx ON series (owner_id, name);

-- a place counts what not everybody sees too: readers are told the place among what they see
CREATE TABLE series_parts (
    thread_id INTEGER NOT NULL CONSTRAINT series_parts_thread_fk REFERENCES threads (id) ON DELETE CASCADE,
    series_id INTEGER NOT NULL CONSTRAINT series_parts_series_fk REFERENCES series (id) ON DELETE CASCADE,
    place     INTEGER NOT NULL,
    CONSTRAINT series_parts_pk PRIMARY KEY (thread_id),
    CONSTRAINT series_parts_place_counts CHECK (place >= 1)
);
CREATE INDEX series_parts_series_idx ON series_parts (series_id, place);

-- +goose Down
DROP TABLE series_parts;
DROP TABLE series;
