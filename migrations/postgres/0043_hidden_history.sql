-- +goose Up
-- Since when a former text is for moderators alone, and the sentence that says why.
ALTER TABLE revisions ADD COLUMN hidden_at TIMESTAMPTZ;
ALTER TABLE revisions ADD COLUMN hidden_because TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE revisions DROP COLUMN hidden_because;
ALTER TABLE revisions DROP COLUMN hidden_at;
