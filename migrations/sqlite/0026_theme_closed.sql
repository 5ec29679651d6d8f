-- +goose Up
-- whether it was told that a theme has closed, so that no kept page goes on asking for pictures
ALTER TABLE themes ADD COLUMN closed BOOLEAN NOT NULL DEFAULT FALSE;
DROP INDEX themes_closes_idx;
CREATE INDEX themes_closes_idx ON themes (closes_at) WHERE NOT closed;

-- +goose Down
DROP INDEX themes_closes_idx;
CREATE INDEX themes_closes_idx ON themes (closes_at);
ALTER TABLE themes DROP COLUMN closed;
