-- +goose Up
-- The face that a member chose in place of the drawn one: a square out of a picture of their own. Everybody sees it; the
-- picture itself stays its author's. Its key is for addresses, and every change makes another.
CREATE TABLE faces (
    member_id  INTEGER NOT NULL PRIMARY KEY CONSTRAINT faces_member_fk REFERENCES members (id) ON DELETE CASCADE,
    key        TEXT NOT NULL CONSTRAINT faces_key_key UNIQUE,
    picture_id INTEGER NOT NULL CONSTRAINT faces_picture_fk REFERENCES pictures (id) ON DELETE CASCADE,
    hash       TEXT NOT NULL CONSTRAINT faces_hash_fk REFERENCES picture_files (hash),
    x          INTEGER NOT NULL,
    y          INTEGER NOT NULL,
    span       INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT faces_crop_shape CHECK (x BETWEEN 0 AND 100 AND y BETWEEN 0 AND 100 AND span BETWEEN 30 AND 100)
);
CREATE INDEX faces_picture_idx ON faces (picture_id);
CREATE INDEX faces_hash_idx ON faces (hash);

-- the topic whose front a picture leads: whoever sees the topic sees it
ALTER TABLE pictures ADD COLUMN topic_id INTEGER CONSTRAINT pictures_topic_fk REFERENCES topics (id) ON DELETE SET NULL;
CREATE INDEX pictures_topic_idx ON pictures (topic_id) WHERE topic_id IS NOT NULL;

-- +goose Down
DROP INDEX pictures_topic_idx;
ALTER TABLE pictures DROP COLUMN topic_id;
DROP TABLE faces;
