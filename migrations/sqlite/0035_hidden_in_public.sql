-- +goose Up
-- Public figures cover what was public. Of what is on record already, what stands in a public topic now was.
ALTER TABLE decisions ADD COLUMN was_public BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE decisions SET was_public = TRUE WHERE kind = 'hidden'
    AND thread_id IN (SELECT t.id FROM threads t JOIN topics o ON o.id = t.topic_id WHERE o.visibility = 'public');

-- +goose Down
ALTER TABLE decisions DROP COLUMN was_public;
