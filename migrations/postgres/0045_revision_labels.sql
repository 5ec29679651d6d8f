-- +goose Up
-- A revision of an opening keeps the tags and the standfirst of its thread too. NULL: kept before this, so nobody knows.
ALTER TABLE revisions ADD COLUMN tags TEXT;
ALTER TABLE revisions ADD COLUMN standfirst TEXT;

-- +goose Down
ALTER TABLE revisions DROP COLUMN standfirst;
ALTER TABLE revisions DROP COLUMN tags;
