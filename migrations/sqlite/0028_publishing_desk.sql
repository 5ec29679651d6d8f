-- +goose Up
-- An author so marked sends stories to review; another of the staff puts them out, or hands them back with words.
ALTER TABLE members ADD COLUMN four_eyes BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE threads ADD COLUMN review_asked_at TIMESTAMP; -- waits for somebody's eyes since then
ALTER TABLE threads ADD COLUMN review_words TEXT NOT NULL DEFAULT ''; -- why it was handed back last
CREATE INDEX threads_review_idx ON threads (review_asked_at) WHERE review_asked_at IS NOT NULL;

-- A story that is out is looked at again from time to time: is it still true?
ALTER TABLE threads ADD COLUMN check_due_at TIMESTAMP; -- null: a year after it came out
ALTER TABLE threads ADD COLUMN checked_at TIMESTAMP;

-- Links by which a colleague reads a story that is not out yet.
CREATE TABLE story_previews (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    thread_id  INTEGER NOT NULL CONSTRAINT story_previews_thread_fk REFERENCES threads (id) ON DELETE CASCADE,
    token_hash TEXT NOT NULL CONSTRAINT story_previews_token_key UNIQUE,
    made_by    INTEGER CONSTRAINT story_previews_maker_fk REFERENCES members (id) ON DELETE SET NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    revoked_at TIMESTAMP
);
CREATE INDEX story_previews_thread_idx ON story_previews (thread_id);

-- +goose Down
DROP TABLE story_previews;
ALTER TABLE threads DROP COLUMN checked_at;
ALTER TABLE threads DROP COLUMN check_due_at;
DROP INDEX threads_review_idx;
ALTER TABLE threads DROP COLUMN review_words;
ALTER TABLE threads DROP COLUMN review_asked_at;
ALTER TABLE members DROP COLUMN four_eyes;
