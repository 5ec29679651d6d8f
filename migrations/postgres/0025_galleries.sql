-- +goose Up
-- What is said of a picture where it is shown, and where in its post it stands. What the camera noted is offered to the
-- author and shown once they have told so.
ALTER TABLE pictures ADD COLUMN alt TEXT NOT NULL DEFAULT '';
ALTER TABLE pictures ADD COLUMN caption TEXT NOT NULL DEFAULT '';
ALTER TABLE pictures ADD COLUMN credit TEXT NOT NULL DEFAULT '';
ALTER TABLE pictures ADD COLUMN licence TEXT NOT NULL DEFAULT 'all-rights-reserved'
    CONSTRAINT pictures_licence_known CHECK (licence IN ('all-rights-reserved', 'cc-by', 'cc-by-sa', 'cc-by-nc', 'cc0'));
ALTER TABLE pictures ADD COLUMN camera_name TEXT NOT NULL DEFAULT '';
ALTER TABLE pictures ADD COLUMN lens TEXT NOT NULL DEFAULT '';
ALTER TABLE pictures ADD COLUMN exposure TEXT NOT NULL DEFAULT '';
ALTER TABLE pictures ADD COLUMN told BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE pictures ADD COLUMN position BIGINT NOT NULL DEFAULT 0;
-- deleted by its author, who may take that back for an hour
ALTER TABLE pictures ADD COLUMN deleted_at TIMESTAMPTZ;
CREATE INDEX pictures_deleted_idx ON pictures (deleted_at) WHERE deleted_at IS NOT NULL;

-- A gallery that is open to everybody's pictures for a while.
CREATE TABLE themes (
    thread_id BIGINT NOT NULL PRIMARY KEY CONSTRAINT themes_thread_fk REFERENCES threads (id) ON DELETE CASCADE,
    opens_at  TIMESTAMPTZ NOT NULL,
    closes_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT themes_period_shape CHECK (opens_at < closes_at)
);
CREATE INDEX themes_closes_idx ON themes (closes_at);

-- +goose Down
DROP TABLE themes;
DROP INDEX pictures_deleted_idx;
ALTER TABLE pictures DROP COLUMN deleted_at;
ALTER TABLE pictures DROP COLUMN position;
ALTER TABLE pictures DROP COLUMN told;
ALTER TABLE pictures DROP COLUMN exposure;
ALTER TABLE pictures DROP COLUMN lens;
ALTER TABLE pictures DROP COLUMN camera_name;
ALTER TABLE pictures DROP COLUMN licence;
ALTER TABLE pictures DROP COLUMN credit;
ALTER TABLE pictures DROP COLUMN caption;
ALTER TABLE pictures DROP COLUMN alt;
