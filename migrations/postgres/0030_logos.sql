-- +goose Up
-- The logo of a look, for light and for dark pages, and the sign that its icons are made of: each the hash that its files
-- are kept under, or nothing. Every version keeps its own, so that it can be brought back.
ALTER TABLE looks ADD COLUMN logo TEXT NOT NULL DEFAULT '';
ALTER TABLE looks ADD COLUMN logo_width BIGINT NOT NULL DEFAULT 0;
ALTER TABLE looks ADD COLUMN logo_height BIGINT NOT NULL DEFAULT 0;
ALTER TABLE looks ADD COLUMN logo_dark TEXT NOT NULL DEFAULT '';
ALTER TABLE looks ADD COLUMN logo_dark_width BIGINT NOT NULL DEFAULT 0;
ALTER TABLE looks ADD COLUMN logo_dark_height BIGINT NOT NULL DEFAULT 0;
ALTER TABLE looks ADD COLUMN icon TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE looks DROP COLUMN icon;
ALTER TABLE looks DROP COLUMN logo_dark_height;
ALTER TABLE looks DROP COLUMN logo_dark_width;
ALTER TABLE looks DROP COLUMN logo_dark;
ALTER TABLE looks DROP COLUMN logo_height;
ALTER TABLE looks DROP COLUMN logo_width;
ALTER TABLE looks DROP COLUMN logo;
