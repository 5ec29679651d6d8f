-- +goose Up
-- What is kept of the files that members sent: one row a content, however many sent it. Whoever is about to write its
-- sizes claims it first; a row that is doomed is being deleted, and cannot be claimed before that has ended.
CREATE TABLE picture_files (
    hash       TEXT NOT NULL PRIMARY KEY,
    claimed_at TIMESTAMP NOT NULL,
    doomed     BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT picture_files_hash_shape CHECK (length(hash) = 64)
);

-- A picture as its author sent it. Its key cannot be guessed; who sees it is who sees the post it is in.
CREATE TABLE pictures (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    key        TEXT NOT NULL CONSTRAINT pictures_key_key UNIQUE,
    member_id  INTEGER NOT NULL CONSTRAINT pictures_member_fk REFERENCES members (id) ON DELETE CASCADE,
    post_id    INTEGER CONSTRAINT pictures_post_fk REFERENCES posts (id) ON DELETE SET NULL,
    hash       TEXT NOT NULL CONSTRAINT pictures_hash_fk REFERENCES picture_files (hash),
    width      INTEGER NOT NULL,
    height     INTEGER NOT NULL,
    clear      BOOLEAN NOT NULL,
    colour     TEXT NOT NULL,
    camera     TEXT NOT NULL DEFAULT '',
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT pictures_size_shape CHECK (width > 0 AND height > 0),
    CONSTRAINT pictures_colour_shape CHECK (length(colour) = 7)
);
CREATE INDEX pictures_member_idx ON pictures (member_id, created_at DESC, id DESC);
CREATE INDEX pictures_post_idx ON pictures (post_id) WHERE post_id IS NOT NULL;
CREATE INDEX pictures_hash_idx ON pictures (hash);
CREATE INDEX pictures_loose_idx ON pictures (created_at) WHERE post_id IS NULL;

-- +goose Down
DROP TABLE pictures;
DROP TABLE picture_files;
