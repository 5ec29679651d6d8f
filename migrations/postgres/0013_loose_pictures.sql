-- +goose Up
-- since when no post shows a picture; it is swept some time after
ALTER TABLE pictures ADD COLUMN loose_since TIMESTAMPTZ CONSTRAINT pictures_loose_shape CHECK (post_id IS NULL OR loose_since IS NULL);
UPDATE pictures SET loose_since = created_at WHERE post_id IS NULL;
DROP INDEX pictures_loose_idx;
CREATE INDEX pictures_loose_idx ON pictures (loose_since) WHERE post_id IS NULL;
-- a question to the host of a live hour stays one while it is held
ALTER TABLE held_posts ADD COLUMN question TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE held_posts DROP COLUMN question;
DROP INDEX pictures_loose_idx;
ALTER TABLE pictures DROP COLUMN loose_since;
CREATE INDEX pictures_loose_idx ON pictures (created_at) WHERE post_id IS NULL;
