-- +goose Up
-- what its author deleted, until it is taken for good
CREATE INDEX posts_deleted_idx ON posts (id) WHERE status = 'deleted' AND body <> '';
-- A split was told with the title of the thread it made, which fewer may see. Whoever may is led there by its id.
UPDATE decisions SET words = '' WHERE kind = 'split';
UPDATE notice_batches SET words = '' WHERE kind = 'split';

-- +goose Down
DROP INDEX posts_deleted_idx;
