-- +goose Up
-- the few stories, of all that are out, of which somebody is to say whether they are still true
CREATE INDEX threads_check_idx ON threads (check_due_at, published_at) WHERE kind = 'story' AND status = 'published';

-- +goose Down
DROP INDEX threads_check_idx;
