-- +goose Up
-- what stories begin with: staff write them, the composer offers them
CREATE TABLE story_templates (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL CONSTRAINT story_templates_name_key UNIQUE,
    purpose     TEXT NOT NULL DEFAULT '',
    title       TEXT NOT NULL DEFAULT '',
    body        TEXT NOT NULL,
    version     INTEGER NOT NULL DEFAULT 1,
    created_at  TIMESTAMP NOT NULL,
    archived_at TIMESTAMP,
    CONSTRAINT story_templates_name_shape CHECK (length(name) BETWEEN 2 AND 80)
);

-- +goose Down
DROP TABLE story_templates;
