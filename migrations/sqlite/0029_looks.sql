-- +goose Up
-- How the community looks: each row is a version, and the newest is shown. The first is how it looked before anybody
-- changed it. Name, tagline and credit line stand in the settings too, for all that asks for them alone.
CREATE TABLE looks (
    version    INTEGER NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL CONSTRAINT looks_name_written CHECK (length(name) BETWEEN 2 AND 60),
    tagline    TEXT NOT NULL DEFAULT '',
    host_line  TEXT NOT NULL DEFAULT '',
    host_url   TEXT NOT NULL DEFAULT '',
    accent     TEXT NOT NULL DEFAULT '' CONSTRAINT looks_accent_shape CHECK (accent = '' OR length(accent) = 7),
    typeface   TEXT NOT NULL DEFAULT 'magazine' CONSTRAINT looks_typeface_known CHECK (typeface IN ('magazine', 'plain', 'book')),
    corners    TEXT NOT NULL DEFAULT 'soft' CONSTRAINT looks_corners_known CHECK (corners IN ('square', 'soft', 'round')),
    footer     TEXT NOT NULL DEFAULT '',
    author_id  INTEGER CONSTRAINT looks_author_fk REFERENCES members (id) ON DELETE SET NULL,
    created_at TIMESTAMP NOT NULL
);

-- +goose Down
DROP TABLE looks;
