-- +goose Up
CREATE INDEX suggestions_owner_due_idx ON suggestions (owner_id, due_at, thread_id) WHERE due_at IS NOT NULL;
CREATE INDEX suggestions_department_due_idx ON suggestions (department_id, due_at, thread_id) WHERE due_at IS NOT NULL;
CREATE INDEX suggestions_paused_idx ON suggestions (watch_at, thread_id) WHERE paused_since IS NOT NULL;

-- what a form holds besides its text, as a query string
ALTER TABLE drafts ADD COLUMN fields TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE drafts DROP COLUMN fields;
DROP INDEX suggestions_paused_idx;
DROP INDEX suggestions_department_due_idx;
DROP INDEX suggestions_owner_due_idx;
